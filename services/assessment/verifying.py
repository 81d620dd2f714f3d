"""Whether what an issued report says can be made again: from the ground as it was at the report's positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from chassis.database import Connection
from contracts.assessment.report import ReportHead, ReportPart, digest
from services.assessment import ground, registries
from services.assessment.again import part_again
from services.assessment.months import NOTHING, Months
from services.assessment.stocks import part_of

_FROZEN = "SELECT org, key, months FROM frozen WHERE report = $1"
_BEHIND = """
SELECT count(*) FROM report_position p LEFT JOIN consumer_offset o
    ON o.consumer = 'assessment' AND o.topic = p.topic AND o.partition = p.partition
WHERE p.report = $1 AND coalesce(o.next_offset, 0) < p.next_offset
"""
_RESTATED = "SELECT count(*) FROM restatement WHERE report = $1"


class Verified(NamedTuple):
    """What came of it."""

    head_holds: bool
    """The head is what its sha256 says."""
    altered: list[str]
    """Units whose part as it is kept is not what the head says."""
    differing: list[str]
    """Units whose part made again is another one."""
    behind: int
    """Places of states that have not been read up to where the report was made; then nothing was made again."""
    restated: int
    """Units for which the report would say something else by now."""

    @property
    def holds(self) -> bool:
        """Whether all of it is as it was issued, and comes out the same again."""
        return self.head_holds and not self.altered and not self.differing and not self.behind


async def verified(connection: Connection, report: str) -> Verified | None:
    """Verify an issued report; None where there is none of this id."""
    body = await connection.fetchval("SELECT head FROM report WHERE id = $1 AND stage = 'issued'", report)
    if body is None:
        return None
    head = ReportHead.model_validate_json(body)
    rows = await connection.fetch("SELECT body FROM report_part WHERE report = $1 ORDER BY org", report)
    parts = [ReportPart.model_validate_json(row[0]) for row in rows]
    kept = {part.org: digest(part) for part in parts}
    altered = sorted(org for org in head.parts.keys() | kept.keys() if head.parts.get(org) != kept.get(org))
    behind = await connection.fetchval(_BEHIND, report)
    differing = [] if behind else await _differing(connection, head, parts)
    restated = await connection.fetchval(_RESTATED, report)
    return Verified(digest(head) == head.sha256, altered, differing, behind, restated)


async def _differing(connection: Connection, head: ReportHead, parts: Sequence[ReportPart]) -> list[str]:
    known = await registries.read(connection)
    subjects = await ground.parts_by_unit(connection, [part.org for part in parts], head.period)
    frozen: dict[str, dict[str, Months]] = {}
    for org, key, months in await connection.fetch(_FROZEN, head.id):
        frozen.setdefault(org, {})[key] = NOTHING if months is None else msgspec.json.decode(months)
    return [
        part.org
        for part in parts
        if digest(part_again(head, part, known, as_it_was(subjects[part.org], frozen.get(part.org, {}), head.period)))
        != head.parts.get(part.org)
    ]


def as_it_was(subjects: Mapping[str, Months], frozen: Mapping[str, Months], period: str) -> dict[str, Months]:
    """What of each subject belonged to the period when the report was issued. Pure."""
    now = {key: part_of(months, period) for key, months in subjects.items()}
    return {key: part for key, part in {**now, **frozen}.items() if part}
