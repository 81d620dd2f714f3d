"""Issued reports as batches meet them: from which positions on a change is later than a report, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from chassis.database import Connection
from services.assessment.months import Months, different
from services.assessment.periods import months_in
from services.assessment.reading import Change
from services.assessment.stocks import part_of

MOST_CAUSES = 100
"""Causes that a restatement names of one subject; of more, the newest."""

_ISSUED = """
SELECT r.id, r.period, p.topic, p.partition, p.next_offset FROM report r LEFT JOIN report_position p ON p.report = r.id
WHERE r.stage = 'issued' ORDER BY r.id
"""
_TOUCH = """
INSERT INTO frozen AS f (report, key, org, months, causes)
SELECT report, key, org, months, string_to_array(causes, E'\\x1e')
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS n(report, key, org, months, causes)
ON CONFLICT (report, key) DO UPDATE
SET causes = (f.causes || excluded.causes)[greatest(1, cardinality(f.causes) + cardinality(excluded.causes) - $6::int + 1):]
"""

_encode = msgspec.json.Encoder(order="sorted").encode


@dataclass
class Touched:
    """A subject that is another thing for an issued period: as it was (None: it was not), and what changed it."""

    org: str
    before: Months | None
    causes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """An issued report: its period, and the next offset of each place of states that it was made of."""

    id: str
    period: str
    positions: Mapping[tuple[str, int], int]

    @property
    def last(self) -> str:
        """The last month of the period."""
        return months_in(self.period)[-1]

    def part(self, months: Months) -> Months:
        """What of a subject the report is made of."""
        return part_of(months, self.period)


class Issued:
    """All issued reports."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports = tuple(reports)

    @classmethod
    async def read(cls, connection: Connection) -> Issued:
        """As they stand in the database."""
        positions: dict[str, dict[tuple[str, int], int]] = {}
        periods: dict[str, str] = {}
        for report, period, topic, partition, next_offset in await connection.fetch(_ISSUED):
            periods[report] = period
            places = positions.setdefault(report, {})
            if topic is not None:
                places[topic, partition] = next_offset
        return cls(Report(report, periods[report], places) for report, places in positions.items())

    def beyond(self, change: Change, was: Months) -> Iterator[Report]:
        """The reports that were issued before this change, and of whose period it makes another thing."""
        moved = min(different(was, change.months), default="9999")
        for report in self._reports:
            is_later = change.offset >= report.positions.get((change.topic, change.partition), 0)
            if is_later and moved <= report.last and report.part(was) != report.part(change.months):
                yield report

    @staticmethod
    async def touch(connection: Connection, touched: Mapping[tuple[str, str], Touched]) -> None:
        """Keep what was before the first change, and add what caused this one."""
        if not touched:
            return
        rows: list[Any] = sorted(touched.items())
        await connection.execute(
            _TOUCH,
            [report for (report, _), _ in rows],
            [key for (_, key), _ in rows],
            [change.org for _, change in rows],
            [None if change.before is None else _encode(change.before).decode() for _, change in rows],
            ["\x1e".join(change.causes[-MOST_CAUSES:]) for _, change in rows],
            MOST_CAUSES,
        )
