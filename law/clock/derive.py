"""From the list of steps to the clock: period after period, each of which ends once."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from datetime import date

from law.calendar import CalendarView, WorkingCalendar
from law.clock.arrival import arrival
from law.clock.consultations import opinions
from law.clock.history import History
from law.clock.period import Period
from law.clock.result import Clock, State
from law.clock.run import Steps, run
from law.clock.steps import Step, StepKind, in_order
from law.limits import ART_30, ART_36
from law.practice import Practices, standard

Views = Callable[[date | None], CalendarView]
"""Day on which a period ended, None while it has not → the notices it is judged by."""

_RECEIPT = frozenset({StepKind.RECEIVED, StepKind.CONFIRMED})
_TRIES = 3
"""Which notices judge a period depends on its end, and a lapse on the notices: so often it is run at most."""


def derive(steps: Iterable[Step], view: CalendarView, practice: Practices = standard) -> Clock:
    """The clock by one view of the calendar. Raises `CalendarError` for a date the calendar cannot answer for."""
    return _derive(in_order(steps), lambda _ended_on: view, None, practice)[-1]


def judge(
    steps: Iterable[Step], calendar: WorkingCalendar, today: date | None, practice: Practices = standard
) -> Clock:
    """The clock by the notices that count: known before the end where a period has ended, else known today."""
    return judge_periods(steps, calendar, today, practice)[-1]


def judge_periods(
    steps: Iterable[Step], calendar: WorkingCalendar, today: date | None, practice: Practices = standard
) -> list[Clock]:
    """The clock as each period that was reopened left it, and last the clock as it stands; each judged as by `judge`.

    Each of them carries the history up to its day, so the lines of n periods are about n²/2 references.
    """
    return _derive(
        in_order(steps),
        lambda ended_on: calendar.known_on(today) if ended_on is None else calendar.known_before(ended_on),
        today,
        practice,
    )


def _derive(ordered: list[Step], views: Views, today: date | None, practice: Practices) -> list[Clock]:
    case, steps = _opened(ordered, practice)
    period, opening, place = _settled(case, steps, None, 0, views, today, practice)
    if period.opened_on is not None:
        case.original_due_on = period.view.add_working_days(period.opened_on, period.law.days).due_on
    clocks = [_clock(case, period)]
    while opening is not None:
        period, opening, place = _settled(case, steps, opening, place, views, today, practice)
        clocks.append(_clock(case, period))
    return clocks


def _opened(ordered: list[Step], practice: Practices) -> tuple[History, Steps]:
    """The case with its receipt, and the steps that follow it."""
    came = arrival(ordered, practice)
    paired, unpaired = opinions(ordered)
    rest = [step for step in ordered if step.kind not in _RECEIPT]
    return History(came, findings=sorted([*came.findings, *unpaired])), Steps(rest, paired, came.arrived_on)


def _settled(
    case: History,
    steps: Steps,
    opening: Step | None,
    place: int,
    views: Views,
    today: date | None,
    practice: Practices,
) -> tuple[Period, Step | None, int]:
    """One period run by the notices that its end makes count; the step that opens the next, and the place after it."""
    end = steps.first_end(place)
    view = views(end.on if end else None)
    for _ in range(_TRIES):
        period = _begun(case, opening, view, practice)
        following = run(period, steps, place)
        fitting = views(_ended_on(period, today))
        if fitting is view:
            break
        view = fitting
    return period, *following


def _ended_on(period: Period, today: date | None) -> date | None:
    """The day it ended, also where it lapsed by nothing but the days that passed."""
    if period.ended is not None:
        return period.ended.on
    lapse_on = period.lapse_on()
    return lapse_on if lapse_on is not None and today is not None and today >= lapse_on else None


def _begun(case: History, opening: Step | None, view: CalendarView, practice: Practices) -> Period:
    """The period that receipt or reopening begins: what those before left stays."""
    if opening is None:
        on = case.arrival.opened_on
        period = Period(view, practice, on, case.corrected, case.charged)
        if on is not None:
            period.say(on, period.law.article, f"收到申请，{period.law.days}个工作日内答复")
        return period
    until = opening.until if opening.until is not None and opening.until >= opening.on else None
    period = Period(view, practice, opening.on, case.corrected, case.charged, opening.at, until)
    if opening.kind is StepKind.CORRECTION_RECEIVED:
        period.say(opening.on, ART_30, "有正当理由逾期补正，重新计算答复期限；此前的办结仍计入当年")
    else:
        if opening.until != until:
            period.find(opening, "reopened.day_past", ART_36, "重新答复的期限早于重新办理之日，按法定期限计算")
        period.say(opening.on, ART_36, "重新办理，重新答复")
    return period


def _clock(case: History, period: Period) -> Clock:
    """Enter what the period leaves into the history, and say where the clock stands."""
    case.corrected, case.charged = period.corrected, period.charged
    case.extension = case.extension or period.extension
    case.letters += period.letters
    case.lines += period.lines
    for finding in period.findings:
        insort(case.findings, finding)
    ended = period.ended
    if ended is not None:
        case.closings.append(ended)
    due = period.due()
    running = ended is None and not period.corrected
    return Clock(
        state=period.state,
        receipt=case.arrival.step,
        received_on=case.arrival.received_on,
        opened_on=period.opened_on,
        reopened_at=period.reopened_at,
        ordered_on=period.ordered_on,
        started_on=period.term.start if period.term else None,
        due_on=due.due_on if due else None,
        original_due_on=case.original_due_on,
        provisional=bool(due and due.provisional),
        calendars=due.calendars if due else {},
        excluded_days=period.term.excluded if period.term and due and period.agreed is None else 0,
        extended_days=period.term.extended if period.term else 0,
        extension=case.extension,
        lapses_after=period.awaited_until if period.awaiting or _lapsed(period) else None,
        correction_notice_due_on=period.correct_by if running else None,
        answered_on=ended.on if ended and ended.state is State.ANSWERED else None,
        alert=case.arrival.alert if ended is None and period.opened_on is None else "",
        consultations=tuple(case.letters),
        findings=tuple(case.findings),
        lines=tuple(case.lines),
        closings=tuple(case.closings),
        ended=ended,
    )


def _lapsed(period: Period) -> bool:
    return period.ended is not None and not period.ended.step
