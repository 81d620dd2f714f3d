"""Signals of a subject: what is no fault by itself, and what of it a state names; and of which months facts tell. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from contracts.days import said_on
from contracts.envelope import Fact
from contracts.state import Signal
from law.signals import LATE_AFTER, RECORDED_LATE

MOST_FACTS = 5
"""Facts that a signal names; its amount is of all."""

MOST_DAYS = 20
"""Signals of one code that a state names, the newest by their days and by the months that they tell of: the subject has to fit a record."""

_LATE_AFTER = timedelta(days=LATE_AFTER)


class Sign(NamedTuple):
    """A signal as a fold makes it: equal ones are one."""

    on: date
    code: str
    text: str
    facts: tuple[str, ...]
    amount: int = 1
    told_of: str = ""
    """Of late records: the month that they tell of. Whether they are a county's first import, which is none, is not for a fold to say."""


def recorded_late(facts: Iterable[Fact], since: date) -> Iterator[Sign]:
    """A sign for each day on which facts were recorded, and month long before, but not before ``since``, that they tell of.

    It stands on the day of recording: what a month says of late records does not change when more of them come later.
    """
    by_day: defaultdict[tuple[date, str], list[tuple[date, str]]] = defaultdict(list)
    for fact in facts:
        happened = said_on(fact)
        if fact.recorded_on - happened > _LATE_AFTER and happened >= since:
            by_day[fact.recorded_on, happened.isoformat()[:7]].append((happened, fact.id))
    for (day, month), late in by_day.items():
        late.sort()
        text = f"{len(late)}条事实在发生{LATE_AFTER}日以后才报送，最早的为{late[0][0]}的事"
        yield Sign(day, RECORDED_LATE, text, tuple(fact for _, fact in late[:MOST_FACTS]), len(late), month)


def months_told(facts: Iterable[Fact], since: date | None) -> list[str]:
    """The months of the days that these facts tell of, from ``since`` on (None: none), in their order."""
    return sorted(
        {happened.isoformat()[:7] for fact in facts if since is not None and (happened := said_on(fact)) >= since}
    )


def stated(signs: Iterable[Sign]) -> list[Signal]:
    """As the state names them, by day and code."""
    by_code: defaultdict[str, list[Sign]] = defaultdict(list)
    for sign in sorted(set(signs), key=lambda sign: (sign.on, sign.told_of, sign)):
        by_code[sign.code].append(sign)
    return [_signal(sign) for sign in sorted(sign for each in by_code.values() for sign in each[-MOST_DAYS:])]


def _signal(sign: Sign) -> Signal:
    facts: Sequence[str] = sign.facts[:MOST_FACTS]
    return Signal.of(
        on=sign.on, code=sign.code, amount=sign.amount, text=sign.text, facts=list(facts), told_of=sign.told_of
    )
