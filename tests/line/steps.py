"""Steps of drawn lives: a fact's type and data, and the days on which they may lie."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

FIRST, LAST = date(2026, 1, 5), date(2026, 6, 20)


class Step(NamedTuple):
    """A fact's type without its version, the day it tells of, its data; ``part`` is added to the name of the life's subject."""

    type: str
    day: date
    data: Mapping[str, object]
    part: str = ""


def began(chance: random.Random) -> date:
    """A day on which a life may begin."""
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))


def later(chance: random.Random, day: date, most: int) -> date:
    """The same day or one less than ``most`` days later, while there are days."""
    return min(LAST, day + timedelta(days=chance.randrange(most)))


def ahead(day: date, days: int) -> str:
    """A day so many days later, which may lie after the last."""
    return iso(day + timedelta(days=days))


def iso(day: date) -> str:
    """As facts write it."""
    return day.isoformat()
