"""Rankings of a county's rosters, from the sheets that readers have."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.sheet import RANKING, RankingRow, Totalled, ranked
from contracts.topics import SCORES
from services.assessment.telling import message

_SHEETS = "SELECT body FROM sheet WHERE county = ANY($1::text[]) AND period = $2 ORDER BY org"
_KNOWN = """
SELECT key, body FROM ranking
WHERE split_part(key, '|', 2) = ANY($1::text[]) AND starts_with(key, $2 || '|')
"""
_KEEP = """
INSERT INTO ranking (key, body) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (key) DO UPDATE SET body = excluded.body
"""

_totalled = msgspec.json.Decoder(Totalled).decode


async def rankings(connection: Connection, periods: Collection[str], counties: Collection[str]) -> list[Message]:
    """Of these counties and periods the rankings that are others now, and tombstones of those that are no more.

    One period after the other: the sheets of all years at once need more memory than anything else here.
    """
    named = sorted(counties)
    return [message for period in sorted(periods) for message in await _rankings(connection, period, named)]


async def _rankings(connection: Connection, period: str, counties: Sequence[str]) -> list[Message]:
    sheets: dict[str, list[Totalled]] = {}
    for (body,) in await connection.fetch(_SHEETS, counties, period):
        sheet = _totalled(body)
        sheets.setdefault(sheet.county, []).append(sheet)
    bodies = {_key(row): row.model_dump_json() for compared in sheets.values() for row in ranked(compared)}
    known = {row[0]: row[1] for row in await connection.fetch(_KNOWN, counties, period)}
    changed = {key: body for key, body in sorted(bodies.items()) if known.get(key) != body}
    gone = sorted(known.keys() - bodies.keys())
    if changed:
        await connection.execute(_KEEP, list(changed), list(changed.values()))
    if gone:
        await connection.execute("DELETE FROM ranking WHERE key = ANY($1::text[])", gone)
    changes = [message(SCORES, key, RANKING, body) for key, body in changed.items()]
    return changes + [message(SCORES, key, RANKING, None) for key in gone]


def _key(row: RankingRow) -> str:
    return f"{row.period}|{row.county}|{row.roster}"
