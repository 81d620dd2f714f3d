"""What the passing of days makes of a clock: overdue, lapsed, a silence that has its effect."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from law.clock.consultations import Consultation
from law.clock.result import Clock, State

_ONE_DAY = timedelta(days=1)


class Standing(NamedTuple):
    """A clock on one day.

    ``state``: as in the clock, but an unanswered 补正告知 or 缴费通知 has lapsed once its last day is over.
    ``overdue``: the answer is owed and its last day is over. ``silent``: consultations of an open case whose limit
    passed without an answer. ``next_on``: the next day on which any of this can change by itself.
    """

    state: State
    overdue: bool
    silent: tuple[Consultation, ...]
    next_on: date | None


_LAPSES = {
    State.AWAITING_CORRECTION: State.LAPSED_CORRECTION,
    State.AWAITING_PAYMENT: State.LAPSED_PAYMENT,
}


def standing(clock: Clock, today: date) -> Standing:
    """Where the clock stands on ``today``."""
    state = clock.state
    if state in _LAPSES and clock.lapses_after is not None and today > clock.lapses_after:
        state = _LAPSES[state]
    running = state is State.RUNNING
    waiting = [
        c
        for c in clock.consultations
        if (running or state in _LAPSES) and (c.answered_on is None or c.answered_on > c.limit_on)
    ]
    ahead = [c.limit_on for c in waiting]
    if running and clock.due_on is not None:
        ahead.append(clock.due_on)
    if state in _LAPSES and clock.lapses_after is not None:
        ahead.append(clock.lapses_after)
    return Standing(
        state=state,
        overdue=running and clock.due_on is not None and today > clock.due_on,
        silent=tuple(c for c in waiting if today > c.limit_on),
        next_on=min((day + _ONE_DAY for day in ahead if day >= today), default=None),
    )
