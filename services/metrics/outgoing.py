"""The relay's SQL: what has changed since the last round, and what is settled once a round is out.

Only the relay writes ``month_count`` and ``published``, and it deletes changes by their own ids: no batch ever
waits for a row that is locked until the broker has answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from chassis.database import Connection
from services.metrics.completeness import Closings, Place
from services.metrics.contributions import Cells, add, pack_cells, unpack_cells, unpack_deltas

MonthKey = tuple[str, str]
"""Organisation and month."""

_CLOSINGS = """
SELECT s.topic, p.partition, c.day, c.next_offset, (SELECT day FROM clock)
FROM source s CROSS JOIN generate_series(0, s.partitions - 1) AS p(partition)
LEFT JOIN closed c ON c.topic = s.topic AND c.partition = p.partition
"""
_CHANGES = "SELECT id, deltas, obligations, orgs FROM change ORDER BY id LIMIT $1"
_MONTHS = """
SELECT m.org, m.month, m.counts FROM unnest($1::text[], $2::text[]) AS n(org, year)
JOIN month_count m ON m.org = n.org AND m.month BETWEEN n.year || '-01' AND n.year || '-12'
"""
_OBLIGATIONS = """
SELECT k.key, o.org, o.body, p.key IS NOT NULL AS known FROM unnest($1::text[]) AS k(key)
LEFT JOIN obligation o ON o.key = k.key LEFT JOIN published p ON p.key = k.key
"""
_SETTLE = """
WITH kept AS (
    INSERT INTO month_count (org, month, counts) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
    ON CONFLICT (org, month) DO UPDATE SET counts = excluded.counts
), gone AS (
    DELETE FROM month_count m USING unnest($4::text[], $5::text[]) AS n(org, month)
    WHERE m.org = n.org AND m.month = n.month
), known AS (
    INSERT INTO published SELECT unnest($6::text[]) ON CONFLICT DO NOTHING
), dropped AS (
    DELETE FROM published WHERE key = ANY($7::text[])
)
DELETE FROM change WHERE id = ANY($8::bigint[])
"""
_PRUNE = """
DELETE FROM closed c WHERE c.day < $1
AND EXISTS (SELECT FROM closed l WHERE l.topic = c.topic AND l.partition = c.partition AND l.day > c.day AND l.day <= $1)
"""


class Changes(NamedTuple):
    """What several batches have changed: what to add by month, keys of obligations, organisations."""

    ids: list[int]
    deltas: dict[MonthKey, Cells]
    obligations: set[str]
    orgs: set[str]


async def closings(connection: Connection) -> tuple[Closings, date | None]:
    """What each partition has closed that must, and the watermark that was last published."""
    closed: dict[Place, list[tuple[date, int]]] = defaultdict(list)
    rows = await connection.fetch(_CLOSINGS)
    for topic, partition, day, next_offset, _ in rows:
        closed[topic, partition] += [] if day is None else [(day, next_offset)]
    return closed, rows[0][4] if rows else None


async def changes(connection: Connection, batches: int) -> Changes:
    """What the oldest ``batches`` batches have changed."""
    changed = Changes([], defaultdict(dict), set(), set())
    async for number, deltas, obligations, orgs in connection.cursor(_CHANGES, batches, prefetch=20):
        changed.ids.append(number)
        changed.obligations.update(obligations)
        changed.orgs.update(orgs)
        for org, months in unpack_deltas(deltas).items() if deltas else ():
            for month, cells in months.items():
                add(changed.deltas[org, month], cells)
    return changed


async def months(
    connection: Connection, years: Collection[tuple[str, str]], orgs: Collection[str]
) -> dict[MonthKey, Cells]:
    """Counters of all months of these years (organisation, year), and of all years of these organisations."""
    ordered = sorted(years)
    rows = list(await connection.fetch(_MONTHS, [org for org, _ in ordered], [year for _, year in ordered]))
    if orgs:
        rows += await connection.fetch("SELECT * FROM month_count WHERE org = ANY($1::text[])", sorted(orgs))
    return {(org, month): unpack_cells(counts) for org, month, counts in rows}


async def obligations(connection: Connection, keys: Collection[str], orgs: Collection[str]) -> list[Any]:
    """Key, organisation, row (none when it is no longer unmet) and whether readers have one; also those of ``orgs``."""
    wanted = set(keys)
    if orgs:
        wanted.update(
            row[0]
            for row in await connection.fetch("SELECT key FROM obligation WHERE org = ANY($1::text[])", sorted(orgs))
        )
    return list(await connection.fetch(_OBLIGATIONS, sorted(wanted))) if wanted else []


async def counties(connection: Connection, orgs: Collection[str]) -> dict[str, str]:
    """Organisation → county, where the registry names it."""
    rows = await connection.fetch("SELECT org, county FROM organisation WHERE org = ANY($1::text[])", sorted(orgs))
    return {row[0]: row[1] for row in rows}


async def names(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Names of measures by number."""
    rows = await connection.fetch("SELECT number, name FROM measure WHERE number = ANY($1::int[])", sorted(numbers))
    return {row[0]: row[1] for row in rows}


async def next_sequence(connection: Connection) -> int:
    """The number of a new round: above those of all before."""
    return int(await connection.fetchval("SELECT nextval('row_sequence')"))


async def settle(
    connection: Connection,
    ids: Sequence[int],
    counters: Mapping[MonthKey, Cells],
    rows: Mapping[str, bool],
    day: date | None,
) -> None:
    """Keep the months as published, which obligations readers have a row of, and the watermark; forget the changes."""
    kept, gone = [m for m in sorted(counters) if counters[m]], [m for m in sorted(counters) if not counters[m]]
    await connection.execute(
        _SETTLE,
        [org for org, _ in kept],
        [month for _, month in kept],
        [pack_cells(counters[m]) for m in kept],
        [org for org, _ in gone],
        [month for _, month in gone],
        [key for key in sorted(rows) if rows[key]],
        [key for key in sorted(rows) if not rows[key]],
        ids,
    )
    if day is not None:
        await connection.execute("UPDATE clock SET day = $1", day)
        await connection.execute(_PRUNE, day)
