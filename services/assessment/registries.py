"""What is known beside the subjects: units, versions of rubrics, and up to which day everything has been counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

import msgspec

from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.sheet import COMPLETE, MARK
from contracts.notices import Refusal
from contracts.rubric.lawful import lawful
from contracts.rubric.record import CountyRubric
from contracts.topics import DAYS, ORGS, PROFILES, RUBRICS, SCORES, WATERMARK
from contracts.views import Watermark
from law.periods import Period
from law.scoring.rubric import Rubric
from services.assessment.periods import months_between
from services.assessment.reading import refusal
from services.assessment.telling import message

_ORG = """
INSERT INTO organisation (org, county, county_name, kind, name, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (org) DO UPDATE
SET county = excluded.county, county_name = excluded.county_name, kind = excluded.kind, name = excluded.name,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to
"""
_NO_ORG = """
WITH gone AS (DELETE FROM organisation WHERE org = $1 RETURNING org) INSERT INTO touched (org, month) SELECT org, '' FROM gone
"""
_RUBRIC = """
INSERT INTO rubric (county, version, body) VALUES ($1, $2, $3)
ON CONFLICT (county, version) DO UPDATE SET body = excluded.body
"""
_PROFILE = """
INSERT INTO profile (county, version) VALUES ($1, $2) ON CONFLICT (county) DO UPDATE SET version = excluded.version
"""
_WATERMARK = """
UPDATE watermark SET day = $1, positions = $2 WHERE day IS NULL OR day < $1 RETURNING old.day
"""
_STATUS = "UPDATE clock SET {} = $1"
"""What the status page says: the day up to which all is counted, and the one up to which all of that is scored."""
_TOUCH = """
INSERT INTO touched (org, month)
SELECT org, unnest($1::text[]) FROM (SELECT org FROM organisation UNION SELECT org FROM frozen) AS scored
"""
_FIRST = "UPDATE watermark SET first = $1 WHERE first IS NULL OR first > $1 RETURNING first"
_CAUGHT_UP = """
UPDATE watermark SET scored = day
WHERE day IS NOT NULL AND scored IS DISTINCT FROM day AND NOT EXISTS (SELECT FROM touched) AND NOT EXISTS (SELECT FROM untold)
  AND NOT EXISTS (
    SELECT FROM jsonb_each(positions::jsonb) AS t(topic, places)
    CROSS JOIN LATERAL jsonb_each_text(t.places) AS p(partition, next_offset)
    LEFT JOIN consumer_offset o ON o.consumer = 'assessment' AND o.topic = t.topic AND o.partition = p.partition::int
    WHERE o.next_offset IS NULL OR o.next_offset < p.next_offset::bigint)
RETURNING day, positions
"""

_UNITS = "SELECT org, county, county_name, kind, name, valid_from, valid_to FROM organisation"

EVERY = ""
"""Stands for all months of a unit."""


class _Organisation(msgspec.Struct):
    county: str
    county_name: str
    kind: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None


class _Profile(msgspec.Struct):
    version: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]


class _Watermark(msgspec.Struct):
    complete_up_to: date
    positions: msgspec.Raw


class _Day(msgspec.Struct):
    day: date


_day = msgspec.json.Decoder(_Day).decode
_profile = msgspec.json.Decoder(_Profile).decode
_organisation = msgspec.json.Decoder(_Organisation).decode
_watermark = msgspec.json.Decoder(_Watermark).decode


async def take(connection: Connection, records: Sequence[Any]) -> list[Refusal]:
    """Keep what these records say; those that cannot be read.

    What changes who is scored, or by what, makes all scores due again; a month that is over now, those of that month.
    """
    refused: list[Refusal] = []
    months: set[str] = set()
    for record in records:
        try:
            months.update(await _TAKES[record.topic](connection, record))
        except (AttributeError, KeyError, TypeError, ValueError):
            refused.append(refusal(record))
    if months:
        await connection.execute(_TOUCH, [EVERY] if EVERY in months else sorted(months))
    return refused


async def _take_organisation(connection: Connection, record: Any) -> list[str]:
    org = record.key.decode()
    if "\0" in org:
        raise ValueError("no organisation that can be kept")
    if record.value is None:
        await connection.execute(_NO_ORG, org)
        return [EVERY]
    unit = _organisation(record.value)
    await connection.execute(
        _ORG, org, unit.county, unit.county_name, unit.kind, unit.name, unit.valid_from, unit.valid_to
    )
    return [EVERY]


async def _take_rubric(connection: Connection, record: Any) -> list[str]:
    if record.value is not None:
        rubric = CountyRubric.model_validate_json(record.value)
        lawful(rubric)
        await connection.execute(_RUBRIC, rubric.county, rubric.version, record.value.decode())
    return [EVERY]


async def _take_profile(connection: Connection, record: Any) -> list[str]:
    county = record.key.decode()
    if "\0" in county:
        raise ValueError("no county that can be kept")
    if record.value is None:
        await connection.execute("DELETE FROM profile WHERE county = $1", county)
    else:
        await connection.execute(_PROFILE, county, _profile(record.value).version)
    return []


async def _take_watermark(connection: Connection, record: Any) -> list[str]:
    mark = _watermark(record.value)
    row = await connection.fetchrow(_WATERMARK, mark.complete_up_to, bytes(mark.positions).decode())
    if row is None:
        return []
    await connection.execute(_STATUS.format("day"), mark.complete_up_to)
    if row[0] is None:
        return [EVERY]
    # A month has a sheet from its first day on, and is judged as a whole when its last day is complete.
    before, this, behind = (f"{day:%Y-%m}" for day in (row[0], mark.complete_up_to, mark.complete_up_to + timedelta(1)))
    return [month for month in months_between(before, this) if month > before or month < behind]


async def _take_day(connection: Connection, record: Any) -> list[str]:
    # Days come in their order, so that only the first changes anything.
    first = await connection.fetchval(_FIRST, _day(record.value).day)
    return [] if first is None else [EVERY]


_TAKES = {
    DAYS: _take_day,
    ORGS: _take_organisation,
    PROFILES: _take_profile,
    RUBRICS: _take_rubric,
    WATERMARK: _take_watermark,
}


class Unit(NamedTuple):
    """A unit as the registry names it."""

    org: str
    county: str
    county_name: str
    kind: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def existed_in(self, period: Period) -> bool:
        """Whether it existed on any day of ``period``: before it began and after it ended a unit has no score."""
        return (self.valid_from is None or self.valid_from <= period.last) and (
            self.valid_to is None or self.valid_to >= period.first
        )


class Known(NamedTuple):
    """What scoring needs beside the subjects."""

    units: Mapping[str, Unit]
    rubrics: Mapping[str, Sequence[Rubric]]
    """County → all versions."""
    as_of: date | None
    """The day up to which everything has been counted."""
    first: date | None
    """The first day that has passed here: what was told of earlier months is counted, and not scored."""

    def name_of(self, county: str) -> str:
        """What a county is called; its slug where the registry names no unit of it."""
        return next((unit.county_name for unit in self.units.values() if unit.county == county), county)


async def read(connection: Connection) -> Known:
    """Units, rubrics and the day up to which everything is counted."""
    units = [Unit(*row) for row in await connection.fetch(_UNITS)]
    rubrics: dict[str, list[Rubric]] = {}
    for county, body in await connection.fetch("SELECT county, body FROM rubric ORDER BY county, version"):
        rubrics.setdefault(county, []).append(lawful(CountyRubric.model_validate_json(body)))
    row = await connection.fetchrow("SELECT day, first FROM watermark")
    assert row is not None
    return Known({unit.org: unit for unit in units}, rubrics, row["day"], row["first"])


async def caught_up(connection: Connection) -> list[Message]:
    """That scores are complete up to the watermark, once nothing is left to do and all that it speaks for has been read."""
    row = await connection.fetchrow(_CAUGHT_UP)
    if row is None:
        return []
    await connection.execute(_STATUS.format("closed"), row[0])
    mark = Watermark(complete_up_to=row[0], positions=msgspec.json.decode(row[1]))
    return [message(SCORES, COMPLETE, MARK, mark.model_dump_json())]
