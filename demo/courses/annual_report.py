"""The annual report of the year before: handed in and published in January, by a few late or never; the county's in March."""

from __future__ import annotations

from datetime import date

from demo.catalog import OFFICE
from demo.steps import Step
from demo.year import Course, Slip, UnitYear

LATE, NEVER = 0.1, 0.05
"""Of the units: publish late, never hand it in."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the report of 2025."""
    written: list[Step] = []
    on = year.make.weekday(date(2026, 1, 8), date(2026, 1, 28))
    if year.rng.random() >= NEVER:
        written.append(year.make.step("2025", "submitted", on, submitted_on=on))
    later = year.make.later(on, 10, 40) if year.rng.random() < LATE else year.make.later(on, 0, 3)
    written.append(year.make.step("2025", "published", later, published_on=later))
    if year.unit.org == OFFICE:
        written.append(year.make.step("2025", "county_assigned", date(2026, 1, 5), assigned_on=date(2026, 1, 5)))
        done = year.make.weekday(date(2026, 3, 9), date(2026, 3, 27))
        written.append(year.make.step("2025", "county_published", done, published_on=done))
    return written


COURSE = Course(steps, {"submitted": Slip("submitted_on"), "published": Slip("published_on")})
