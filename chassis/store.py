"""The ledger's SQL, in one place: facts, subjects, references, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from chassis.database import Connection
from contracts.envelope import Fact
from contracts.time import CalendarYear

_CLOCK = "SELECT day, calendars FROM clock FOR {}"
_ADD_FACTS = """
INSERT INTO fact (key, id, type, time, recorded_on, digest, data)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::date[], $6::bytea[], $7::bytea[])
ON CONFLICT DO NOTHING RETURNING key, id
"""
_DIGESTS = (
    "SELECT key, id, digest FROM fact JOIN unnest($1::text[], $2::text[]) AS asked(key, id) USING (key, id)"
)
_FACTS = "SELECT key, id, type, time, recorded_on, data FROM fact WHERE key = ANY($1::text[])"
_NEW_SUBJECTS = "INSERT INTO subject (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING key"
_SUBJECTS = "SELECT key, version, state FROM subject WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE"
_DUE = "SELECT key FROM subject WHERE check_on <= $1 ORDER BY key LIMIT $2"
_UNMET = "SELECT key FROM subject WHERE unmet AND key > $1 ORDER BY key LIMIT $2"
_SAVE = """
UPDATE subject s SET version = n.version, state = n.state, check_on = n.check_on, unmet = n.unmet
FROM unnest($1::text[], $2::int[], $3::bytea[], $4::date[], $5::bool[]) AS n(key, version, state, check_on, unmet)
WHERE s.key = n.key
"""
_REFER = """
INSERT INTO reference (key, version, state)
SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[])
ON CONFLICT (key) DO UPDATE SET version = excluded.version, state = excluded.state
WHERE reference.version < excluded.version RETURNING key
"""
_REFERENCES = "SELECT key, state FROM reference WHERE key = ANY($1::text[])"
_ADD_CALENDAR = "INSERT INTO calendar_year (year, version, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"


class Clock(NamedTuple):
    """The last day seen, and how many calendar versions."""

    day: date | None
    calendars: int


class Row(NamedTuple):
    """A subject as stored."""

    version: int
    state: bytes | None


class StoredFact(NamedTuple):
    """A fact as written: digest over what the sender said, data as sent."""

    fact: Fact
    digest: bytes
    data: bytes


async def clock(connection: Connection, *, exclusive: bool) -> Clock:
    """Read the clock and keep it still: shared by batches of facts, alone for a new day or calendar.

    A day thereby waits for every batch under way, and every later batch sees it: no subject can be
    folded with yesterday's date after the day has looked for the subjects it touches.
    """
    row = await connection.fetchrow(_CLOCK.format("UPDATE" if exclusive else "SHARE"))
    assert row is not None
    return Clock(row["day"], row["calendars"])


async def set_day(connection: Connection, day: date) -> None:
    """The day has been seen."""
    await connection.execute("UPDATE clock SET day = $1", day)


async def add_calendars(connection: Connection, years: Iterable[CalendarYear]) -> int:
    """Keep new calendar versions; how many were new."""
    new = 0
    for year in years:
        status = await connection.execute(_ADD_CALENDAR, year.year, year.version, year.model_dump_json())
        new += status == "INSERT 0 1"
    if new:
        await connection.execute("UPDATE clock SET calendars = calendars + $1", new)
    return new


async def calendars(connection: Connection) -> list[CalendarYear]:
    """Every calendar version."""
    rows = await connection.fetch("SELECT body FROM calendar_year ORDER BY year, version")
    return [CalendarYear.model_validate_json(row["body"]) for row in rows]


async def add_facts(connection: Connection, facts: Sequence[StoredFact]) -> set[tuple[str, str]]:
    """Add facts (sorted by key and id) and return (key, id) of those that were new."""
    rows = await connection.fetch(
        _ADD_FACTS,
        [s.fact.key for s in facts], [s.fact.id for s in facts], [s.fact.type for s in facts],
        [s.fact.time for s in facts], [s.fact.recorded_on for s in facts],
        [s.digest for s in facts], [s.data for s in facts],
    )  # fmt: skip
    return {(row[0], row[1]) for row in rows}


async def digests(connection: Connection, asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """Digests of stored facts by (key, id)."""
    rows = await connection.fetch(_DIGESTS, [key for key, _ in asked], [fact for _, fact in asked])
    return {(row[0], row[1]): row[2] for row in rows}


async def facts_of(connection: Connection, keys: Sequence[str]) -> list[Any]:
    """Rows of all facts of these subjects."""
    return list(await connection.fetch(_FACTS, keys))


async def lock_subjects(connection: Connection, keys: Sequence[str]) -> tuple[dict[str, Row], set[str]]:
    """Make missing subjects, lock all in key order, and return them with the keys that are new."""
    new = {row[0] for row in await connection.fetch(_NEW_SUBJECTS, keys)}
    return {row[0]: Row(row[1], row[2]) for row in await connection.fetch(_SUBJECTS, keys)}, new


async def due(connection: Connection, day: date, limit: int) -> list[str]:
    """Keys of subjects that the day may change."""
    return [row[0] for row in await connection.fetch(_DUE, day, limit)]


async def unmet(connection: Connection, after: str, limit: int) -> list[str]:
    """Keys of subjects with an unmet obligation, beyond ``after`` in key order."""
    return [row[0] for row in await connection.fetch(_UNMET, after, limit)]


async def save(connection: Connection, rows: Sequence[tuple[str, int, bytes, date | None, bool]]) -> None:
    """Write (key, version, state, check_on, unmet) of locked subjects."""
    if rows:
        await connection.execute(_SAVE, *(list(column) for column in zip(*rows, strict=True)))


async def refer(connection: Connection, latest: dict[str, tuple[int, bytes]]) -> list[str]:
    """Keep newer reference states and return the keys that changed."""
    keys = sorted(latest)
    rows = await connection.fetch(_REFER, keys, [latest[k][0] for k in keys], [latest[k][1] for k in keys])
    return [row[0] for row in rows]


async def references(connection: Connection, keys: Sequence[str]) -> dict[str, bytes]:
    """Reference states of these subjects."""
    return {row[0]: row[1] for row in await connection.fetch(_REFERENCES, keys)}
