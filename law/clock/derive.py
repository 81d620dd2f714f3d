"""From the list of steps to the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from law.calendar import CalendarView, WorkingCalendar
from law.clock.consultations import consultations
from law.clock.history import History
from law.clock.period import Period
from law.clock.result import Clock, Closing, State
from law.clock.run import CLOSING, run
from law.clock.steps import Step, StepKind, in_order
from law.codes import ANSWER_WITHIN_WORKING_DAYS
from law.findings import Finding
from law.limits import ART_31, ART_33, ART_36, CORRECTION_NOTICE_DAYS
from law.receipt import Receipt, receipt

Views = Callable[[date | None], CalendarView]
"""Day on which a period was closed, None while it is open → the notices it is judged by."""


def derive(steps: Iterable[Step], view: CalendarView) -> Clock:
    """The clock by one view of the calendar. Raises `CalendarError` for a date the calendar cannot answer for."""
    return _derive(in_order(steps), lambda _closed_on: view)[-1]


def judge(steps: Iterable[Step], calendar: WorkingCalendar, today: date | None) -> Clock:
    """The clock by the notices that count: known before the answer where a period is closed, else known today."""
    return judge_periods(steps, calendar, today)[-1]


def judge_periods(steps: Iterable[Step], calendar: WorkingCalendar, today: date | None) -> list[Clock]:
    """The clock as each period that was reopened left it, and last the clock as it stands; each judged as by `judge`.

    Each of them carries the history up to its day, so the lines of n periods are about n²/2 references.
    """
    return _derive(
        in_order(steps),
        lambda closed_on: calendar.known_on(today) if closed_on is None else calendar.known_before(closed_on),
    )


def _derive(steps: list[Step], views: Views) -> list[Clock]:
    arrivals = [step for step in steps if step.kind is StepKind.RECEIVED]
    arrival = _receipt(steps, arrivals)
    if arrival.received_on is None:
        return [_not_started(steps, arrival)]
    first, *reopened = _segments(steps)
    period = _opened(arrival.received_on, views(_closing(first)))
    repeated = [
        Finding(step.on, "receipt.twice", ART_31, "同一申请登记了两次收到，以最早的为准", step.id)
        for step in arrivals[1:]
    ]
    for finding in (*arrival.findings, *repeated):
        period.history.find(finding)
    _take(period, first)
    clocks = [period.clock()]
    for order, *segment in reopened:
        period = _reopened(period.history, order, views(_closing(segment)))
        _take(period, segment)
        clocks.append(period.clock())
    return clocks


def _receipt(steps: list[Step], arrivals: list[Step]) -> Receipt:
    if not arrivals:
        return Receipt(None, "没有收到申请的记录，请补报收到日期和方式")
    confirmed = next((step.on for step in steps if step.kind is StepKind.CONFIRMED), None)
    return receipt(arrivals[0].channel, arrivals[0].on, confirmed)


def _not_started(steps: list[Step], arrival: Receipt) -> Clock:
    closing = next((step for step in steps if step.kind in CLOSING), None)
    return Clock(
        state=CLOSING[closing.kind] if closing else State.NOT_STARTED,
        answered_on=closing.on if closing and closing.kind is StepKind.ANSWERED else None,
        alert="" if closing else arrival.alert,
        findings=arrival.findings,
        closings=(Closing(closing.on, CLOSING[closing.kind], closing.id),) if closing else (),
    )


def _segments(steps: list[Step]) -> list[list[Step]]:
    """The steps cut before each order to answer anew that follows a closing step."""
    segments: list[list[Step]] = [[]]
    closed = False
    for step in steps:
        if step.kind is StepKind.REOPENED and closed:
            segments.append([])
            closed = False
        segments[-1].append(step)
        closed = closed or step.kind in CLOSING
    return segments


def _closing(segment: list[Step]) -> date | None:
    """Day of the first closing step."""
    return next((step.on for step in segment if step.kind in CLOSING), None)


def _opened(received_on: date, view: CalendarView) -> Period:
    history = History(
        received_on,
        original_due_on=view.add_working_days(received_on, ANSWER_WITHIN_WORKING_DAYS).due_on,
        correct_by=view.add_working_days(received_on, CORRECTION_NOTICE_DAYS).due_on,
    )
    period = Period(view, received_on, history)
    period.say(received_on, ART_33, f"收到申请，{ANSWER_WITHIN_WORKING_DAYS}个工作日内答复")
    return period


def _reopened(history: History, order: Step, view: CalendarView) -> Period:
    """A new answer was ordered (复议、诉讼): what the periods before left stays."""
    period = Period(view, order.on, history)
    if order.until is not None and order.until < order.on:
        period.find(order, "reopened.day_past", ART_36, "责令重新答复的期限早于责令之日，按法定期限计算")
    else:
        period.agreed = order.until
    period.say(order.on, ART_36, "责令重新答复")
    return period


def _take(period: Period, segment: list[Step]) -> None:
    letters, unpaired = consultations(segment, period.view)
    period.history.letters += letters
    for finding in unpaired:
        period.history.find(finding)
    run(period, segment, letters)
