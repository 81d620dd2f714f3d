"""What a batch writes: one statement for the subjects, one for what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chassis.database import Connection
from services.metrics.reading import Closing
from services.metrics.states import SEPARATOR

_NUMBER = """
INSERT INTO measure (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING
"""
_NUMBERS = "SELECT name, number FROM measure WHERE name = ANY($1::text[])"
_CONTRIBUTE = """
WITH put AS (
    INSERT INTO contribution AS c (key, version, counts, owed)
    SELECT key, version, counts, nullif(owed, '') FROM unnest(
        string_to_array($1::text, E'\\x1e'), string_to_array($2::text, ',')::int[],
        string_to_array($3::text, E'\\x1e'), string_to_array($4::text, E'\\x1e')
    ) AS n(key, version, counts, owed)
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, counts = excluded.counts, owed = excluded.owed
    WHERE c.version < excluded.version
    RETURNING c.key, old.version IS NOT NULL AS known, old.counts, old.owed
)
SELECT string_agg(key, E'\\x1e') FILTER (WHERE known), string_agg(counts, E'\\x1e') FILTER (WHERE known),
       string_agg(coalesce(owed, ''), E'\\x1e') FILTER (WHERE known),
       CASE WHEN count(*) < $5::int THEN array(SELECT unnest(string_to_array($1, E'\\x1e')) EXCEPT SELECT key FROM put) END
FROM put
"""
_CHANGE = """
WITH gone AS (DELETE FROM obligation WHERE key = ANY($5::text[])),
other AS (
    INSERT INTO obligation (key, org, body)
    SELECT n.* FROM unnest(
        string_to_array($2::text, E'\\x1e'), string_to_array($3::text, E'\\x1e'), string_to_array($4::text, E'\\x1e')
    ) AS n(key, org, body)
    LEFT JOIN obligation o USING (key) WHERE o.body IS DISTINCT FROM n.body
    ON CONFLICT (key) DO UPDATE SET body = excluded.body
    RETURNING key
), named AS (SELECT array(SELECT key FROM other) || $5::text[] AS keys)
INSERT INTO change (deltas, obligations, orgs)
SELECT $1::text, keys, $6::text[] FROM named WHERE $1::text <> '' OR keys <> '{}' OR $6::text[] <> '{}'
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
    counts: list[str]
    owed: list[str]
    superseded: set[str]


async def contribute(
    connection: Connection,
    keys: Sequence[str],
    versions: Iterable[int],
    counts: Iterable[str],
    owed: Iterable[str],
) -> Replaced:
    """Keep the states that are newer, and say what they replace.

    Columns travel as one text each: half of what a row costs the client otherwise is its way through the protocol.
    """
    row = await connection.fetchrow(
        _CONTRIBUTE,
        SEPARATOR.join(keys),
        ",".join(map(str, versions)),
        SEPARATOR.join(counts),
        SEPARATOR.join(owed),
        len(keys),
    )
    assert row is not None
    known, counted, owing = ([] if column is None else column.split(SEPARATOR) for column in row[:3])
    return Replaced(known, counted, owing, set(row[3] or ()))


async def change(
    connection: Connection,
    deltas: str,
    rows: Mapping[str, tuple[str, str]],
    gone: Sequence[str],
    orgs: Sequence[str],
) -> None:
    """Keep the obligations (key → organisation, row) that are new or other ones, drop those gone, and name what changed."""
    keys = sorted(rows)
    await connection.execute(
        _CHANGE,
        deltas,
        SEPARATOR.join(keys),
        SEPARATOR.join([rows[key][0] for key in keys]),
        SEPARATOR.join([rows[key][1] for key in keys]),
        sorted(gone),
        orgs,
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
