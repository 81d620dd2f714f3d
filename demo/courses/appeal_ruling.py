"""What the county office decides on the appeals of one unit in its simulated year."""

from __future__ import annotations

from demo.courses.appeal import number_of
from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

REASONS = {
    "成立": "经核实申诉属实，撤销该问题",
    "部分成立": "情况部分属实，问题保留，酌情减轻",
    "不成立": "检查时的快照显示问题存在",
}


def steps(year: UnitYear) -> list[Step]:
    """One fact an appeal, as far as the year goes."""
    decided = [
        (number_of(fault.subject), fault.appeal.outcome, fault.appeal.decided_on)
        for fault in year.faults
        if fault.appeal and fault.appeal.decided_on
    ]
    return [
        year.make.step(
            appeal.replace("ss", "cj"),
            "decided",
            on,
            decided_on=on,
            appeal=appeal,
            outcome=outcome,
            reason=REASONS[outcome],
        )
        for appeal, outcome, on in decided
        if on <= LAST
    ]


COURSE = Course(steps, {"decided": Slip("decided_on")})
