"""What the appraisal of 2025 says of one unit: told by the county office in January, of some units only."""

from __future__ import annotations

from datetime import date

from demo.courses.appraisal import SUBJECT, answers
from demo.steps import Step
from demo.year import Course, Slip, UnitYear

APPRAISED = 0.4
"""Of the units."""

BEST, GOOD = 0.95, 0.85
"""Shares of those content from which on a unit is 满意, or 基本满意."""


def steps(year: UnitYear) -> list[Step]:
    """One fact."""
    if year.rng.random() >= APPRAISED:
        return []
    on = year.make.weekday(date(2026, 1, 5), date(2026, 1, 14))
    groups = [answers("社会公众", year.rng.randint(20, 60), year.rng), answers("特约监督员", 5, year.rng)]
    content, answered = (sum(int(str(group[name])) for group in groups) for name in ("content", "answered"))
    share = content / answered
    grade = "满意" if share >= BEST else "基本满意" if share >= GOOD else "不满意"
    return [year.make.step(SUBJECT, "told", on, told_on=on, year=2025, groups=groups, grade=grade)]


COURSE = Course(steps, {"told": Slip("told_on")})
