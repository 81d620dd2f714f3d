"""What changes beside the facts: holiday notices that come later, and what a county asks for from a day on."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from contracts.families import FAMILIES
from contracts.profile import BY_DEFAULT, County
from law.calendar import WorkingCalendar
from law.limit import LimitUnit
from tests.families.drawing import BEGIN, SEEDS, SPAN
from tests.families.making import CALENDAR, county, with_notice


class World(NamedTuple):
    """The calendar as it is known, day by day, and the county's profile."""

    calendar: WorkingCalendar = CALENDAR
    county: County = BY_DEFAULT


AS_IT_IS = World()
"""The real calendar, in a county without a profile."""


def worlds() -> st.SearchStrategy[World]:
    """One with a notice that comes while the facts do, in a county that asks for some duties and checks, some with limits of its own."""
    return SEEDS.map(lambda seed: _world(Random(seed)))


def asking() -> st.SearchStrategy[County]:
    """A county's profile by chance."""
    return SEEDS.map(lambda seed: _county(Random(seed)))


def _world(chance: Random) -> World:
    days = [_day(chance) for _ in range(8)]
    off, work = ([day for day in days if (day.weekday() >= 5) is weekend] for weekend in (False, True))
    return World(with_notice(_day(chance), off=off, work=work), _county(chance))


def _county(chance: Random) -> County:
    duties = [{"duty": code, "spans": spans} for code in FAMILIES.duties if (spans := _spans(chance)) is not None]
    checks = [
        {"check": check.code, "spans": _spans(chance) or []} for family in FAMILIES.all for check in family.checks
    ]
    limits = [
        {"duty": duty.code, "since": _day(chance), "amount": chance.choice((1, 2, 5)), "unit": "working_days"}
        for duty in FAMILIES.duties.values()
        if duty.limit.unit is LimitUnit.WORKING_DAYS and chance.random() < 0.2
    ]
    return county(duties=duties, checks=checks, limits=limits)


def _spans(chance: Random) -> list[dict[str, Any]] | None:
    """Always, from a day on, for a while, never; None: nothing is said of it."""
    first = _day(chance)
    while_ = {"since": first, "until": first + timedelta(days=20)}
    return chance.choice(([{"since": date(2008, 5, 1)}], [{"since": first}], [while_], [], None))


def _day(chance: Random) -> date:
    return BEGIN + timedelta(days=chance.randrange(SPAN))
