"""The requests service's own SQL, in one place: what its pages read, and the counties."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from chassis.database import Connection
from law.codes import ApplicantKind
from law.opening import Opening
from law.outcomes import Row
from law.table3 import Application
from law.table4 import Case, Remedy, Result

LIST = """
SELECT key, s->>'org' AS org, s->>'state' AS state, overdue, s->>'applicant_kind' AS kind, s->>'received_on' AS received_on,
       s->>'due_on' AS due_on, (s->>'provisional')::boolean AS provisional, s->>'alert' AS alert, s->>'arrived_on' AS arrived_on
FROM (SELECT key, stated(state) AS s FROM subject
      WHERE kind = 'requests.application' AND state IS NOT NULL AND key > $1
        AND ($2::text IS NULL OR key LIKE 'requests.application/' || $2 || '/%')) AS a,
     LATERAL (SELECT s->>'state' = 'running' AND (s->>'due_on')::date < (SELECT day FROM clock) AS overdue) AS o
WHERE ($3::date IS NULL OR (s->>'due_on')::date < $3)
  AND ($4::text IS NULL OR s->>'state' = $4 OR ($4 = 'overdue' AND overdue)
       OR ($4 = 'unconfirmed' AND s->'flags' ? 'unconfirmed') OR ($4 = 'open' AND NOT s->>'state' = ANY($5::text[])))
  AND ($7::date IS NULL OR (s->>'due_on')::date = $7 OR s->'results' @> jsonb_build_array(jsonb_build_object('on', $7::date))
       OR EXISTS (SELECT FROM fact AS f WHERE f.key = a.key AND f.recorded_on = $7))
ORDER BY key LIMIT $6
"""
FIND = """
SELECT key FROM subject WHERE kind = 'requests.application' AND (state IS NOT NULL OR failed IS NOT NULL)
  AND (key = 'requests.application/' || $1 OR ($2 AND key LIKE 'requests.application/%/' || $3))
  AND ($4::text IS NULL OR split_part(key, '/', 2) = $4) ORDER BY key LIMIT 3
"""
REPEATS = """
SELECT stated(state)->'repeats' FROM subject WHERE key = 'requests.question/' || $1 || '/' || $2 AND state IS NOT NULL
"""
COUNTED = """
SELECT split_part(key, '/', 2) AS org, state FROM subject WHERE kind = 'requests.application' AND state IS NOT NULL
   AND ($1::text IS NULL OR key LIKE 'requests.application/' || $1 || '/%')
"""
DISPUTED = """
SELECT split_part(key, '/', 2) AS org, state FROM subject WHERE kind = 'requests.dispute' AND state IS NOT NULL
   AND ($1::text IS NULL OR key LIKE 'requests.dispute/' || $1 || '/%')
"""


OPENINGS = """
SELECT split_part(key, '/', 2) AS org, state FROM subject WHERE kind = 'requests.opening_balance' AND state IS NOT NULL
   AND ($1::text IS NULL OR key LIKE 'requests.opening_balance/' || $1 || '/%')
"""


class Ended(msgspec.Struct):
    """One result, as table 三 counts it."""

    on: date
    row: Row


class Counted(msgspec.Struct):
    """What the annual tables need of an application's state; the rest of it is passed over."""

    applicant_kind: ApplicantKind | None = None
    received_on: date | None = None
    results: list[Ended] = []
    transferred: bool = False
    counts: dict[str, dict[str, int]] = {}

    def application(self) -> Application | None:
        """As table 三 counts it; None while its receipt or applicant is unknown."""
        if self.applicant_kind is None or self.received_on is None:
            return None
        ended = [(result.on, result.row) for result in self.results]
        return Application(self.applicant_kind, self.received_on, ended, self.transferred)

    def fees(self, year: int) -> int:
        """信息处理费 collected in a year, in 元."""
        return sum(n.get("fees_collected", 0) for month, n in self.counts.items() if month[:4] == f"{year}")


class Disputed(msgspec.Struct):
    """What table 四 needs of a review or a lawsuit."""

    remedy: Remedy | None = None
    filed_on: date | None = None
    decided_on: date | None = None
    result: Result | None = None
    co_defendant: bool = False

    def case(self) -> Case | None:
        """As table 四 counts it; None while no fact says what it is."""
        if self.remedy is None or self.filed_on is None:
            return None
        return Case(self.remedy, self.filed_on, self.decided_on, self.result, self.co_defendant)


class Brought(msgspec.Struct):
    """What tables 三 and 四 need of a unit's opening balance."""

    year: int | None = None
    applications: dict[str, int] | None = None
    remedies: dict[str, int] | None = None

    def opening(self) -> Opening | None:
        """As the tables count it; None while no statement counts."""
        return None if self.year is None else Opening(self.year, self.applications, self.remedies)


decode_application = msgspec.json.Decoder(Counted).decode
decode_dispute = msgspec.json.Decoder(Disputed).decode
decode_opening = msgspec.json.Decoder(Brought).decode


async def day(connection: Connection) -> str | None:
    """The last day seen."""
    value: Any = await connection.fetchval("SELECT day FROM clock")
    return value.isoformat() if value else None
