"""What a batch writes: one statement for the subjects, one for what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chassis.database import Connection
from services.metrics.reading import Closing

_NUMBER = """
INSERT INTO measure (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING
"""
_NUMBERS = "SELECT name, number FROM measure WHERE name = ANY($1::text[])"
_CONTRIBUTE = """
WITH put AS (
    INSERT INTO contribution AS c (key, version, counts, owed)
    SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[], $4::text[])
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, counts = excluded.counts, owed = excluded.owed
    WHERE c.version < excluded.version
    RETURNING c.key, old.version IS NOT NULL AS known, old.counts, old.owed
)
SELECT array_agg(key) FILTER (WHERE known), array_agg(counts) FILTER (WHERE known), array_agg(owed) FILTER (WHERE known),
       CASE WHEN count(*) < cardinality($1) THEN array(SELECT unnest($1) EXCEPT SELECT key FROM put) END
FROM put
"""
_CHANGE = """
WITH gone AS (DELETE FROM obligation WHERE key = ANY($5::text[])),
other AS (
    INSERT INTO obligation (key, org, body)
    SELECT n.* FROM unnest($2::text[], $3::text[], $4::bytea[]) AS n(key, org, body)
    LEFT JOIN obligation o USING (key) WHERE o.body IS DISTINCT FROM n.body
    ON CONFLICT (key) DO UPDATE SET body = excluded.body
    RETURNING key
), named AS (SELECT array(SELECT key FROM other) || $5::text[] AS keys)
INSERT INTO change (deltas, obligations, orgs)
SELECT $1::bytea, keys, $6::text[] FROM named WHERE $1::bytea <> '' OR keys <> '{}' OR $6::text[] <> '{}'
"""
_ORGS = """
INSERT INTO organisation (org, county) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (org) DO UPDATE SET county = excluded.county WHERE organisation.county <> excluded.county
RETURNING org
"""
_DROP_ORGS = "DELETE FROM organisation WHERE org = ANY($1::text[]) RETURNING org"
_CLOSE = """
INSERT INTO closed (topic, partition, day, next_offset) SELECT * FROM unnest($1::text[], $2::int[], $3::date[], $4::bigint[])
ON CONFLICT DO NOTHING
"""
_SOURCES = """
INSERT INTO source (topic, partitions) SELECT * FROM unnest($1::text[], $2::int[])
ON CONFLICT (topic) DO UPDATE SET partitions = excluded.partitions
"""


async def numbers(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Numbers of these measures, given to those that have none."""
    ordered = sorted(names)
    await connection.execute(_NUMBER, ordered)
    return {row[0]: row[1] for row in await connection.fetch(_NUMBERS, ordered)}


class Replaced(NamedTuple):
    """What newer states have taken the place of, in columns; and the keys of those that were no newer."""

    keys: list[str]
    counts: list[bytes]
    owed: list[str | None]
    superseded: set[str]


async def contribute(
    connection: Connection,
    keys: Sequence[str],
    versions: Sequence[int],
    counts: Sequence[bytes],
    owed: Sequence[str | None],
) -> Replaced:
    """Keep the states that are newer, and say what they replace."""
    row = await connection.fetchrow(_CONTRIBUTE, keys, versions, counts, owed)
    assert row is not None
    return Replaced(row[0] or [], row[1] or [], row[2] or [], set(row[3] or ()))


async def change(
    connection: Connection,
    deltas: bytes,
    rows: Mapping[str, tuple[str, bytes]],
    gone: Sequence[str],
    orgs: Sequence[str],
) -> None:
    """Keep the obligations (key → organisation, row) that are new or other ones, drop those gone, and name what changed."""
    keys = sorted(rows)
    await connection.execute(
        _CHANGE, deltas, keys, [rows[k][0] for k in keys], [rows[k][1] for k in keys], sorted(gone), orgs
    )


async def register(connection: Connection, counties: Mapping[str, str | None]) -> list[str]:
    """Keep which county an organisation belongs to, None for none; the organisations for which that is new."""
    named = sorted(org for org, county in counties.items() if county is not None)
    rows = await connection.fetch(_ORGS, named, [counties[org] for org in named])
    dropped = sorted(org for org, county in counties.items() if county is None)
    return [row[0] for row in (*rows, *await connection.fetch(_DROP_ORGS, dropped))]


async def close(connection: Connection, closings: Iterable[Closing]) -> None:
    """Keep the days closed; of a day closed twice, the first."""
    first = {closing[:3]: closing for closing in sorted(closings, reverse=True)}
    await connection.execute(_CLOSE, *map(list, zip(*(first[name] for name in sorted(first)), strict=True)))


async def require(connection: Connection, sources: Mapping[str, int]) -> None:
    """These topics (with their partitions), and no others, must have closed a day before it is complete."""
    topics = sorted(sources)
    await connection.execute("DELETE FROM source WHERE topic <> ALL($1::text[])", topics)
    await connection.execute(_SOURCES, topics, [sources[topic] for topic in topics])


async def look_at_the_watermark(connection: Connection) -> None:
    """A change of its own: the relay has to look, and whoever waits until all is sent waits for that."""
    await connection.execute("INSERT INTO change (deltas, obligations, orgs) VALUES ('', '{}', '{}')")
