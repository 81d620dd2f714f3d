"""The counties' profiles as a service keeps them, and whose subjects a change of one touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chassis.database import Connection
from contracts.profile import Counties
from contracts.profile.record import CountyProfile, ProfileRecord

_KNOWN = "SELECT revision, body FROM profile WHERE county = $1"
_KEEP = """
INSERT INTO profile (county, version, revision, body) VALUES ($1, $2, $3, $4)
ON CONFLICT (county) DO UPDATE SET version = excluded.version, revision = excluded.revision, body = excluded.body
"""
_NEXT = "UPDATE clock SET profiles = profiles + 1 RETURNING profiles"
_LEFT = "UPDATE unit SET county = NULL, changed = $2 WHERE county = $1 AND org <> ALL($3::text[])"
_JOINED = """
INSERT INTO unit (org, county, changed) SELECT org, $1, $2 FROM unnest($3::text[]) AS org
ON CONFLICT (org) DO UPDATE SET county = excluded.county, changed = excluded.changed
WHERE $4 OR unit.county IS DISTINCT FROM excluded.county
"""
_MOVED = "UPDATE unit SET changed = $1 WHERE org = ANY($2::text[])"
_PROFILES = "SELECT body FROM profile"
_UNITS = "SELECT org, county FROM unit WHERE county IS NOT NULL"

WAITING = "SELECT EXISTS (SELECT FROM unit WHERE swept < changed)"
"""Whether a change may have left subjects to be folded again."""

_TOUCHED = """
SELECT s.key, u.county, p.version FROM unit u LEFT JOIN profile p USING (county), LATERAL (
    SELECT key FROM subject WHERE split_part(key, '/', 2) = u.org AND profiles < u.changed AND kind = ANY($1::text[])
    LIMIT $2 FOR UPDATE SKIP LOCKED) s
WHERE u.swept < u.changed LIMIT $2
"""
_SWEPT = """
UPDATE unit u SET swept = changed WHERE swept < changed AND 0 = (SELECT count(*) FROM (
    SELECT FROM subject WHERE split_part(key, '/', 2) = u.org AND profiles < u.changed AND kind = ANY($1::text[]) LIMIT 1) s)
"""
"""Both ask unit by unit, by the index: joined whole, every subject of every county would be read each time."""


class Touched(NamedTuple):
    """A subject that was folded by an older profile, and what it is to be folded by."""

    key: str
    profile: str
    """As causes name it: its county and version."""


async def take(connection: Connection, records: Iterable[ProfileRecord]) -> None:
    """Keep the newest profile of each county, and mark the units that it changes. Call with the clock locked alone."""
    for record in records:
        row = await connection.fetchrow(_KNOWN, record.county)
        if row is not None and row["revision"] >= record.revision:
            continue
        number = await connection.fetchval(_NEXT)
        before = None if row is None else ProfileRecord.model_validate_json(row["body"])
        says_something_new = before is None or _content(before) != _content(record)
        ended = before.ended if before is not None else {}
        moved = [org for org in record.units if ended.get(org) != record.ended.get(org)]
        await connection.execute(_KEEP, record.county, record.version, record.revision, record.model_dump_json())
        await connection.execute(_LEFT, record.county, number, record.units)
        await connection.execute(_JOINED, record.county, number, record.units, says_something_new)
        await connection.execute(_MOVED, number, moved)


async def counties(connection: Connection) -> Counties:
    """All of them, by unit."""
    profiles = [ProfileRecord.model_validate_json(row["body"]) for row in await connection.fetch(_PROFILES)]
    return Counties(profiles, {row["org"]: row["county"] for row in await connection.fetch(_UNITS)})


async def touched(connection: Connection, kinds: Sequence[str], most: int) -> list[Touched]:
    """Subjects of these kinds that a profile has changed since they were folded, locked; those of others are passed over."""
    rows = await connection.fetch(_TOUCHED, kinds, most)
    return sorted(Touched(row["key"], f"profile-{row['county'] or 'none'}-{row['version'] or 0}") for row in rows)


async def settle(connection: Connection, kinds: Sequence[str]) -> None:
    """Units of which nothing is left to be folded again are done. Call with the clock locked, shared."""
    await connection.execute(_SWEPT, kinds)


def _content(record: ProfileRecord) -> dict[str, object]:
    return record.model_dump(include=set(CountyProfile.model_fields))
