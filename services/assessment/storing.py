"""Reports in the database: a head, its parts, and of an issued one the positions that it was made at."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.database import Connection
from contracts.assessment.report import ReportHead, ReportPart

_ALONE = "LOCK TABLE report IN SHARE ROW EXCLUSIVE MODE"
_PUT = """
INSERT INTO report (id, county, kind, period, number, stage, head) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET number = excluded.number, stage = excluded.stage, head = excluded.head
"""
_NO_PARTS = "DELETE FROM report_part WHERE report = $1"
_PARTS = "INSERT INTO report_part (report, org, body) SELECT $1, * FROM unnest($2::text[], $3::text[])"
_PLACES = """
INSERT INTO report_position (report, topic, partition, next_offset)
SELECT $1, * FROM unnest($2::text[], $3::int[], $4::bigint[])
"""


async def alone(connection: Connection) -> None:
    """Until the transaction ends nobody else drafts, checks, issues or restores a report; reading goes on.

    Otherwise two that issue at once would both find the same number free, and a draft could be written over a report
    that was issued while it was made.
    """
    await connection.execute(_ALONE)


async def keep(connection: Connection, head: ReportHead, parts: Sequence[ReportPart], stage: str) -> None:
    """Keep a report in place of what there was of it."""
    number = head.number if stage == "issued" else None
    await connection.execute(_PUT, head.id, head.county, head.kind, head.period, number, stage, head.model_dump_json())
    await connection.execute(_NO_PARTS, head.id)
    await connection.execute(_PARTS, head.id, [part.org for part in parts], [part.model_dump_json() for part in parts])


async def keep_issued(connection: Connection, head: ReportHead, parts: Sequence[ReportPart]) -> None:
    """Keep an issued report, and from which positions on a change is later than it."""
    await keep(connection, head, parts, "issued")
    places = [(topic, int(place), at) for topic, placed in head.positions.items() for place, at in placed.items()]
    await connection.execute(
        _PLACES,
        head.id,
        [topic for topic, _, _ in places],
        [place for _, place, _ in places],
        [next_offset for _, _, next_offset in places],
    )
