"""Oracle and folds come to the same rows for lives of publishing's families by chance, whatever changes beside them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from cli.recount import obligations, views
from demo.families import expect
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from tests.demo.drawn import COUNTY, SPAN, Drawn, asked, calendar, counties, notices
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

FACTS = 240

seeds = pytest.mark.parametrize("seed", range(4))
groups = pytest.mark.parametrize("group", GROUPS)


def days(begin: date) -> tuple[date, date]:
    """When most has been told, and when most is over."""
    return begin + timedelta(days=SPAN), begin + timedelta(days=3 * SPAN)


@groups
@seeds
def test_whatever_is_told_of_them_counts_alike_in_both(seed: int, group: str) -> None:
    chance = Random(f"{group} {seed}")
    for begin in BEGINNINGS:
        lines = Drawn(chance, GROUPS[group], begin).lines(FACTS)
        for today in days(begin):
            assert disagreements(until(lines, today), today) == []


@groups
@seeds
def test_it_does_so_when_holiday_notices_come_meanwhile_and_the_county_asks_for_other_things(
    seed: int, group: str
) -> None:
    chance = Random(f"changing {group} {seed}")
    for begin in BEGINNINGS:
        lines = Drawn(chance, GROUPS[group], begin).lines(FACTS)
        for today in days(begin):
            assert changed(chance, group, begin, until(lines, today), today) == []


def changed(chance: Random, group: str, begin: date, lines: list[Line], today: date) -> list[Difference]:
    """Where both disagree, with a calendar and a profile of chance."""
    later, wishes = notices(chance, begin), asked(chance, GROUPS[group], begin)
    states = folded(lines, today, calendar(later), counties(wishes)).states
    expected = expect(lines, read_calendar(later=later), today, COUNTIES, asked={COUNTY: wishes})
    return differences(expected, views(states, COUNTIES), obligations(states, COUNTIES))
