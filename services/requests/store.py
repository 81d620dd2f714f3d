"""The requests service's own SQL, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.database import Connection
from contracts.application.state import ApplicationState
from law.clock import State
from law.codes import ApplicantKind
from law.outcomes import Row
from law.table3 import Application
from law.table4 import Case, Remedy, Result
from services.requests.outcome import disclosed

_SAVE = """
INSERT INTO application (key, org, state, overdue, kind, arrived_on, received_on, answered_on, due_on, provisional, alert,
                         applicant_ref, subject_hash, disclosable, counted)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bool[], $5::text[], $6::date[], $7::date[], $8::date[],
                     $9::date[], $10::bool[], $11::text[], $12::text[], $13::text[], $14::bool[], $15::bytea[])
ON CONFLICT (key) DO UPDATE SET (org, state, overdue, kind, arrived_on, received_on, answered_on, due_on, provisional, alert,
    applicant_ref, subject_hash, disclosable, counted) = (excluded.org, excluded.state, excluded.overdue, excluded.kind,
    excluded.arrived_on, excluded.received_on, excluded.answered_on, excluded.due_on, excluded.provisional, excluded.alert,
    excluded.applicant_ref, excluded.subject_hash, excluded.disclosable, excluded.counted)
"""
_HASHES = "SELECT DISTINCT org, subject_hash FROM application WHERE key = ANY($1::text[]) AND subject_hash IS NOT NULL"
_TOLD = "SELECT key, kind, due_on, provisional, phase FROM reminder WHERE key = ANY($1::text[])"
_TELL = """
INSERT INTO reminder (key, kind, due_on, provisional, phase)
SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::bool[], $5::text[])
ON CONFLICT (key, kind) DO UPDATE SET due_on = excluded.due_on, provisional = excluded.provisional, phase = excluded.phase
"""
_UNTELL = "DELETE FROM reminder r USING unnest($1::text[], $2::text[]) AS n(key, kind) WHERE (r.key, r.kind) = (n.key, n.kind)"
_ORGS = """
INSERT INTO organisation (org, county) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (org) DO UPDATE SET county = excluded.county
"""


class Counted(msgspec.Struct):
    """What the annual tables need of an application."""

    kind: ApplicantKind | None
    received_on: date | None
    answers: list[tuple[date, Row]]
    transferred: bool
    cases: list[tuple[Remedy, date, date | None, Result | None, bool]]

    def application(self) -> Application | None:
        """As table 三 counts it; None while its receipt or applicant is unknown."""
        if self.kind is None or self.received_on is None:
            return None
        return Application(self.kind, self.received_on, self.answers, self.transferred)

    def remedies(self) -> list[Case]:
        """As table 四 counts them."""
        return [Case(*case) for case in self.cases]


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Counted).decode


def counted(state: ApplicationState) -> Counted:
    """What of the state the annual tables need."""
    return Counted(
        state.applicant_kind, state.received_on, [(one.on, one.row) for one in state.results], state.transferred,
        [(c.remedy, c.filed_on, c.decided_on, c.result, c.co_defendant) for c in state.cases],
    )  # fmt: skip


def _row(key: str, state: ApplicationState, today: date) -> tuple[Any, ...]:
    overdue = state.state is State.RUNNING and state.due_on is not None and today > state.due_on
    return (
        key, state.org, state.state, overdue, state.applicant_kind, state.arrived_on, state.received_on,
        state.answered_on, state.due_on, state.provisional, state.alert, state.applicant_ref, state.subject_hash,
        disclosed(state.results), encode(counted(state)),
    )  # fmt: skip


async def hashes(connection: Connection, keys: Sequence[str]) -> set[tuple[str, str]]:
    """(organisation, subject hash) of these applications as last kept."""
    return {(row[0], row[1]) for row in await connection.fetch(_HASHES, keys)}


async def save(connection: Connection, states: Iterable[tuple[str, ApplicationState]], today: date) -> None:
    """Keep what the read side asks for."""
    rows = [_row(key, state, today) for key, state in states]
    await connection.execute(_SAVE, *(list(column) for column in zip(*rows, strict=True)))


async def told(connection: Connection, keys: Sequence[str]) -> list[Any]:
    """(key, kind, due_on, provisional, phase) of what was last told."""
    return list(await connection.fetch(_TOLD, keys))


async def tell(
    connection: Connection, rows: Sequence[tuple[Any, ...]], gone: Sequence[tuple[str, str]]
) -> None:  # fmt: skip
    """Keep what is told now; drop what no longer stands."""
    if gone:
        await connection.execute(_UNTELL, [key for key, _ in gone], [kind for _, kind in gone])
    if rows:
        await connection.execute(_TELL, *(list(column) for column in zip(*rows, strict=True)))


async def register(connection: Connection, counties: Mapping[str, str]) -> None:
    """Keep which county an organisation belongs to."""
    orgs = sorted(counties)
    await connection.execute(_ORGS, orgs, [counties[org] for org in orgs])
