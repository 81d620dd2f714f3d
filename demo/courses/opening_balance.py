"""What each unit brings into the simulated year: normative documents in force, and nothing else that is not told of one by one."""

from __future__ import annotations

from datetime import date

from demo.steps import Step
from demo.year import Course, Slip, UnitYear

DECLARED_ON = date(2026, 1, 5)


def steps(year: UnitYear) -> list[Step]:
    """One statement; the document that a unit repeals without ever having told of it is among these."""
    number = year.rng.randint(2, 30)
    in_force = {"regulations": 0, "normative": number}
    return [year.make.step("opening", "declared", DECLARED_ON, declared_on=DECLARED_ON, year=2026, in_force=in_force)]


COURSE = Course(steps, {"declared": Slip("declared_on")})
