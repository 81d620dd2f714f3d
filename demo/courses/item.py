"""The county's catalog in the simulated year: brought in on its first day, and changed in three places within it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from demo.catalog import OFFICE, Row, catalog, changes
from demo.sent import Data
from demo.steps import START, Step
from demo.year import Course, UnitYear

NEW_WORDING, NEW_WORDING_ON = "信息形成或变更之日起3个工作日内", date(2026, 7, 1)
"""The wording of 养老服务 taken for a row of another domain."""

LOCAL_LIMIT, LOCAL_LIMIT_ON = "信息形成或者变更之日起7个工作日内", date(2026, 4, 1)
"""A shorter limit beside a national row."""

REMOVED_ON = date(2026, 10, 1)

EVALUATED_ON = date(2026, 11, 20)
"""Rows on request are looked at once a year: 奉节府办发〔2020〕101号 二（三）."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the office that keeps the catalog; other units list nothing of their own."""
    if year.unit.org != OFFICE:
        return []
    rows = catalog()
    listed = [_listed(year, row, START) for row in rows]
    return [*listed, *_changes(year, *changes(rows)), *_evaluated(year, [row for row in rows if row.on_request])]


def _changes(year: UnitYear, reworded: Row, adapted: Row, removed: Row) -> Iterator[Step]:
    """Each told some days before it takes effect."""
    ahead_on = NEW_WORDING_ON - timedelta(days=12)
    yield _listed(year, reworded, ahead_on, "listed-2", time_limit=NEW_WORDING, effective_on=NEW_WORDING_ON.isoformat())
    yield year.make.step(
        adapted.number,
        "adapted",
        LOCAL_LIMIT_ON - timedelta(days=5),
        effective_on=LOCAL_LIMIT_ON,
        time_limit=LOCAL_LIMIT,
        reason="本县承诺更短的时限",
    )
    yield year.make.step(
        removed.number, "repealed", REMOVED_ON - timedelta(days=8), repealed_on=REMOVED_ON, reason="事项合并"
    )


def _evaluated(year: UnitYear, rows: Sequence[Row]) -> Iterator[Step]:
    """All but the last are looked at in the year, and the result is published."""
    for row in rows[:-1]:
        yield year.make.step(row.number, "evaluated", EVALUATED_ON, evaluated_on=EVALUATED_ON, year=EVALUATED_ON.year)
        on = EVALUATED_ON + timedelta(days=10)
        yield year.make.step(row.number, "evaluation_published", on, published_on=on, year=EVALUATED_ON.year)


def _listed(year: UnitYear, row: Row, on: date, part: str = "", **changed: object) -> Step:
    data: Data = {
        "effective_on": row.effective_on.isoformat(),
        "origin": "国家",
        "domain": row.domain,
        "level1": row.level1,
        "level2": row.level2,
        "basis": row.basis or None,
        "time_limit": row.time_limit,
        "body": row.body or None,
        "county_units": list(row.county_units),
        "town_units": list(row.town_units),
        "method": "依申请" if row.on_request else "主动",
        "channels": list(row.channels) or None,
        "audience": "全社会",
    }
    return replace(year.make.step(row.number, "listed", on, part=part), data=data | changed)


COURSE = Course(steps, {})
"""Nothing is written down wrongly here: the row that is copied is the row that counts."""
