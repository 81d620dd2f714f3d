"""The life of an application, read once from its facts: receipt, clock, how each period ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.case import Case
from contracts.application import handling as h
from contracts.application.state import ResultState
from law.clock import Clock, Standing, State, judge_periods, standing
from law.findings import Finding
from law.limits import ART_31
from services.requests.application.facts import Facts
from services.requests.application.results import results
from services.requests.application.steps import clock_steps

CLOSED = frozenset({State.ANSWERED, State.TRANSFERRED, State.WITHDRAWN})
LAPSED = frozenset({State.LAPSED_CORRECTION, State.LAPSED_PAYMENT})


class Life(NamedTuple):
    """What everything else about an application rests on. ``periods``: the clock as each period ended it, the running one last."""

    facts: Facts
    receipt: str | None
    """Id of the receipt that counts."""
    received: h.ApplicationReceived | None
    periods: Sequence[Clock]
    clock: Clock
    """The clock as it stands."""
    standing: Standing
    results: Sequence[ResultState]
    findings: Sequence[Finding]
    arrived_on: date | None
    """Day it arrived, whether or not that started the clock."""
    received_on: date | None
    """Day of receipt by 第三十一条; of one that ended without a confirmation, the day it arrived."""
    answered_on: date | None
    """Day of the first answer that closed a period."""
    working_days: int | None
    """From receipt to the first answer."""

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
        receipt, received = receipts[-1] if receipts else (None, None)
        periods = judge_periods(clock_steps(facts), case.calendar, case.today)
        clock = periods[-1]
        now = standing(clock, case.today)
        ended, findings = results(clock, now, facts)
        twice = [
            Finding(data.received_on, "receipt.twice", ART_31, "又报了一次收到，以最后报的为准", fact)
            for fact, data in receipts[:-1]
        ]
        arrived_on = received.received_on if received else None
        received_on = clock.received_on or (arrived_on if ended else None)
        answered_on = next((c.on for c in clock.closings if c.state is State.ANSWERED), None)
        taken = None
        if received_on is not None and answered_on is not None:
            taken = case.calendar.known_before(answered_on).count_working_days(received_on, answered_on)
        return cls(
            facts,
            receipt,
            received,
            periods,
            clock,
            now,
            ended,
            [*findings, *twice],
            arrived_on,
            received_on,
            answered_on,
            taken,
        )

    @property
    def over(self) -> bool:
        """Whether the application is closed or has lapsed."""
        return self.clock.state in CLOSED or self.standing.state in LAPSED
