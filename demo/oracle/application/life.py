"""The periods of one application: each begins with the receipt or a reopening and ends once.

A period ends by an answer, a transfer, a withdrawal, or a lapse on the day after the last day of what the
applicant owed. What comes after its end does nothing to it; only a reopening begins another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from demo.oracle.application.law import CORRECTION, OPINION, PAY, in_force
from demo.oracle.application.period import ONE_DAY, End, Period, Wait
from demo.oracle.application.rows import UNCORRECTED, UNPAID, row_of
from demo.oracle.application.steps import ENDS, Course, Receipt, Step
from demo.oracle.application.unlawful import approved, unlawful
from demo.oracle.calendar import Calendar, Knowledge
from demo.oracle.case import Departure
from demo.oracle.facts import Sent

ASKS = {"third_party_asked": "third_party_answered", "co_maker_asked": "co_maker_answered"}


@dataclass
class Life:
    """Walks once through the steps of an application whose receipt is known."""

    course: Course
    receipt: Receipt
    calendar: Calendar
    today: date
    periods: list[Period] = field(default_factory=list)
    told_once: set[str] = field(default_factory=set)
    """The notices that had their effect: one asks once for a correction, and once for a fee."""
    heard: set[str] = field(default_factory=set)
    """Opinions that answered a letter."""
    departures: list[Departure] = field(default_factory=list)
    """Notices that the law does not allow so."""

    def lived(self) -> list[Period]:
        """Its periods up to today."""
        self._open(self.receipt.fact, self.receipt.received_on)
        early: Step | None = None
        for step in self.course.steps():
            if self.receipt.lay_there_on <= step.on <= self.today:
                self._lapse(before=step.on)
                if early is not None and early.moment != step.moment:
                    early = None
                if step.word == "reopened" and self.periods[-1].end is None:
                    # What reopens presupposes an end, which may come in the same moment.
                    early = early or step
                    continue
                self._take(step)
                if early is not None and self.periods[-1].end is not None:
                    self._take(early)
                    early = None
        self._lapse(before=self.today)
        return self.periods

    @property
    def received_on(self) -> date | None:
        """The day of receipt; of what ended before anybody confirmed it the day it ended.

        What was passed on and came back was received anew: it is in no table before.
        """
        own = next((period for period in self.periods if period.end is None or not period.end.elsewhere), None)
        first = own or self.periods[0]
        return first.end.on if first.opened_on is None and first.end is not None else first.opened_on

    def _open(self, fact: Sent, on: date | None, until: date | None = None) -> None:
        limit, more = in_force(on or self.receipt.arrived_on)
        self.periods.append(Period(on, fact, on or self.receipt.arrived_on, limit, more, until, until))

    def _lapse(self, before: date) -> None:
        period = self.periods[-1]
        wait = period.wait
        if period.end is None and wait is not None and wait.until < before:
            period.end = End(wait.until + ONE_DAY, "lapsed", wait.row)

    def _take(self, step: Step) -> None:
        period = self.periods[-1]
        if step.word == "reopened":
            if period.end is not None:
                until = _date(step.fact, "until")
                # A day that was over when it was set sets nothing.
                self._open(step.fact, step.on, until if until is not None and until >= step.on else None)
        elif step.word in ENDS:
            if period.end is None:
                self._end(period, step)
        elif period.end is not None:
            excused = step.word == "correction_received" and step.fact.data.get("justified")
            if excused and period.end.word == "lapsed" and period.end.row == UNCORRECTED:
                # Only lateness without good reason is given up (第三十条); what was counted stays.
                self._open(step.fact, step.on)
        elif period.opened_on is not None and step.on >= period.opened_on:
            self._move(period, step)

    def _end(self, period: Period, step: Step) -> None:
        if period.opened_on is not None and step.on < period.opened_on:
            # Dealt with before anybody confirmed it: its clock never ran.
            period.opened_on = None
        received_on = self.received_on or step.on
        period.end = End(
            step.on,
            step.word,
            row_of(step.fact),
            step.fact,
            self.course.served_on(step.fact) if step.word == "answered" else step.on,
            waiting=period.wait is not None,
            # Once a year was published with it as carried over, it has to be finished here.
            elsewhere=step.word == "transferred" and bool(step.fact.text("to")) and step.on.year == received_on.year,
        )

    def _move(self, period: Period, step: Step) -> None:
        """A step before the end; what comes after the last day moves nothing: it was overdue."""
        fact, wait = step.fact, period.wait
        self.departures += [Departure(step.on, code) for code in unlawful(step, period.more, self.told_once)]
        if wait is not None:
            self._waiting(period, wait, step)
        elif step.on > period.due(self.calendar.before(step.on)).on:
            return
        elif step.word == "correction_requested":
            self._correct(period, step)
        elif step.word == "fee_noticed":
            amount = int(str(fact.data["amount"]))
            if amount and self._first("fee_noticed"):
                until = self._known.due(_date(fact, "served_on") or step.on, PAY).on
                period.wait = Wait(UNPAID, until, amount)
        elif step.word == "extended":
            self._extend(period, step)
        elif step.word == "agreed":
            # 条例第三十五条 gives more time, never less.
            later = fact.day("until")
            period.until = later if later > period.due(self.calendar.before(step.on)).on else period.until
        elif step.word in ASKS:
            self._ask(period, step)

    def _waiting(self, period: Period, wait: Wait, step: Step) -> None:
        paid = int(str(step.fact.data["amount"])) if step.word == "fee_paid" and wait.row == UNPAID else 0
        wait.unpaid -= paid
        corrected = step.word == "correction_received" and wait.row == UNCORRECTED
        if corrected or (paid and wait.unpaid <= 0):
            limit, more = in_force(period.opened_on or step.on)
            period.start, period.limit, period.more = step.on, limit, more
            period.until, period.wait = None, None
        elif step.word == "fee_waived" and wait.row == UNPAID:
            period.wait = None
        elif step.word in ASKS:
            self._ask(period, step)

    def _correct(self, period: Period, step: Step) -> None:
        """条例第三十条: once; a second notice is none."""
        if self._first(step.word):
            until = _date(step.fact, "until")
            if until is None or until < step.on:
                until = self._known.due(step.on, CORRECTION).on
            period.wait = Wait(UNCORRECTED, until)

    def _extend(self, period: Period, step: Step) -> None:
        """条例第三十三条: with the head's consent, told before the period is over, never more than the limit."""
        if not approved(step):
            return
        due_on = period.due(self.calendar.before(step.on)).on
        days = min(int(str(step.fact.data.get("days") or period.more)), period.more)
        period.limit += days
        period.more -= days
        if days and period.extended_on is None:
            period.extended_on, period.extended_from = step.on, due_on

    def _ask(self, period: Period, step: Step) -> None:
        """条例第三十二、三十四条: from the letter to the opinion, at the longest fifteen working days from service."""
        ref = step.fact.data.get("ref", "1")
        last = self._known.due(_date(step.fact, "served_on") or step.on, OPINION).on
        opinions = sorted(
            (fact.day("answered_on"), fact.time, fact.id)
            for fact in self.course.facts(ASKS[step.word])
            if fact.data.get("ref", "1") == ref and fact.id not in self.heard and fact.day("answered_on") >= step.on
        )
        if opinions:
            # An opinion answers one letter.
            self.heard.add(opinions[0][2])
        period.pauses.append((step.on, min([last, *(on for on, _, _ in opinions[:1])])))

    def _first(self, word: str) -> bool:
        first = word not in self.told_once
        self.told_once.add(word)
        return first

    @property
    def _known(self) -> Knowledge:
        return self.calendar.at(self.today)


def _date(fact: Sent, field_name: str) -> date | None:
    return fact.day(field_name) if fact.text(field_name) else None
