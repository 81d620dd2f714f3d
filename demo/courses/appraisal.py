"""The county's yearly appraisal (社会评议) in the simulated year: ordered in December, held and published in January."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from demo.steps import START, Step
from demo.year import Course, Slip, UnitYear

ASKED = {"人大代表": 20, "政协委员": 20, "民主党派": 8, "人民团体": 10, "社会公众": 500, "新闻媒体": 4}

SUBJECT = "py-2025"


def steps(year: UnitYear) -> list[Step]:
    """Facts of the county office: of units it tells by their own results."""
    if year.unit.supervisor:
        return []
    held_on = year.make.weekday(date(2026, 1, 5), date(2026, 1, 12))
    told_on = year.make.later(held_on, 4, 7)
    groups = [answers(kind, asked, year.rng) for kind, asked in ASKED.items()]
    next_on = date(2026, 12, 7)
    return [
        year.make.step(SUBJECT, "planned", START, planned_on=START, year=2025),
        year.make.step(SUBJECT, "held", held_on, held_on=held_on, year=2025, groups=groups, grade="满意"),
        year.make.step(SUBJECT, "published", told_on, published_on=told_on),
        year.make.step("py-2026", "planned", next_on, planned_on=next_on, year=2026),
    ]


def answers(kind: str, asked: int, rng: Random) -> Mapping[str, object]:
    """Of so many asked, some answered, most of them content."""
    answered = round(asked * rng.uniform(0.6, 1))
    content = round(answered * rng.uniform(0.8, 1))
    satisfied = round(content * rng.uniform(0.5, 0.9))
    return {"kind": kind, "asked": asked, "answered": answered, "content": content, "satisfied": satisfied}


COURSE = Course(steps, {"published": Slip("published_on")})
