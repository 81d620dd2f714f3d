"""What one village of each township publishes in the simulated year: on the board nearly always, on line less often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.steps import FIRST, LAST, Step
from demo.villages import AFFAIRS, LIST, LISTED_ON, ONLINE, PLACES, VILLAGE, is_township, village_name
from demo.year import Course, Slip, UnitYear

DISSOLVED = 0.08
"""Of the villages: joined to another within the year."""

MISSED, OFF_LINE, MADE_GOOD, SHORT = 0.01, 0.15, 0.7, 0.1
"""Of the publications: forgotten; of the villages: without a page on line at first; of what was forgotten: made good later; of the lists:
without the last affair of the township's."""

ONLINE_FROM = (3, 4, 7)
"""Month in which a village has its page on line, where it had none at first."""

_LENGTH = {"每月": 1, "每季度": 3}


def steps(year: UnitYear) -> list[Step]:
    """Facts of a township about its village."""
    if not is_township(year.unit):
        return []
    affairs = list(AFFAIRS)
    if year.rng.random() < SHORT:
        affairs.pop()
    listed = year.make.step(
        VILLAGE,
        "listed",
        LISTED_ON,
        listed_on=LISTED_ON,
        name=village_name(year.unit),
        township=year.unit.org,
        township_list=LIST,
        affairs=affairs,
    )
    written = [listed]
    online_on = date(LAST.year, year.rng.choice(ONLINE_FROM), 1) if year.rng.random() < OFF_LINE else FIRST
    for affair in affairs:
        for place in PLACES:
            shown = _published(year, affair["affair"], place, _LENGTH.get(affair["how_often"], 0))
            written += [step for step in shown if place != ONLINE or step.on >= online_on]
    return _until_dissolved(year, written) if year.rng.random() < DISSOLVED else written


def _until_dissolved(year: UnitYear, written: list[Step]) -> list[Step]:
    """What was published while there was a village, and that it was joined to another."""
    on = year.make.weekday(date(2026, 6, 1), date(2026, 11, 30))
    dissolved = year.make.step(VILLAGE, "dissolved", on, dissolved_on=on)
    return [*(step for step in written if step.on < on), dissolved]


def _published(year: UnitYear, affair: str, place: str, length: int) -> Iterator[Step]:
    """Once in each period of so many months, towards its end; what was forgotten is made good in the next one, or never."""
    for month in range(length, 13, length) if length else ():
        last = (date(2026, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        name = f"2026-{month:02d}" if length == 1 else f"2026-Q{month // 3}"
        part = f"{affair}-{name}-{'net' if place == ONLINE else 'board'}"
        if year.rng.random() >= MISSED:
            on = year.make.earlier(last, 0, 10)
            yield year.make.step(VILLAGE, "published", on, part=part, published_on=on, affair=affair, place=place)
        elif year.rng.random() < MADE_GOOD and last < LAST:
            on = year.make.later(last, 1, 20)
            yield year.make.step(
                VILLAGE, "published", on, part=part, published_on=on, affair=affair, place=place, period=name
            )


COURSE = Course(steps, {"published": Slip("published_on", "place", PLACES, 0.3)})
