"""Appeals (申诉) of one unit against faults in its simulated year."""

from __future__ import annotations

from collections.abc import Iterator

from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

REASONS = ("该信息已按期公开，检查时页面缓存未刷新", "该事项不由本单位公开", "迟延由系统故障引起，已当日说明")


def steps(year: UnitYear) -> list[Step]:
    """As far as the year goes."""
    return [step for step in _steps(year) if step.on <= LAST]


def number_of(fault: str) -> str:
    """The number of the appeal against a fault."""
    return fault.replace("wt", "ss")


def _steps(year: UnitYear) -> Iterator[Step]:
    for fault in year.faults:
        appeal, subject = fault.appeal, number_of(fault.subject)
        if appeal is None:
            continue
        on, why = appeal.filed_on, year.rng.choice(REASONS)
        yield year.make.step(subject, "filed", on, filed_on=on, fault=fault.subject, reason=why)
        if appeal.withdrawn_on is not None:
            on = appeal.withdrawn_on
            yield year.make.step(subject, "withdrawn", on, withdrawn_on=on)


COURSE = Course(steps, {"filed": Slip("filed_on")})
