"""What each unit brings into the simulated year: documents in force, and of a few what was pending and is not told of one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.steps import Step
from demo.year import Course, Slip, UnitYear

DECLARED_ON = date(2026, 1, 5)

PENDING = 0.3
"""Of the units that tell of no application of earlier years: how many bring some along."""


def steps(year: UnitYear) -> list[Step]:
    """One statement; where applications of earlier years are told of one by one, the statement leaves them out."""
    told: dict[str, Any] = {"in_force": {"regulations": 0, "normative": year.rng.randint(2, 30)}}
    earlier = any(lived.received_on.year < DECLARED_ON.year for lived in year.applications)
    if year.rng.random() < PENDING and not earlier:
        told |= {"applications": {"natural": year.rng.randint(1, 3), "business": 1}, "remedies": {"review": 1}}
    return [year.make.step("opening", "declared", DECLARED_ON, declared_on=DECLARED_ON, year=2026, **told)]


COURSE = Course(steps, {"declared": Slip("declared_on")})
