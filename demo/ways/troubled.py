"""Troubled applications: whatever can go wrong with one, put together by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from demo.ways.afterwards import AFTERWARDS
from demo.ways.arriving import ARRIVING
from demo.ways.ending import ENDING
from demo.ways.event import Way
from demo.ways.running import RUNNING
from demo.ways.tale import Tale


def troubled(rng: Random, others: Sequence[str] = ()) -> Way:
    """An application from its arrival to whatever came after its end; ``others``: units to pass it on to."""
    tale = Tale(rng, others)
    _draw(tale, ARRIVING)
    for _ in range(rng.choice((0, 1, 1, 2))):
        _draw(tale, RUNNING)
    _draw(tale, ENDING)
    while tale.maybe(45):
        _draw(tale, AFTERWARDS)
    return tale.events


def _draw(tale: Tale, among: dict[Callable[[Tale], None], int]) -> None:
    tale.rng.choices(list(among), list(among.values()))[0](tale)
