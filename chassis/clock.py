"""The clock and the calendars of a service: the last day seen, and every holiday notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from chassis.database import Connection
from contracts.time import CalendarYear
from law.calendar import WorkingCalendar, YearCalendar

_READ = "SELECT day, calendars, profiles, closed FROM clock FOR {}"
_ADD = """
INSERT INTO calendar_year (year, version, known_from, body) SELECT * FROM unnest($1::int[], $2::int[], $3::date[], $4::text[])
ON CONFLICT DO NOTHING RETURNING year, version
"""
_COUNT = """
UPDATE clock SET calendars = (SELECT count(*) FROM calendar_year WHERE known_from IS NULL OR known_from <= clock.day)
"""
_YEARS = "SELECT body FROM calendar_year ORDER BY year, version"
_SINCE = """
SELECT body FROM calendar_year WHERE known_from IS NULL OR known_from <= (SELECT day FROM clock)
ORDER BY known_from NULLS FIRST, seq OFFSET $1
"""


class Clock(NamedTuple):
    """The last day seen, how many calendar versions are known on it, changes of profiles, and the last day closed."""

    day: date | None
    calendars: int
    profiles: int = 0
    closed: date | None = None


async def read(connection: Connection, *, exclusive: bool) -> Clock:
    """Read the clock and keep it still: shared by batches of facts, alone for a new day or calendar.

    A day thereby waits for every batch under way, and every later batch sees it: no subject can be
    folded with yesterday's date after the day has looked for the subjects it touches.
    """
    row = await connection.fetchrow(_READ.format("UPDATE" if exclusive else "SHARE"))
    assert row is not None
    return Clock(row["day"], row["calendars"], row["profiles"], row["closed"])


async def set_day(connection: Connection, day: date) -> None:
    """The day has been seen; the notices that are known from it on are known now."""
    await connection.execute("UPDATE clock SET day = greatest(day, $1)", day)
    await connection.execute(_COUNT)


async def add_calendars(connection: Connection, years: Iterable[CalendarYear]) -> set[tuple[int, int]]:
    """Keep calendar versions; (year, version) of those that were new. Call with the clock locked alone."""
    rows = list(years)
    new = await connection.fetch(
        _ADD,
        [year.year for year in rows],
        [year.version for year in rows],
        [year.known_from for year in rows],
        [year.model_dump_json() for year in rows],
    )
    if new:
        await connection.execute(_COUNT)
    return {(row[0], row[1]) for row in new}


async def calendars(connection: Connection) -> list[CalendarYear]:
    """Every calendar version."""
    return [CalendarYear.model_validate_json(row["body"]) for row in await connection.fetch(_YEARS)]


async def calendars_since(connection: Connection, known: int) -> list[CalendarYear]:
    """The versions that have become known after the first ``known`` ones."""
    return [CalendarYear.model_validate_json(row["body"]) for row in await connection.fetch(_SINCE, known)]


def law_year(year: CalendarYear) -> YearCalendar:
    """One version in the law's terms; CalendarError (a ValueError) names a date that cannot be."""
    return YearCalendar(
        year=year.year,
        version=year.version,
        notice=year.notice,
        known_from=year.known_from,
        off=frozenset(year.off),
        work=frozenset(year.work),
    )


def working_calendar(years: Sequence[CalendarYear]) -> WorkingCalendar:
    """The calendar that these versions make, whatever their order."""
    return WorkingCalendar(law_year(year) for year in years)
