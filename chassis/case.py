"""What a fold sees and returns: the case of one subject, and the only maker of obligations.

``fold(case) -> Folded`` is pure: it reads facts, linked states, calendar and today, and says what is
owed, counted, found and told. It never asks for the date and never looks elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from chassis.met import met_in_time
from chassis.owing import limits, silence, soonest
from chassis.signals import Sign, months_told, recorded_late, stated
from chassis.states import read_state
from contracts.envelope import Fact
from contracts.fields import BusModel
from contracts.kit import Duty, Key
from contracts.obligations import Explanation, Obligation
from contracts.profile import Profile
from contracts.state import StatedFinding, SubjectState
from law.calendar import CalendarView, Due, WorkingCalendar
from law.codes import ObligationStatus
from law.findings import Finding
from law.limit import UNIT_NAMES, Limit
from law.periods import Every, Period, period_of, periods

BY_DEFAULT = Profile()
"""What holds for a family whose county has no profile."""

UNMET = (ObligationStatus.OPEN, ObligationStatus.OVERDUE)
WHOLE = (*UNMET, ObligationStatus.MET_LATE)
"""Obligations that stay whole in the state as evidence."""

ONE_DAY = timedelta(days=1)

MOST_FINDINGS = 400
"""Findings that a state names, the newest; of a subject with more the rest says little, and the state has to fit a record."""

FINDINGS_LEFT_OUT = "findings_left_out"
"""Flag of a subject with more findings than its state names."""

NOTHING_SAID: Mapping[str, type[Any]] = MappingProxyType({})

T = TypeVar("T")


class ContractError(Exception):
    """A fold broke its contract; the text says how."""


class Notice(NamedTuple):
    """Something to tell the department, once: ``name`` tells it from the subject's other notices."""

    type: str
    name: str
    body: BusModel
    near: Key | None = None
    """A subject that nobody has told of: the ledger puts those whose ids are near it into the body's ``near``."""


class Folded(NamedTuple):
    """The state, all obligations (those met in time too), and when to look again."""

    state: SubjectState
    obligations: list[Obligation]
    check_on: date | None = None
    relevant: bool = True
    """False when there is nothing to say yet: no first event is made of it."""
    notices: tuple[Notice, ...] = ()
    detail: Callable[[], BusModel] | None = None
    """Makes what explains the state and would make it grow, for the read side that asks for it."""


