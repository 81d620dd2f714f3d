"""What the states of assurance say about assessing, as it stands: notices, units' own reports, appeals, and the faults they are against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from chassis.database import Connection
from contracts.appeal import APPEAL
from contracts.assessment_notice import ASSESSMENT_NOTICE
from contracts.fault import FAULT
from contracts.self_report import SELF_REPORT


class Notice(msgspec.Struct):
    """Where the assessment of a unit's period stands."""

    org: str
    subject: str
    period: str | None = None
    called_on: date | None = None
    put_on: date | None = None
    appeal_by: date | None = None


class Figure(msgspec.Struct):
    """A number by the unit's own count."""

    name: str
    amount: int


class SelfReport(msgspec.Struct):
    """What a unit said of its period."""

    org: str
    subject: str
    period: str | None = None
    newest_on: date | None = None
    nothing_to_report: bool = False
    score: int | None = None
    figures: list[Figure] = []


class Appeal(msgspec.Struct):
    """An appeal, and whether it was decided or given up."""

    org: str
    subject: str
    filed_on: date | None = None
    fault: str | None = None
    notice: str | None = None
    deduction: str | None = None
    withdrawn_on: date | None = None
    decided_on: date | None = None


class Fault(msgspec.Struct):
    """When a fault was found."""

    org: str
    subject: str
    found_on: date | None = None


@dataclass(frozen=True)
class Proceedings:
    """All of a county's units."""

    notices: Sequence[Notice] = field(default_factory=tuple)
    self_reports: Sequence[SelfReport] = field(default_factory=tuple)
    appeals: Sequence[Appeal] = field(default_factory=tuple)
    faults: Sequence[Fault] = field(default_factory=tuple)


READS: dict[str, Any] = {
    APPEAL.kind: Appeal,
    ASSESSMENT_NOTICE.kind: Notice,
    FAULT.kind: Fault,
    SELF_REPORT.kind: SelfReport,
}
"""What it reads of states, by kind of subject."""

_KEEP = """
INSERT INTO proceeding (key, kind, org, body) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
ON CONFLICT (key) DO UPDATE SET body = excluded.body
"""
_OF = "SELECT kind, body FROM proceeding WHERE org = ANY($1::text[]) ORDER BY key"

_decoders = {kind: msgspec.json.Decoder(model).decode for kind, model in READS.items()}
_encode = msgspec.json.Encoder(order="sorted").encode


def kept_of(kind: str, state: bytes) -> str | None:
    """What of a state belongs here; None of any other kind. msgspec.ValidationError for what is no such state."""
    decode = _decoders.get(kind)
    return None if decode is None else _encode(decode(state)).decode()


async def keep(connection: Connection, bodies: Iterable[tuple[str, str, str, str]]) -> None:
    """Keep the newest of these subjects: key, kind, organisation and what `kept_of` made of it."""
    rows = sorted(bodies)
    if rows:
        await connection.execute(_KEEP, *(list(column) for column in zip(*rows, strict=True)))


async def read(connection: Connection, orgs: Sequence[str]) -> Proceedings:
    """Of these organisations."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in READS}
    for kind, body in await connection.fetch(_OF, list(orgs)):
        by_kind[kind].append(_decoders[kind](body))
    return Proceedings(
        notices=by_kind[ASSESSMENT_NOTICE.kind],
        self_reports=by_kind[SELF_REPORT.kind],
        appeals=by_kind[APPEAL.kind],
        faults=by_kind[FAULT.kind],
    )
