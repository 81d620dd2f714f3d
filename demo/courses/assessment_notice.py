"""The first quarter of one unit as the county office assesses it: self-report asked for, draft put to the unit, issued."""

from __future__ import annotations

from datetime import date

from demo.steps import Step
from demo.year import Course, Slip, UnitYear

PERIOD = "2026-Q1"
CALLED_ON, REPORT_BY = date(2026, 4, 1), date(2026, 4, 8)
PUT_ON, APPEAL_BY, ISSUED_ON = date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 24)


def steps(year: UnitYear) -> list[Step]:
    """Of the units in which there were faults."""
    if not year.faults:
        return []
    make = year.make
    return [
        make.step(PERIOD, "called", CALLED_ON, called_on=CALLED_ON, period=PERIOD, report_by=REPORT_BY),
        make.step(PERIOD, "put", PUT_ON, put_on=PUT_ON, period=PERIOD, appeal_by=APPEAL_BY),
        make.step(PERIOD, "issued", ISSUED_ON, issued_on=ISSUED_ON, period=PERIOD, report_number="〔2026〕第1期"),
    ]


COURSE = Course(steps, {"called": Slip("called_on")})
