"""The life of an application, read once from its facts: receipt, clock, how each period ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.case import Case
from contracts.application import handling as h
from contracts.application.state import ResultState
from law.clock import Clock, Closing, Standing, State, StepKind, in_order, judge_periods, served, standing
from law.findings import Finding
from services.requests.application.facts import Facts, Moment
from services.requests.application.results import result
from services.requests.application.steps import clock_steps


class Ended(NamedTuple):
    """A period with how it ended, None while it has not; ``result``: what that counts as, None for a transfer that another counts."""

    clock: Clock
    closing: Closing | None
    result: ResultState | None
    reopened: Moment | None
    """When the next period began."""


class Life(NamedTuple):
    """What everything else about an application rests on. ``periods``: each that ended, the running one last."""

    facts: Facts
    receipt: str | None
    """Id of the receipt that counts."""
    received: h.ApplicationReceived | None
    periods: Sequence[Ended]
    clock: Clock
    """The clock as it stands."""
    standing: Standing
    results: Sequence[ResultState]
    findings: Sequence[Finding]
    arrived_on: date | None
    """Day it arrived, whether or not that started the clock."""
    received_on: date | None
    """Day of receipt by 第三十一条; of one that ended without a confirmation, the day it ended."""
    answered: Closing | None
    """The first answer that ended a period."""
    working_days: int | None
    """From the beginning of that period to the answer; None where no due date ran when it came."""

    @classmethod
    def of(cls, case: Case) -> Life:
        """Notices known before the end judge a period that has ended, those known today one that has not."""
        facts = Facts(case.facts)
        clocks = judge_periods(clock_steps(facts), case.calendar, case.today, case.profile.practice)
        clock = clocks[-1]
        now = standing(clock, case.today)
        received = facts.by_id(h.ApplicationReceived)[clock.receipt] if clock.receipt is not None else None
        received_on = clock.received_on
        periods: list[Ended] = []
        results: list[ResultState] = []
        findings: list[Finding] = []
        for number, period in enumerate(clocks):
            last = period is clock
            closing = now.ended if last else period.ended
            reopened = None if last else _moment(clocks[number + 1])
            ended = None
            if closing is not None:
                ended, wrong = result(closing, received_on, facts)
                findings += wrong
            if ended is not None:
                results.append(ended)
            elif reopened is not None and not results:
                # Another organisation had taken it and counted it: here it counts from the day it came back.
                received_on = reopened[0]
            periods.append(Ended(period, closing, ended, reopened))
        answered = next((p for p in periods if p.closing is not None and p.closing.state is State.ANSWERED), None)
        return cls(
            facts,
            clock.receipt,
            received,
            periods,
            clock,
            now,
            results,
            findings,
            received.received_on if received else None,
            received_on,
            answered.closing if answered else None,
            _taken(case, answered) if answered else None,
        )

    @property
    def over(self) -> bool:
        """Whether the application has ended, by a step or a lapse."""
        return self.standing.ended is not None

    def served_on(self, answer: str) -> date:
        """The day on which the answer of this id counts by its way of service, whether or not it ended a period."""
        steps = in_order(clock_steps(self.facts))
        place = next(at for at, step in enumerate(steps) if step.id == answer and step.kind is StepKind.ANSWERED)
        return served(steps[place], steps[place + 1 :])[0]

    @property
    def ended_on(self) -> date | None:
        """The day of its first end."""
        first = self.periods[0].closing
        return first.on if first else None


def _moment(reopened: Clock) -> Moment:
    assert reopened.opened_on is not None, "a reopening has a day"
    assert reopened.reopened_at is not None, "and a fact its time"
    return reopened.opened_on, reopened.reopened_at


def _taken(case: Case, answered: Ended) -> int | None:
    clock, closing = answered.clock, answered.closing
    if clock.opened_on is None or clock.waited or closing is None:
        return None
    return case.calendar.known_before(closing.on).count_working_days(clock.opened_on, closing.judged_on)
