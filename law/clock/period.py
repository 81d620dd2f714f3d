"""One run of the clock: from receipt or reopening to what ends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from law.calendar import CalendarView, Due
from law.clock.consultations import Consultation
from law.clock.result import Closing, Extension, Line, State
from law.clock.steps import Step
from law.clock.term import Term
from law.findings import Finding
from law.limits import ART_30, FEE_RULES, AnswerTerm
from law.practice import Practices

_ONE_DAY = timedelta(days=1)
LAPSES = {
    State.AWAITING_CORRECTION: State.LAPSED_CORRECTION,
    State.AWAITING_PAYMENT: State.LAPSED_PAYMENT,
}
"""What a wait becomes when its last day is over."""

_LAPSED = {
    State.LAPSED_CORRECTION: (ART_30, "补正期限{}已过，无正当理由逾期不补正，视为放弃申请"),
    State.LAPSED_PAYMENT: (FEE_RULES, "缴费期限{}已过，逾期未缴费，视为放弃申请"),
}


@dataclass(slots=True)
class Period:
    """A period runs or waits until it has ``ended``, and what has ended changes no more.

    ``opened_on`` is the receipt or the reopening; None: no clock has started (no receipt, or an unconfirmed one),
    and the period can only end. What an earlier term was given (extension, agreed date) ends with it: the answer
    period runs afresh (重新计算), and a fresh notice in time may extend it again.
    ``reopened_at``, ``ordered_on``: time of the reopening, and the day that it set.
    ``owed``, ``paid``: 元 of the fee. ``corrected``, ``charged``: sent in this period or one before.
    """

    view: CalendarView
    practice: Practices
    opened_on: date | None
    corrected: bool = False
    charged: bool = False
    reopened_at: datetime | None = None
    ordered_on: date | None = None
    state: State = State.NOT_STARTED
    agreed: date | None = None
    awaited_until: date | None = None
    owed: int = 0
    paid: int = 0
    extension: Extension | None = None
    ended: Closing | None = None
    letters: list[Consultation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    law: AnswerTerm = field(init=False)
    term: Term | None = field(init=False, default=None)
    _judging: Due | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        opened_on = self.opened_on or date.max
        self.law = self.practice(opened_on).answer_term(opened_on)
        self.agreed = self.ordered_on
        if self.opened_on is not None:
            self.term, self.state = Term(self.view, self.opened_on, self.law.days), State.RUNNING

    @property
    def awaiting(self) -> bool:
        """Whether the clock stands still for the applicant."""
        return self.state in LAPSES

    @property
    def correct_by(self) -> date | None:
        """The last day to ask for 补正; None where no clock runs, or the law of the day of receipt sets none."""
        if self.opened_on is None or self.law.correction is None:
            return None
        return self.view.add_working_days(self.opened_on, self.law.correction).due_on

    def due(self) -> Due | None:
        """The due date as it stands, of an ended period the one that judges its end; None while none runs."""
        if self.ended is not None:
            return self._judging
        if self.term is None or self.awaiting:
            return None
        return self.term.due() if self.agreed is None else Due(self.agreed, False, {})

    def past(self, day: date) -> bool:
        """Whether ``day`` lies after the due date that runs."""
        due = self.due()
        return due is not None and day > due.due_on

    def lapse_on(self) -> date | None:
        """The day on which it ends by itself unless the applicant does what is awaited."""
        return self.awaited_until + _ONE_DAY if self.awaiting and self.awaited_until is not None else None

    def lapse_by(self, day: date) -> None:
        """End it if its last day is over on ``day``."""
        lapse_on = self.lapse_on()
        if lapse_on is not None and day >= lapse_on:
            lapsed = LAPSES[self.state]
            article, text = _LAPSED[lapsed]
            self.end(Closing(lapse_on, lapsed, "", lapse_on), article, text.format(self.awaited_until))

    def end(self, closing: Closing, article: str, text: str) -> None:
        """End it, once."""
        self._judging = self.due()
        self.ended, self.state = closing, closing.state
        self.say(closing.on, article, text)

    def wait(self, state: State, until: date) -> None:
        """The clock stands still until the applicant corrects or pays."""
        self.state, self.awaited_until = state, until

    def go_on(self) -> None:
        """The term that was interrupted goes on as if it had not been."""
        self.state, self.awaited_until = State.RUNNING, None

    def restart(self, on: date) -> None:
        """The answer period runs afresh; ``on`` itself is not counted."""
        assert self.term is not None, "what waits has a term"
        self.term.restart(on)
        self.agreed = None
        self.go_on()

    def find(self, step: Step, code: str, article: str, text: str) -> None:
        """Record a finding about ``step``."""
        self.findings.append(Finding(step.on, code, article, text, step.id))

    def say(self, on: date, article: str, text: str) -> None:
        """Add a line to the explanation, with the due date after it."""
        due = self.due()
        self.lines.append(Line(on, article, text, due.due_on if due else None))
