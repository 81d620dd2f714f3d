"""Messages on the county's site in the simulated year: most of them answered within weeks, one forgotten for months."""

from __future__ import annotations

from demo.catalog import OFFICE
from demo.courses.column import MESSAGES
from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

NUMBER, FORGOTTEN = 60, 17
"""Messages of the year, and the one that waits for four months."""

NOT_VALID = 0.1


def steps(year: UnitYear) -> list[Step]:
    """Facts of the office that runs the column."""
    if year.unit.org != OFFICE:
        return []
    written: list[Step] = []
    for number in range(1, NUMBER + 1):
        subject = f"ly-2026-{number:03}"
        on = year.make.weekday()
        written.append(year.make.step(subject, "received", on, received_on=on, column=MESSAGES))
        answered_on = year.make.later(on, 120, 130) if number == FORGOTTEN else year.make.later(on, 0, 25)
        if year.rng.random() < NOT_VALID:
            written.append(
                year.make.step(subject, "dismissed", answered_on, dismissed_on=answered_on, reason="重复留言")
            )
        elif answered_on < LAST:
            written.append(year.make.step(subject, "answered", answered_on, answered_on=answered_on))
    return written


COURSE = Course(steps, {"received": Slip("received_on"), "answered": Slip("answered_on")})
