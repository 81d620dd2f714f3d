"""One run of the clock: from receipt, restart or reopening to the answer that closes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from law.calendar import CalendarView, Due
from law.clock.consultations import Consultation, due_without
from law.clock.result import Closing, Line, State
from law.clock.steps import Step
from law.codes import ANSWER_WITHIN_WORKING_DAYS
from law.findings import Finding


@dataclass(slots=True)
class Period:
    """The running state of `derive`; a restart begins it anew at ``start``.

    What an earlier period was given (extension, agreed date) ends with it: the answer
    period runs afresh (重新计算), and a fresh notice in time may extend it again.
    ``received`` opens the 7 days in which 补正 may be asked; ``idle_at_close``: the answer came
    while no due date ran, so none judges it.
    """

    view: CalendarView
    start: date
    received: date
    state: State = State.RUNNING
    extended: int = 0
    agreed: date | None = None
    awaited_until: date | None = None
    closed_on: date | None = None
    idle_at_close: bool = False
    corrected: bool = False
    charged: bool = False
    extended_on: date | None = None
    closings: list[Closing] = field(default_factory=list)
    pauses: list[Consultation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def awaiting(self) -> bool:
        """Whether the clock stands still for the applicant."""
        return self.state in (State.AWAITING_CORRECTION, State.AWAITING_PAYMENT)

    @property
    def stopped(self) -> bool:
        """Whether no due date runs and none will without a new application."""
        return self.state in (State.LAPSED_CORRECTION, State.LAPSED_PAYMENT)

    def due(self) -> Due | None:
        """The due date as it stands; None while none runs."""
        if self.awaiting or self.stopped or self.idle_at_close:
            return None
        if self.agreed is not None:
            return Due(self.agreed, False, {})
        return self._computed()[0]

    def excluded(self) -> int:
        """Working days taken out for consultations."""
        return 0 if self.due() is None or self.agreed is not None else self._computed()[1]

    def _computed(self) -> tuple[Due, int]:
        days = ANSWER_WITHIN_WORKING_DAYS + self.extended
        return due_without(self.view, self.start, days, self.pauses)

    def past(self, day: date) -> bool:
        """Whether ``day`` lies after the due date that runs."""
        due = self.due()
        return due is not None and day > due.due_on

    def restart(self, on: date) -> None:
        """The answer period runs afresh; ``on`` itself is not counted."""
        self.start, self.state = on, State.RUNNING
        self.extended, self.agreed, self.awaited_until = 0, None, None

    def find(self, step: Step, code: str, article: str, text: str) -> None:
        """Record a finding about ``step``."""
        self.findings.append(Finding(step.on, code, article, text, step.id))

    def say(self, on: date, article: str, text: str) -> None:
        """Add a line to the explanation, with the due date after it."""
        due = self.due()
        self.lines.append(Line(on, article, text, due.due_on if due else None))
