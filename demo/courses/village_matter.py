"""Matters that arise in the village of each township in the simulated year: published at once, late, or on the board only."""

from __future__ import annotations

from demo.steps import Step
from demo.titles import MARK
from demo.villages import BOARD, MATTERS, ONLINE, VILLAGE, is_township
from demo.year import Course, Slip, UnitYear

BOARD_ONLY, LATE = 0.03, 0.08
"""At townships of ordinary care, of the matters: not on line; of publications: some weeks later."""

TITLES = ("土地征收补偿费的使用和分配方案", "集体资产承包方案", "一事一议筹资筹劳方案", "宅基地使用方案")


def steps(year: UnitYear) -> list[Step]:
    """Facts of a township about matters in its village."""
    written: list[Step] = []
    for number in range(1, MATTERS + 1) if is_township(year.unit) else ():
        on, subject = year.make.weekday(), f"cwsx-2026-{number:02d}"
        title = year.rng.choice(TITLES) + MARK
        written.append(
            year.make.step(subject, "arose", on, arose_on=on, village=VILLAGE, affair="cwgk-09", title=title)
        )
        places = [BOARD] if year.slips(BOARD_ONLY) else [BOARD, ONLINE]
        for place in places:
            day = year.make.later(on, 8, 40) if year.slips(LATE) else year.make.later(on, 0, 3)
            part = f"published-{'net' if place == ONLINE else 'board'}"
            written.append(year.make.step(subject, "published", day, part=part, published_on=day, place=place))
    return written


COURSE = Course(steps, {"arose": Slip("arose_on"), "published": Slip("published_on")})