class Case:
    """One subject before the fold. ``facts`` count (amendments applied) and are ordered by (time, id); ``profile`` is the county's.

    ``reads``: what its rules say that they read of others' states, by kind.
    """

    def __init__(
        self,
        key: Key,
        facts: Sequence[Fact],
        calendar: WorkingCalendar,
        today: date,
        linked: Mapping[str, Sequence[bytes]] | None = None,
        flags: Sequence[str] = (),
        profile: Profile = BY_DEFAULT,
        reads: Mapping[str, type[Any]] = NOTHING_SAID,
    ) -> None:
        self._reads = reads
        self.key, self.facts, self.calendar, self.today = key, facts, calendar, today
        self.profile = profile
        self.obligations: list[Obligation] = []
        self._linked = linked or {}
        self._flags = list(flags)
        self._findings: set[Finding] = set()
        self._signs: set[Sign] = set()
        self._counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._notices: list[Notice] = []
        self._check_on: date | None = None
        self._ids: set[str] = set()

    @property
    def now(self) -> CalendarView:
        """The calendar as it is known today."""
        return self.calendar.known_on(self.today)

    def linked(self, kind: str, reads: type[T]) -> list[T]:
        """The newest states of ``kind`` that flow to this subject, in the order of their keys.

        ``reads`` is a msgspec.Struct with the few fields that the fold needs; it passes over all others,
        so that a newer state of another service never stops this one. What is read is shared: a fold changes nothing of it.
        ContractError when the rules say that they read something else: what they do not say would not flow.
        """
        if self._reads.get(kind, reads) is not reads:
            raise ContractError(
                f"the fold reads {reads.__name__} of {kind}, its module says {self._reads[kind].__name__}"
            )
        return [read_state(reads, state) for state in self._linked.get(kind, ())]

    def owe(
        self,
        duty: Duty,
        opened_on: date,
        *,
        met_on: date | None = None,
        facts: Sequence[str] = (),
        name: str = "",
        limit: Limit | None = None,
        set_on: date | None = None,
        due: Due | None = None,
        original_due_on: date | None = None,
        excused: bool | date = False,
        ended_on: date | None = None,
        start: date | None = None,
        rule: str = "",
    ) -> Obligation:
        """An obligation of ``duty`` that arose on ``opened_on``: the only way to make one.

        While it is open the due date follows the notices known today; once met, those known before the day it
        was met: a notice that comes later leaves it alone. The original due date is by the notices known on the
        day it arose. ``due`` is given where the law computes the day by itself (a clock with pauses), ``set_on``
        where the fact sets it. ``excused``: it fell away unmet, always or on a day by which it was not yet
        overdue. ``ended_on``: nothing is owed from that day on; by the due day it is excused, later it ended late, as if
        met on that day. ``name`` tells it from others of the duty that arose on the same day.

        Where the county's profile does not ask for the duty on that day, nothing is owed: what is returned is excused
        and stands nowhere. Its local limit holds where it ends earlier, but for a ``due`` that is given; there the fold asks.
        """
        if not self.profile.applies(duty, opened_on):
            return silence(self.key, duty, opened_on, self._id(duty, name or opened_on.isoformat()))
        lawful = limit or duty.limit
        if due is None:
            settled_on = met_on or ended_on
            view = self.calendar.known_before(settled_on) if settled_on else self.now
            candidates = limits(self.profile, duty, opened_on, limit, set_on)
            limit, due, original = soonest(candidates, opened_on, view, self.calendar.known_on(opened_on))
            if limit is not lawful:
                rule = "；".join(filter(None, (f"县级口径第{self.profile.version}版：{limit.words}", rule)))
        else:
            limit, original = lawful, original_due_on or due.due_on
        if met_on is None and ended_on is not None:
            met_on, excused = (ended_on, False) if ended_on > due.due_on else (None, True)
        obligation = Obligation.of(
            id=self._id(duty, name or opened_on.isoformat()),
            duty=duty.code,
            org=self.key.org,
            subject=self.key.subject,
            opened_on=opened_on,
            due_on=due.due_on,
            original_due_on=original,
            provisional=due.provisional,
            met_on=met_on,
            status=self._status(due.due_on, met_on, excused),
            facts=list(facts),
            explanation=Explanation.of(
                article=duty.article,
                start=start or opened_on,
                limit=limit.amount,
                unit=UNIT_NAMES[limit.unit],
                calendars={str(year): version for year, version in due.calendars.items()},
                rule=rule,
            ),
        )
        self.obligations.append(obligation)
        if obligation.status is ObligationStatus.OPEN:
            self.look_again(due.due_on + ONE_DAY)
        return obligation

    def periods(self, every: Every, since: date, until: date | None = None) -> Iterator[Period]:
        """The periods that have begun since ``since``, each opening by itself; the next one is looked for when it comes."""
        last = self.today if until is None else min(self.today, until)
        yield from periods(every, since, last)
        if until is None or until > self.today:
            self.look_again(max(period_of(every, self.today).last + ONE_DAY, since))

    def look_again(self, day: date) -> None:
        """The passing of time alone may change the state on ``day``; a day that is not ahead is passed over."""
        if day > self.today and (self._check_on is None or day < self._check_on):
            self._check_on = day

    def count(self, day: date | None, measure: str, amount: int = 1) -> None:
        """Count in the month of ``day``; nothing without a day, or before the family's first. See contracts.state.Counts."""
        if day is not None:
            day = self.profile.counted_on(measure, day)
        if day is not None and amount:
            month = self._counts[day.isoformat()[:7]]
            month[measure] = month.get(measure, 0) + amount

    def find(self, finding: Finding) -> None:
        """Record a departure from the law; the same twice is one, and before the family's first day there is none."""
        if self.profile.since is not None and finding.on >= self.profile.since:
            self._findings.add(finding)

    def sign(self, sign: Sign) -> None:
        """Note what is no fault by itself; before the family's first day there is nothing to note."""
        if self.profile.since is not None and sign.on >= self.profile.since:
            self._signs.add(sign)

    def flag(self, code: str) -> None:
        """Mark what is wrong in practice."""
        self._flags.append(code)

    def tell(self, notice: Notice) -> None:
        """Tell the department, unless it was told this before."""
        self._notices.append(notice)

    def close(
        self,
        model: type[SubjectState],
        /,
        *,
        title: str | None = None,
        relevant: bool = True,
        sends: Sequence[Key] = (),
        detail: Callable[[], BusModel] | None = None,
        **fields: Any,
    ) -> Folded:
        """The fold's result: a state of ``model`` with these fields and of all that was owed, counted and found."""
        for obligation in self.obligations:
            self.count(obligation.due_on, f"{obligation.duty}!due")
            self.count(obligation.due_on, f"{obligation.duty}!{obligation.status}")
        if self.profile.since is not None:
            self._signs.update(recorded_late(self.facts, self.profile.since))
        if len(self._findings) > MOST_FINDINGS:
            self.flag(FINDINGS_LEFT_OUT)
        fields |= {
            "org": self.key.org,
            "subject": self.key.subject,
            "title": title,
            "counts": {m: counted for m, each in sorted(self._counts.items()) if (counted := _nonzero(each))},
            "obligations": [owed for owed in self.obligations if owed.status in WHOLE],
            "met": met_in_time(self.obligations),
            "findings": [_stated(finding) for finding in sorted(self._findings)[-MOST_FINDINGS:]],
            "signals": stated(self._signs) if self._signs else [],
            "flags": sorted(self._flags),
            "told_in": months_told(self.facts, self.profile.since),
            "sends": [str(key) for key in sorted(sends)],
        }
        return Folded(model.made_of(fields), self.obligations, self._check_on, relevant, tuple(self._notices), detail)

    def _status(self, due_on: date, met_on: date | None, excused: bool | date) -> ObligationStatus:
        if met_on is not None:
            return ObligationStatus.MET if met_on <= due_on else ObligationStatus.MET_LATE
        if excused is True or (isinstance(excused, date) and excused <= due_on):
            return ObligationStatus.EXCUSED
        return ObligationStatus.OVERDUE if self.today > due_on else ObligationStatus.OPEN

    def _id(self, duty: Duty, name: str) -> str:
        wanted = f"{duty.code}:{name}"
        number = 1
        while wanted in self._ids:
            number += 1
            wanted = f"{duty.code}:{name}:{number}"
        self._ids.add(wanted)
        return wanted


def _nonzero(counts: Mapping[str, int]) -> dict[str, int]:
    """By measure; of a stock what came and went in one month is nothing."""
    return {measure: amount for measure, amount in sorted(counts.items()) if amount}


FoldFunction = Callable[[Case], Folded]


def _stated(finding: Finding) -> StatedFinding:
    return StatedFinding.of(
        on=finding.on, code=finding.code, article=finding.article, text=finding.text, fact=finding.step
    )


def encode(folded: Folded) -> bytes:
    """The state as it is kept and sent: equal states are equal bytes."""
    return folded.state.encoded()
