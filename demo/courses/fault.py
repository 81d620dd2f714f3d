"""Faults (问题) that the county office finds in one unit in its simulated year: told, re-checked, answered for."""

from __future__ import annotations

from collections.abc import Iterator

from demo.assessed import KINDS
from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

OUTCOMES = ("约谈", "通报批评", "责令检查")
DROPPED = 0.05
"""Of the faults: dropped by the office itself."""


def steps(year: UnitYear) -> list[Step]:
    """As far as the year goes."""
    return [step for step in _steps(year) if step.on <= LAST]


def _steps(year: UnitYear) -> Iterator[Step]:
    for fault in year.faults:
        subject, on = fault.subject, fault.found_on
        yield year.make.step(
            subject,
            "found",
            on,
            found_on=on,
            kind=fault.kind,
            inspection=fault.way,
            what=fault.what,
            mend_by=fault.mend_by,
        )
        if year.rng.random() < DROPPED:
            on = year.make.later(on, 2, 6)
            yield year.make.step(subject, "dropped", on, dropped_on=on, reason="经核实不属于本单位职责")
            continue
        for number, (on, mended) in enumerate(fault.rechecks, start=1):
            yield year.make.step(subject, "rechecked", on, part=f"rechecked-{number}", rechecked_on=on, mended=mended)
        if fault.accounted_on is not None:
            on = fault.accounted_on
            yield year.make.step(subject, "accounted", on, decided_on=on, outcome=year.rng.choice(OUTCOMES))


COURSE = Course(steps, {"found": Slip("found_on", "kind", tuple(KINDS), 0.3), "rechecked": Slip("rechecked_on")})
