"""One run of the clock: from receipt or reopening to the answer that closes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from law.calendar import CalendarView, Due
from law.clock.consultations import Consultation
from law.clock.history import History
from law.clock.result import Clock, Line, State
from law.clock.steps import Step
from law.clock.term import Term
from law.findings import Finding


@dataclass(slots=True)
class Period:
    """The running state of `derive`; ``opened_on`` is the receipt or the order to answer anew.

    What an earlier term was given (extension, agreed date) ends with it: the answer
    period runs afresh (重新计算), and a fresh notice in time may extend it again.
    补正 may be asked in the 7 days after ``opened_on``. ``idle_at_close``: the answer came
    while no due date ran, so none judges it.
    """

    view: CalendarView
    opened_on: date
    history: History
    state: State = State.RUNNING
    agreed: date | None = None
    awaited_until: date | None = None
    closed_on: date | None = None
    idle_at_close: bool = False
    term: Term = field(init=False)

    def __post_init__(self) -> None:
        self.term = Term(self.view, self.opened_on)

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
        return self.term.due() if self.agreed is None else Due(self.agreed, False, {})

    def past(self, day: date) -> bool:
        """Whether ``day`` lies after the due date that runs."""
        due = self.due()
        return due is not None and day > due.due_on

    def pause(self, letter: Consultation) -> None:
        """Leave out the days in which a consultation runs."""
        self.term.pause(letter)

    def extend(self, on: date, days: int) -> None:
        """Lengthen the term by ``days`` working days, told to the applicant ``on`` that day."""
        self.term.extend(days)
        self.history.extended_on = self.history.extended_on or on

    def restart(self, on: date) -> None:
        """The answer period runs afresh; ``on`` itself is not counted."""
        self.term.restart(on)
        self.state, self.agreed, self.awaited_until = State.RUNNING, None, None

    def find(self, step: Step, code: str, article: str, text: str) -> None:
        """Record a finding about ``step``."""
        self.history.find(Finding(step.on, code, article, text, step.id))

    def say(self, on: date, article: str, text: str) -> None:
        """Add a line to the explanation, with the due date after it."""
        due = self.due()
        self.history.lines.append(Line(on, article, text, due.due_on if due else None))

    def clock(self) -> Clock:
        """The clock as the steps so far leave it."""
        due, history = self.due(), self.history
        return Clock(
            state=self.state,
            received_on=history.received_on,
            started_on=self.term.start,
            due_on=due.due_on if due else None,
            original_due_on=history.original_due_on,
            provisional=bool(due and due.provisional),
            calendars=due.calendars if due else {},
            excluded_days=self.term.excluded if due and self.agreed is None else 0,
            extended_days=self.term.extended,
            extended_on=history.extended_on,
            closings=tuple(history.closings),
            lapses_after=self.awaited_until if self.awaiting or self.stopped else None,
            correction_notice_due_on=None if history.corrected else history.correct_by,
            answered_on=self.closed_on if self.state is State.ANSWERED else None,
            consultations=tuple(history.letters),
            findings=tuple(history.findings),
            lines=tuple(history.lines),
        )
