"""What each unit brings along: documents in force, and a few also what has been pending since before their records begin."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.steps import Step
from demo.year import Course, Slip, UnitYear

DECLARED_ON = date(2026, 1, 5)

PENDING, SINCE = 0.2, 2022
"""Units that bring applications and a review along, and the first year of their records; those of the others begin in 2026."""


def steps(year: UnitYear) -> list[Step]:
    """One statement. Nothing of the year before ``SINCE`` is told of one by one, so that it contradicts nothing."""
    balance: dict[str, Any] = {"in_force": {"regulations": 0, "normative": year.rng.randint(2, 30)}}
    first = DECLARED_ON.year
    if year.rng.random() < PENDING:
        first = SINCE
        balance |= {"applications": {"natural": year.rng.randint(1, 3), "business": 1}, "remedies": {"review": 1}}
    return [year.make.step("opening", "declared", DECLARED_ON, declared_on=DECLARED_ON, year=first, **balance)]


COURSE = Course(steps, {"declared": Slip("declared_on")})
