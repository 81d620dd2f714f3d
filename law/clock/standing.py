"""What the passing of days makes of a clock: overdue, lapsed, a silence that has its effect."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from law.clock.consultations import Consultation
from law.clock.period import LAPSES
from law.clock.result import Clock, Closing, State

_ONE_DAY = timedelta(days=1)


class Standing(NamedTuple):
    """A clock on one day.

    ``state``: as in the clock, but an unanswered 补正告知 or 缴费通知 has lapsed once its last day is over.
    ``ended``: how the period ended, by a step or by such a lapse. ``overdue``: the answer is owed and its last day is
    over. ``silent``: consultations of an open case whose limit passed without an answer. ``next_on``: the next day on
    which any of this can change by itself.
    """

    state: State
    ended: Closing | None
    overdue: bool
    silent: tuple[Consultation, ...]
    next_on: date | None


def standing(clock: Clock, today: date) -> Standing:
    """Where the clock stands on ``today``."""
    state, ended = clock.state, clock.ended
    awaited = clock.lapses_after if state in LAPSES else None
    if awaited is not None and today > awaited:
        state = LAPSES[state]
        ended = Closing(awaited + _ONE_DAY, state, "", awaited + _ONE_DAY)
    running = state is State.RUNNING
    waiting = [
        c
        for c in clock.consultations
        if (running or state in LAPSES) and (c.answered_on is None or c.answered_on > c.limit_on)
    ]
    ahead = [c.limit_on for c in waiting]
    if running and clock.due_on is not None:
        ahead.append(clock.due_on)
    if state in LAPSES and awaited is not None:
        ahead.append(awaited)
    return Standing(
        state=state,
        ended=ended,
        overdue=running and clock.due_on is not None and today > clock.due_on,
        silent=tuple(c for c in waiting if today > c.limit_on),
        next_on=min((day + _ONE_DAY for day in ahead if day >= today), default=None),
    )
