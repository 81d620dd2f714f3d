"""The life of an application, read once from its facts: receipt, clock, how each period ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.case import Case
from contracts.application import handling as h
from contracts.application.state import ResultState
from law.calendar import WorkingCalendar
from law.clock import Clock, Standing, State, judge_periods, standing
from law.findings import Finding
from law.limits import ART_31
from services.requests.application.facts import Facts
from services.requests.application.results import results
from services.requests.application.steps import clock_steps

CLOSED = frozenset({State.ANSWERED, State.TRANSFERRED, State.WITHDRAWN})
LAPSED = frozenset({State.LAPSED_CORRECTION, State.LAPSED_PAYMENT})


@dataclass(frozen=True)
class Life:
    """What everything else about an application rests on. ``periods``: the clock as each period ended it, the running one last."""

    facts: Facts
    receipt: str | None
    """Id of the receipt that counts."""
    received: h.ApplicationReceived | None
    periods: Sequence[Clock]
    standing: Standing
    results: Sequence[ResultState]
    findings: Sequence[Finding]
    calendar: WorkingCalendar

    @classmethod
    def of(cls, case: Case) -> Life:
        """Of several receipts the latest by (time, id) counts: the others are earlier reports of the same thing.

        Notices known before the answer judge a closed period, those known today an open one.
        """
        facts = Facts(case.facts)
        receipts = facts.of(h.ApplicationReceived)
        if len(receipts) > 1:
            earlier = {fact for fact, _ in receipts[:-1]}
            facts = Facts([fact for fact in case.facts if fact.id not in earlier])
        periods = judge_periods(clock_steps(facts), case.calendar, case.today)
        now = standing(periods[-1], case.today)
        ended, findings = results(periods[-1], now, facts)
        twice = [
            Finding(data.received_on, "receipt.twice", ART_31, "又报了一次收到，以最后报的为准", fact)
            for fact, data in receipts[:-1]
        ]
        receipt, received = receipts[-1] if receipts else (None, None)
        return cls(facts, receipt, received, periods, now, ended, [*findings, *twice], case.calendar)

    @property
    def clock(self) -> Clock:
        """The clock as it stands."""
        return self.periods[-1]

    @property
    def over(self) -> bool:
        """Whether the application is closed or has lapsed."""
        return self.clock.state in CLOSED or self.standing.state in LAPSED

    @property
    def arrived_on(self) -> date | None:
        """Day it arrived, whether or not that started the clock."""
        return self.received.received_on if self.received else None

    @property
    def received_on(self) -> date | None:
        """Day of receipt by 第三十一条; of one that ended without a confirmation, the day it arrived."""
        return self.clock.received_on or (self.arrived_on if self.results else None)

    @property
    def answered_on(self) -> date | None:
        """Day of the first answer that closed a period."""
        closing = next((c for c in self.clock.closings if c.state is State.ANSWERED), None)
        return closing.on if closing else None

    @property
    def working_days(self) -> int | None:
        """From receipt to the first answer."""
        if self.received_on is None or self.answered_on is None:
            return None
        return self.calendar.known_before(self.answered_on).count_working_days(
            self.received_on, self.answered_on
        )
