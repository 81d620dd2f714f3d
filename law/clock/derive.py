"""From the list of steps to the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from law.calendar import CalendarView, WorkingCalendar
from law.clock.consultations import Consultation, consultations
from law.clock.effects import EFFECTS
from law.clock.period import Period
from law.clock.result import Clock, Closing, State
from law.clock.steps import Step, StepKind, in_order
from law.codes import ANSWER_WITHIN_WORKING_DAYS
from law.findings import Finding
from law.limits import ART_31, ART_33, ART_36, CORRECTION_NOTICE_DAYS
from law.receipt import Receipt, receipt

Views = Callable[[date | None], CalendarView]

CLOSING = {
    StepKind.ANSWERED: State.ANSWERED,
    StepKind.TRANSFERRED: State.TRANSFERRED,
    StepKind.WITHDRAWN: State.WITHDRAWN,
}
_CONSULTED = frozenset({StepKind.THIRD_PARTY_ASKED, StepKind.CO_MAKER_ASKED})


def derive(steps: Iterable[Step], view: CalendarView) -> Clock:
    """The clock by one view of the calendar. Raises `CalendarError` for a date the calendar cannot answer for."""
    return _derive(in_order(steps), lambda _closed_on: view)[-1]


def judge(steps: Iterable[Step], calendar: WorkingCalendar, today: date | None) -> Clock:
    """The clock by the notices that count: known before the answer where a period is closed, else known today."""
    return judge_periods(steps, calendar, today)[-1]


def judge_periods(steps: Iterable[Step], calendar: WorkingCalendar, today: date | None) -> list[Clock]:
    """The clock as each period that was reopened left it, and last the clock as it stands; each judged as by `judge`."""
    return _derive(
        in_order(steps),
        lambda closed_on: calendar.known_on(today) if closed_on is None else calendar.known_before(closed_on),
    )


def _derive(steps: list[Step], views: Views) -> list[Clock]:
    arrivals = [step for step in steps if step.kind is StepKind.RECEIVED]
    taken = _receipt(steps, arrivals)
    if taken.received_on is None:
        return [_not_started(steps, taken)]
    received = taken.received_on
    period, found = Period(views(_closing(steps)), received, received), list(taken.findings)
    asked: list[Consultation] = []
    given = _Given(
        received,
        period.view.add_working_days(received, ANSWER_WITHIN_WORKING_DAYS).due_on,
        period.view.add_working_days(received, CORRECTION_NOTICE_DAYS).due_on,
    )
    period.say(received, ART_33, f"收到申请，{ANSWER_WITHIN_WORKING_DAYS}个工作日内答复")
    found += [
        Finding(step.on, "receipt.twice", ART_31, "同一申请登记了两次收到，以最早的为准", step.id)
        for step in arrivals[1:]
    ]
    clocks = []
    for segment in _segments(steps):
        if segment[0].kind is StepKind.REOPENED and period.closed_on is not None:
            clocks.append(_clock(given, period, asked, found))
            period = _reopened(period, segment.pop(0), views(_closing(segment)))
        letters, unpaired = consultations(segment, period.view)
        asked += letters
        found += unpaired
        _run(period, segment, letters, received)
    return [*clocks, _clock(given, period, asked, found)]


class _Given(NamedTuple):
    """What the receipt fixes: its day, the first due date, the last day to ask for a correction."""

    received_on: date
    original_due_on: date
    correct_by: date


def _clock(given: _Given, period: Period, asked: list[Consultation], found: list[Finding]) -> Clock:
    due = period.due()
    return Clock(
        state=period.state,
        received_on=given.received_on,
        started_on=period.start,
        due_on=due.due_on if due else None,
        original_due_on=given.original_due_on,
        provisional=bool(due and due.provisional),
        calendars=due.calendars if due else {},
        excluded_days=period.excluded(),
        extended_days=period.extended,
        extended_on=period.extended_on,
        closings=tuple(period.closings),
        lapses_after=period.awaited_until if period.awaiting or period.stopped else None,
        correction_notice_due_on=None if period.corrected else given.correct_by,
        answered_on=period.closed_on if period.state is State.ANSWERED else None,
        consultations=tuple(asked),
        findings=tuple(sorted(found + period.findings)),
        lines=tuple(period.lines),
    )


def _receipt(steps: list[Step], arrivals: list[Step]) -> Receipt:
    if not arrivals:
        return Receipt(None, "没有收到申请的记录，请补报收到日期和方式")
    confirmed = next((step.on for step in steps if step.kind is StepKind.CONFIRMED), None)
    return receipt(arrivals[0].channel, arrivals[0].on, confirmed)


def _not_started(steps: list[Step], taken: Receipt) -> Clock:
    closing = next((step for step in steps if step.kind in CLOSING), None)
    return Clock(
        state=CLOSING[closing.kind] if closing else State.NOT_STARTED,
        answered_on=closing.on if closing and closing.kind is StepKind.ANSWERED else None,
        alert="" if closing else taken.alert,
        findings=taken.findings,
        closings=(Closing(closing.on, CLOSING[closing.kind], closing.id),) if closing else (),
    )


def _closing(steps: list[Step]) -> date | None:
    """Day of the first closing step; in a reopened period of the first one after the reopening."""
    return next((step.on for step in steps if step.kind in CLOSING), None)


def _segments(steps: list[Step]) -> list[list[Step]]:
    """The steps cut at each reopening that follows a closing step."""
    segments: list[list[Step]] = [[]]
    for step in steps:
        if step.kind is StepKind.REOPENED and _closing(segments[-1]) is not None:
            segments.append([])
        segments[-1].append(step)
    return [segment for segment in segments if segment]


def _reopened(old: Period, step: Step, view: CalendarView) -> Period:
    """A new answer was ordered (复议、诉讼): what was found in the old period stays."""
    period = Period(
        view,
        step.on,
        step.on,
        corrected=old.corrected,
        charged=old.charged,
        extended_on=old.extended_on,
        closings=old.closings,
        findings=old.findings,
        lines=old.lines,
    )
    if step.until is not None and step.until < step.on:
        period.find(step, "reopened.day_past", ART_36, "责令重新答复的期限早于责令之日，按法定期限计算")
    else:
        period.agreed = step.until
    period.say(step.on, ART_36, "责令重新答复")
    return period


def _run(period: Period, segment: list[Step], letters: list[Consultation], received: date) -> None:
    by_step = {(letter.asked, letter.ref, letter.asked_on, letter.step): letter for letter in letters}
    for step in segment:
        if step.kind in CLOSING:
            _close(period, step, received)
        elif step.kind is StepKind.REOPENED:
            period.find(step, "reopened.open", ART_36, "责令重新答复，但此前没有答复记录")
        elif step.kind in EFFECTS or step.kind in _CONSULTED:
            if period.closed_on is not None:
                period.find(step, "step.after_close", ART_33, "答复或者办结之后的步骤，不影响答复期限")
            elif step.on < received:
                period.find(step, "step.before_receipt", ART_33, f"早于收到日期{received}，不影响答复期限")
            elif step.kind in _CONSULTED:
                _consult(period, step, by_step[step.kind, step.ref, step.on, step.id])
            else:
                EFFECTS[step.kind](period, step)


def _consult(period: Period, step: Step, letter: Consultation) -> None:
    if period.past(step.on):
        period.find(step, "consultation.after_due", ART_33, "答复期限已过，征求意见不影响期限")
        return
    period.pauses.append(letter)
    end = f"至{letter.answered_on}收到意见" if letter.answered_on else f"未收到意见，计至{letter.limit_on}"
    period.say(step.on, letter.article, f"征求意见，{end}，期间不计算在内；逾期不答复的{letter.silence}")


def _close(period: Period, step: Step, received: date) -> None:
    if period.closed_on is not None:
        if step.kind is StepKind.ANSWERED:
            period.find(
                step, "answer.second", ART_36, "已经办结，再次答复不改变结果；重新答复请先记录重新办理"
            )
        return
    due = period.due()
    if step.kind is StepKind.ANSWERED:
        if step.on < received:
            period.find(step, "answer.before_receipt", ART_33, f"答复日期早于收到日期{received}")
        elif due is not None and step.on > due.due_on:
            period.find(step, "answer.late", ART_33, f"应于{due.due_on}前答复，实际{step.on}答复")
    names = {
        StepKind.ANSWERED: "答复申请人",
        StepKind.TRANSFERRED: "转送其他行政机关",
        StepKind.WITHDRAWN: "申请人撤回申请",
    }
    period.say(step.on, ART_36, names[step.kind])
    period.idle_at_close = due is None
    period.closed_on, period.state = step.on, CLOSING[step.kind]
    period.closings.append(Closing(step.on, period.state, step.id))
