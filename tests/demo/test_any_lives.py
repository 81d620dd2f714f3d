"""Oracle and folds come to the same rows for lives of publishing's families by chance, whatever changes beside them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from cli.recount import obligations, views
from demo.families import expect
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from tests.demo.drawn import COUNTY, Drawn, Shape, asked, calendar, counties, notices
from tests.demo.folds import COUNTIES, Line, disagreements, folded, until

GROUPS = {
    "interpretation": ("document", "disclosure", "interpretation", "policy"),
    "participation": ("consultation", "hearing", "decision", "attendance"),
    "columns": ("message", "column", "site"),
    "accounts": ("account",),
    "villages": ("village_list", "village", "village_matter"),
}
"""Families whose states flow to one another."""

BEGINNINGS = (date(2025, 11, 20), date(2026, 1, 10), date(2026, 8, 20))
"""So that the facts lie about the end of the year, 春节 and 国庆."""

SHAPES = (Shape(240, 12, 90), Shape(60, 3, 20), Shape(90, 4, 700))
"""Many that meet now and then; few of which much is told on the same day; few over years, between whose facts limits run out."""

seeds = pytest.mark.parametrize("seed", range(6))
groups = pytest.mark.parametrize("group", GROUPS)


def days(begin: date, shape: Shape) -> tuple[date, date]:
    """When most has been told, and when most is over."""
    return begin + timedelta(days=shape.days), begin + timedelta(days=3 * shape.days)


@groups
@seeds
def test_whatever_is_told_of_them_counts_alike_in_both(seed: int, group: str) -> None:
    chance, shape = Random(f"{group} {seed}"), SHAPES[seed % len(SHAPES)]
    for begin in BEGINNINGS:
        lines = Drawn(chance, GROUPS[group], begin, shape).lines()
        for today in days(begin, shape):
            assert disagreements(until(lines, today), today) == []


@groups
@seeds
def test_it_does_so_when_holiday_notices_come_meanwhile_and_the_county_asks_for_other_things(
    seed: int, group: str
) -> None:
    chance, shape = Random(f"changing {group} {seed}"), SHAPES[seed % len(SHAPES)]
    for begin in BEGINNINGS:
        lines = Drawn(chance, GROUPS[group], begin, shape).lines()
        for today in days(begin, shape):
            assert changed(chance, group, begin, shape, until(lines, today), today) == []


def changed(chance: Random, group: str, begin: date, shape: Shape, lines: list[Line], today: date) -> list[Difference]:
    """Where both disagree, with a calendar and a profile of chance."""
    later = notices(chance, begin, shape.days)
    wishes = asked(chance, GROUPS[group], begin, shape.days)
    states = folded(lines, today, calendar(later), counties(wishes)).states
    expected = expect(lines, read_calendar(later=later), today, COUNTIES, asked={COUNTY: wishes})
    return differences(expected, views(states, COUNTIES), obligations(states, COUNTIES))
