"""A unit's report on its own first quarter: most in time, some late or not at all, some with nothing to report."""

from __future__ import annotations

from demo.courses.assessment_notice import CALLED_ON, PERIOD
from demo.steps import Step
from demo.year import Course, Slip, UnitYear

REPORTED, NOTHING = 0.9, 0.25
"""Of the units that are asked: report at all; of these: have nothing to report."""


def steps(year: UnitYear) -> list[Step]:
    """One fact."""
    if not year.faults or year.rng.random() >= REPORTED:
        return []
    on = year.make.later(CALLED_ON, 0, 9)
    nothing = year.rng.random() < NOTHING
    figure = {"name": "items_published", "amount": year.rng.randint(10, 60)}
    return [
        year.make.step(
            f"zp-{PERIOD}",
            "reported",
            on,
            reported_on=on,
            period=PERIOD,
            nothing_to_report=nothing,
            score=None if nothing else year.rng.randint(8000, 10000),
            figures=[] if nothing else [figure],
        )
    ]


COURSE = Course(steps, {"reported": Slip("reported_on")})
