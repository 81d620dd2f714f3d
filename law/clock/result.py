"""What the clock says of an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from law.clock.consultations import Consultation
from law.clock.steps import StepKind
from law.codes import ServiceWay
from law.findings import Finding


class State(StrEnum):
    """Where the clock stands by the steps alone; what the passing of days adds is in `standing`."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_PAYMENT = "awaiting_payment"
    LAPSED_CORRECTION = "lapsed_correction"
    LAPSED_PAYMENT = "lapsed_payment"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


STATE_NAMES: dict[State, str] = {
    State.NOT_STARTED: "期限未起算",
    State.RUNNING: "办理中",
    State.AWAITING_CORRECTION: "等待补正",
    State.AWAITING_PAYMENT: "等待缴费",
    State.LAPSED_CORRECTION: "逾期不补正，不再处理",
    State.LAPSED_PAYMENT: "逾期未缴费，不再处理",
    State.ANSWERED: "已答复",
    State.TRANSFERRED: "已转送其他行政机关",
    State.WITHDRAWN: "申请人已撤回",
}
"""What each state is called (条例第三十至三十六条, 国办函〔2020〕109号)."""


class Line(NamedTuple):
    """One line of the explanation: on this day, by this article, the due date became this."""

    on: date
    article: str
    text: str
    due_on: date | None


CLOSING = {
    StepKind.ANSWERED: State.ANSWERED,
    StepKind.TRANSFERRED: State.TRANSFERRED,
    StepKind.WITHDRAWN: State.WITHDRAWN,
}
"""Steps that end a period, and where they leave the clock."""

ENDED = frozenset(State) - {State.NOT_STARTED, State.RUNNING, State.AWAITING_CORRECTION, State.AWAITING_PAYMENT}
"""States in which a period has ended; only a reopening leaves them."""


class Closing(NamedTuple):
    """How a period of the clock ended: once, whatever followed.

    ``step`` is that of an answer, a transfer or a withdrawal, "" for a lapse, which ends it on the day after its last.
    ``judged_on``: the day that is held against the due date; of an answer by its way of service. ``way``: of an answer.
    """

    on: date
    state: State
    step: str
    judged_on: date
    way: ServiceWay | None = None


class Extension(NamedTuple):
    """An extension that had effect: the day of its notice, the due date that it moved, and the step."""

    on: date
    due_on: date
    step: str


class Clock(NamedTuple):
    """The answer clock in one period, with what the periods before left.

    ``receipt`` is the step of the receipt that counts. ``opened_on``: receipt or reopening, with which the period
    began, ``started_on`` where its term counts from; both None while no clock has started. ``reopened_at``: time of the
    reopening, ``ordered_on``: the day of answer that it set. ``ended``: how the
    period ended. ``closings``: how this one and those before it did, in their order.
    ``extension`` is the first that had effect, in whatever period.

    ``due_on`` is the last lawful day to answer, of an ended period the one that judges its end: None while none
    runs (not started, or waiting for a correction or a payment). It assumes that consultations still open stay
    unanswered to their limit, so it moves by facts only, never because a day passed. ``original_due_on``
    is receipt plus the period of the law, before anything else happened. ``lapses_after`` is the last day
    for the correction or payment that is awaited. ``correction_notice_due_on`` is the last
    day on which 补正 may be asked. ``answered_on`` is the answer that ended the period.
    """

    state: State
    receipt: str | None = None
    received_on: date | None = None
    opened_on: date | None = None
    reopened_at: datetime | None = None
    ordered_on: date | None = None
    started_on: date | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    provisional: bool = False
    calendars: Mapping[int, int] = MappingProxyType({})
    excluded_days: int = 0
    extended_days: int = 0
    extension: Extension | None = None
    lapses_after: date | None = None
    correction_notice_due_on: date | None = None
    answered_on: date | None = None
    alert: str = ""
    consultations: tuple[Consultation, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[Line, ...] = ()
    closings: tuple[Closing, ...] = ()
    ended: Closing | None = None

    @property
    def extended_on(self) -> date | None:
        """The day of the first extension that had effect."""
        return self.extension.on if self.extension else None

    @property
    def late(self) -> bool:
        """Ended after its due date."""
        return self.ended is not None and self.due_on is not None and self.ended.judged_on > self.due_on

    @property
    def waited(self) -> bool:
        """Ended while no due date ran, which therefore judges nothing."""
        return self.ended is not None and self.due_on is None
