"""What one unit says that it did about its faults in the simulated year."""

from __future__ import annotations

from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

DONE = ("已更新栏目，明确专人每周核对", "已补充公开，完善台账", "已修正，增加发布前三审三校")


def steps(year: UnitYear) -> list[Step]:
    """As far as the year goes."""
    return [
        year.make.step(
            fault.subject.replace("wt", "zg"),
            "done",
            on,
            part=f"done-{number}",
            done_on=on,
            fault=fault.subject,
            what=year.rng.choice(DONE),
        )
        for fault in year.faults
        for number, on in enumerate(fault.done_on, start=1)
        if on <= LAST
    ]


COURSE = Course(steps, {"done": Slip("done_on")})
