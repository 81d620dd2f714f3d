"""The counties' profiles as a service keeps them, and whose subjects a change of one touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chassis.database import Connection
from contracts.profile import Counties
from contracts.profile.record import CountyProfile, ProfileRecord

_KNOWN = "SELECT revision, body FROM profile WHERE county = $1"
_KEEP = """
INSERT INTO profile (county, revision, body) VALUES ($1, $2, $3)
ON CONFLICT (county) DO UPDATE SET revision = excluded.revision, body = excluded.body
"""
_NEXT = "UPDATE clock SET profiles = profiles + 1 RETURNING profiles"
_LEFT = "UPDATE unit SET county = NULL, changed = $2 WHERE county = $1 AND org <> ALL($3::text[])"
_JOINED = """
INSERT INTO unit (org, county, changed) SELECT org, $1, $2 FROM unnest($3::text[]) AS org
ON CONFLICT (org) DO UPDATE SET county = excluded.county, changed = excluded.changed
WHERE $4 OR unit.county IS DISTINCT FROM excluded.county
"""
_ALL = "SELECT u.org, u.county, p.body FROM unit u LEFT JOIN profile p USING (county)"

WAITING = "SELECT EXISTS (SELECT FROM unit WHERE swept < changed)"
"""Whether a change may have left subjects to be folded again."""

_TOUCHED = """
SELECT s.key, u.county, p.body FROM unit u JOIN subject s ON split_part(s.key, '/', 2) = u.org AND s.profiles < u.changed
LEFT JOIN profile p USING (county)
WHERE u.swept < u.changed AND s.kind = ANY($1::text[]) LIMIT $2 FOR UPDATE OF s SKIP LOCKED
"""
LEFT = """
SELECT EXISTS (SELECT FROM unit u JOIN subject s ON split_part(s.key, '/', 2) = u.org AND s.profiles < u.changed
               WHERE u.swept < u.changed AND s.kind = ANY($1::text[]))
"""
"""Whether it has, of these kinds."""
_SWEPT = """
UPDATE unit u SET swept = changed WHERE u.swept < u.changed AND NOT EXISTS (
    SELECT FROM subject s WHERE split_part(s.key, '/', 2) = u.org AND s.profiles < u.changed AND s.kind = ANY($1::text[]))
"""


class Touched(NamedTuple):
    """A subject that was folded by an older profile, and what it is to be folded by."""

    key: str
    profile: str


async def take(connection: Connection, records: Iterable[ProfileRecord]) -> None:
    """Keep the newest profile of each county, and mark the units that it changes. Call with the clock locked alone."""
    for record in records:
        row = await connection.fetchrow(_KNOWN, record.county)
        if row is not None and row["revision"] >= record.revision:
            continue
        number = await connection.fetchval(_NEXT)
        says_something_new = row is None or _said(ProfileRecord.model_validate_json(row["body"])) != _said(record)
        await connection.execute(_KEEP, record.county, record.revision, record.model_dump_json())
        await connection.execute(_LEFT, record.county, number, record.units)
        await connection.execute(_JOINED, record.county, number, record.units, says_something_new)


async def counties(connection: Connection) -> Counties:
    """All of them, by unit."""
    rows = await connection.fetch(_ALL)
    bodies = {row["county"]: row["body"] for row in rows if row["body"] is not None}
    profiles = {county: ProfileRecord.model_validate_json(body) for county, body in bodies.items()}
    return Counties(profiles.values(), {row["org"]: row["county"] for row in rows if row["county"] in profiles})


async def touched(connection: Connection, kinds: Sequence[str], most: int) -> list[Touched]:
    """Subjects of these kinds that a profile has changed since they were folded, locked; those of others are passed over."""
    rows = await connection.fetch(_TOUCHED, kinds, most)
    return sorted(Touched(row["key"], _name(row["county"], row["body"])) for row in rows)


async def settle(connection: Connection, kinds: Sequence[str]) -> None:
    """Units of which nothing is left to be folded again are done. Call with the clock locked, shared."""
    await connection.execute(_SWEPT, kinds)


def _said(record: ProfileRecord) -> dict[str, object]:
    return record.model_dump(include=set(CountyProfile.model_fields))


def _name(county: str | None, body: str | None) -> str:
    """As causes name it."""
    return "profile-none" if body is None else f"profile-{county}-{ProfileRecord.model_validate_json(body).version}"
