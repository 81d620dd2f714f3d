"""The applications of one unit's simulated year, which the families of applications and of disputes both tell about."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demo.steps import FIRST, LAST, START, Days
from demo.totals import Share
from demo.ways.event import Way, span
from demo.ways.ordinary import WAYS
from demo.ways.troubled import troubled

TROUBLED = 2
"""A unit has so many of earlier years in which whatever can go wrong went wrong."""

OLD_LAW = 0.1
"""Of those: received before the 条例 of 2019 was in force."""

_ENDS = {"answered", "withdrawn", "transferred"}
_SERVED = timedelta(days=15)
"""By when an answer of the year before has surely been served."""


@dataclass(frozen=True)
class Lived:
    """One application and its way from the day of its receipt."""

    subject: str
    received_on: date
    way: Way
    whole: bool = False
    """Whether the way tells of the arrival too."""


def planned(share: Share, others: Sequence[str], rng: random.Random) -> list[Lived]:
    """``share.received`` applications, ``share.answered`` of them finished within the year, some late.

    Of those that stay open about half came so late in the year that they are not yet due. Beside them some of
    earlier years, all of which ended before the year began, whatever came later.
    """
    days = Days(rng)
    lives = []
    for number in range(1, share.received + 1):
        way: Way = []
        if number <= share.answered:
            way = rng.choices(list(WAYS), list(WAYS.values()))[0](rng)
            received_on = days.weekday(FIRST + timedelta(days=3), LAST - timedelta(days=span(way)))
        else:
            received_on = _unanswered(days)
        lives.append(Lived(f"sq-2026-{number:04d}", received_on, way))
    return [*lives, *_earlier(others, rng)]


def _unanswered(days: Days) -> date:
    if days.rng.random() < 0.5:
        return days.weekday(LAST - timedelta(days=25), LAST)
    return days.weekday(date(LAST.year, 6, 1), date(LAST.year, 11, 20))


def _earlier(others: Sequence[str], rng: random.Random) -> Iterator[Lived]:
    """Troubled ones, many of them about the turn of the year."""
    for number in range(1, TROUBLED + 1):
        way, after = _ended(others, rng)
        latest = START - _SERVED - timedelta(days=after)
        received_on = latest - timedelta(days=rng.choice((0, 3, 10, 30, 200, 400)))
        if rng.random() < OLD_LAW:
            received_on = date(2019, 5, 14) - timedelta(days=rng.randint(0, 100))
        events = [event for event in way if event.dated(received_on)[0] <= LAST]
        yield Lived(f"sq-{received_on.year}-9{number:03d}", received_on, events, whole=True)


def _ended(others: Sequence[str], rng: random.Random) -> tuple[Way, int]:
    """A way that has surely ended here, and after how many days."""
    while True:
        way = troubled(rng, others)
        ends = sorted((event.after, event.minute or 0, "to" in event.data) for event in way if event.verb in _ENDS)
        ended = next((end for end in ends if end[0] >= 0), None)
        if ended is not None and not ended[2]:
            return way, ended[0]
