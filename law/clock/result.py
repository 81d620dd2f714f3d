"""What the clock says of an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from law.clock.consultations import Consultation
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


class Closing(NamedTuple):
    """The step that ended a period of the clock: one per period, whatever followed it."""

    on: date
    state: State
    step: str


class Clock(NamedTuple):
    """The answer clock.

    ``extended_on`` is the day of the first extension that had effect, in whatever period.
    ``closings`` are the steps that ended the periods, in their order.

    ``due_on`` is the last lawful day to answer: None while none runs (not started, or waiting
    for a correction or a payment). It assumes that consultations still open stay unanswered to
    their limit, so it moves by facts only, never because a day passed. ``original_due_on``
    is receipt plus 20 working days, before anything else happened. ``lapses_after`` is the last day
    for the correction or payment that is awaited. ``correction_notice_due_on`` is the last
    day on which 补正 may be asked. ``answered_on`` is the answer that closed the running period.
    """

    state: State
    received_on: date | None = None
    started_on: date | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    provisional: bool = False
    calendars: Mapping[int, int] = MappingProxyType({})
    excluded_days: int = 0
    extended_days: int = 0
    extended_on: date | None = None
    lapses_after: date | None = None
    correction_notice_due_on: date | None = None
    answered_on: date | None = None
    alert: str = ""
    consultations: tuple[Consultation, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[Line, ...] = ()
    closings: tuple[Closing, ...] = ()

    @property
    def late(self) -> bool:
        """Answered after the due date of the period that the answer closed."""
        return self.answered_on is not None and self.due_on is not None and self.answered_on > self.due_on
