"""What a family's judge is given, and what it gives back: counts by month, times taken, and duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from demo.oracle.calendar import Calendar, Due, Knowledge
from demo.oracle.facts import Subject


@dataclass(frozen=True)
class Case:
    """A subject, judged by the calendar on the last day that passed."""

    subject: Subject
    calendar: Calendar
    today: date
    others: Mapping[str, Sequence[Subject]] = field(default_factory=dict)
    """The subjects of the same organisation, by family."""
    elsewhere: Mapping[str, Mapping[str, Subject]] = field(default_factory=dict)
    """Of families whose facts speak to other organisations too: the subjects by ``<organisation>:<id>``."""
    asked: Mapping[str, date] = field(default_factory=dict)
    """Of duties and checks that stand on a county's word: since when it asks for them."""

    def asks(self, code: str, on: date) -> bool:
        """Whether the county asks for this on that day; it does not unless it says so."""
        return code in self.asked and on >= self.asked[code]

    def neighbours(self, family: str) -> Sequence[Subject]:
        """Those of the same organisation of which there are facts of that family."""
        return self.others.get(family, ())


@dataclass(frozen=True)
class Duty:
    """Something owed by a date."""

    code: str
    title: str | None
    opened_on: date
    due_on: date
    original_due_on: date
    provisional: bool
    met_on: date | None
    status: str
    name: str = ""
    """Tells it from others of its kind where the day it opened on does not."""

    @property
    def id(self) -> str:
        """Which of its subject's duties it is."""
        return f"{self.code}:{self.name or self.opened_on}"


@dataclass
class Judged:
    """Months and what to count in them, each entry once; and the duties."""

    counts: list[tuple[date, str, int]] = field(default_factory=list)
    """Day, place in the row, amount."""
    times: list[tuple[date, str, int]] = field(default_factory=list)
    """Day, measure, working days."""
    duties: list[Duty] = field(default_factory=list)

    def count(self, on: date | None, measure: str, label: str = "", amount: int = 1) -> None:
        """So many more of ``measure`` in the month of ``on``; nothing when there is no such day."""
        if on is not None:
            place = f"by.{measure}.{label}" if label else f"counts.{measure}"
            self.counts.append((on, place, amount))

    def took(self, on: date, measure: str, working_days: int) -> None:
        """A time taken, in the month of ``on``."""
        self.times.append((on, measure, working_days))


class Departure(NamedTuple):
    """A departure from the law, by the day of the step that it is about."""

    on: date
    code: str


@dataclass(frozen=True)
class Judgement:
    """What became of a subject."""

    kind: str
    case: Case
    judged: Judged
    departures: Sequence[Departure] = ()

    @property
    def org(self) -> str:
        """The unit whose subject it is."""
        return self.case.subject.org

    @property
    def key(self) -> str:
        """``<kind>/<organisation>/<subject>``."""
        return f"{self.kind}/{self.org}/{self.case.subject.id}"

    def duties(self) -> Iterator[tuple[str, Duty]]:
        """Each duty by its name; the second that opens on a day is told apart by its number."""
        seen: defaultdict[str, int] = defaultdict(int)
        for duty in self.judged.duties:
            seen[duty.id] += 1
            yield f"{duty.id}:{seen[duty.id]}" if seen[duty.id] > 1 else duty.id, duty


Judge = Callable[[Case], Judged]
"""What the law makes of one subject; nothing where no fact of its family is about it."""

Watcher = Callable[[Judgement], Iterable[Departure]]
"""The departures from the law that the rubric asks after, of one subject and what its judge made of it."""

Caller = Callable[[Iterable[Subject]], Iterable[Subject]]
"""Subjects of a family without facts of its own, that other subjects call into being."""


def status(due_on: date, met_on: date | None, today: date) -> str:
    """Where a duty stands on ``today``."""
    if met_on is None:
        return "overdue" if today > due_on else "open"
    return "met_late" if met_on > due_on else "met"


@dataclass(frozen=True)
class Owing:
    """Makes duties; each follows the notices known before it was met or fell away, an open one those known today."""

    calendar: Calendar
    today: date

    def within(self, code: str, opened_on: date, days: int, **more: Any) -> Duty:
        """Owed within so many working days."""
        original_on = self.calendar.at(opened_on).due(opened_on, days).on
        return self.by(code, opened_on, lambda known: known.due(opened_on, days), original_on, **more)

    def excused(self, code: str, opened_on: date, days: int, *, until: date | None, gone_on: date) -> Duty:
        """What never ran: it stands where it would have been due, and nobody has to do it."""
        due = Due(until, False) if until is not None else self.calendar.before(gone_on).due(opened_on, days)
        return Duty(code, None, opened_on, due.on, due.on, due.provisional, None, "excused")

    def until(self, code: str, opened_on: date, last_on: date, **more: Any) -> Duty:
        """Owed by a day that is set."""
        return self.by(code, opened_on, lambda _: Due(last_on, False), last_on, **more)

    def by(
        self,
        code: str,
        opened_on: date,
        last_day: Callable[[Knowledge], Due],
        original_on: date,
        *,
        met_on: date | None = None,
        gone_on: date | None = None,
        needless: bool = False,
        title: str | None = None,
        name: str = "",
    ) -> Duty:
        """Owed by a last day. ``gone_on``: nothing is owed any more from then on.

        What falls away in time is excused; what was overdue until it fell away stays late for ever, unless it
        turned out to be ``needless``.
        """
        settled_on = min((on for on in (met_on, gone_on) if on is not None), default=None)
        known = self.calendar.at(self.today) if settled_on is None else self.calendar.before(settled_on)
        due = last_day(known)
        if settled_on is not None and settled_on != met_on and (needless or settled_on <= due.on):
            return Duty(code, title, opened_on, due.on, original_on, due.provisional, None, "excused", name)
        state = status(due.on, settled_on, self.today)
        return Duty(code, title, opened_on, due.on, original_on, due.provisional, settled_on, state, name)
