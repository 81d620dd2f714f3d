"""What the facts about an application come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.amend import effective
from chassis.folding import Folded
from contracts.application import state as s
from contracts.application import handling as a
from contracts.application import remedies as r
from contracts.envelope import Fact
from contracts.states import State
from law.calendar import WorkingCalendar
from law.clock import Clock, Standing, judge_periods, standing
from law.clock import State as Stage
from law.findings import Finding
from services.requests import outcome, remedies
from services.requests.owed import Case, obligations
from services.requests.reminders import next_day
from services.requests.steps import clock_steps, impossible

NO_RECEIPT = "answered_without_receipt"
"""An answer has arrived, the receipt that it answers has not (yet)."""
BEFORE_RECEIPT = "answered_before_receipt"


def fold(facts: Sequence[Fact], reference: State | None, calendar: WorkingCalendar, today: date) -> Folded:
    """The application: its clock re-derived from the dated facts, outcome, obligations and findings.

    Of several receipts the latest by (time, id) counts: the others are earlier reports of the same thing.
    Notices known before the answer judge a closed period, those known today an open one.
    """
    counting, flags = effective({fact.id: fact for fact in facts}.values())
    receipt = next((f for f in reversed(counting) if isinstance(f.data, a.ApplicationReceived)), None)
    reports = [f for f in counting if isinstance(f.data, a.ApplicationReceived) and f is not receipt]
    counting = [f for f in counting if f not in reports]
    periods = judge_periods(clock_steps(counting), calendar, today)
    clock, now = periods[-1], standing(periods[-1], today)
    results, findings = outcome.results(clock, now, counting)
    arrived = (
        receipt.data.received_on if receipt and isinstance(receipt.data, a.ApplicationReceived) else None
    )
    received_on = clock.received_on or (arrived if results else None)
    cases, warnings = remedies.cases(counting, results)
    charge, wrong = remedies.charge(counting)
    findings += [*clock.findings, *warnings, *wrong, *impossible(counting)]
    findings += outcome.third_party_findings(counting, results)
    findings += [
        Finding(f.data.received_on, "receipt.twice", "条例第三十一条", "又报了一次收到，以最后报的为准", f.id)
        for f in reports
        if isinstance(f.data, a.ApplicationReceived)
    ]
    answered_on = _answered(counting, clock)
    if answered_on is not None and receipt is None:
        flags = [*flags, NO_RECEIPT]
    elif answered_on is not None and received_on is not None and answered_on < received_on:
        flags = [*flags, BEFORE_RECEIPT]
    case = Case(facts[0].org, facts[0].subject, counting, receipt, periods, now, results, calendar, today)
    owed = obligations(case)
    transfer = next((f.data for f in counting if isinstance(f.data, a.ApplicationTransferred)), None)
    given = receipt.data if receipt and isinstance(receipt.data, a.ApplicationReceived) else None
    state = s.ApplicationState.model_construct(
        org=case.org, subject=case.subject,
        applicant_kind=given.applicant_kind if given else None,
        channel=given.channel if given else None,
        received_on=received_on, answered_on=answered_on,
        working_days=_taken(received_on, answered_on, calendar),
        flags=sorted(flags), obligations=owed,
        applicant_ref=given.applicant_ref if given else None,
        subject_hash=given.subject_hash if given else None,
        arrived_on=arrived, state=now.state, alert=clock.alert, started_on=clock.started_on, due_on=clock.due_on,
        original_due_on=clock.original_due_on, provisional=clock.provisional,
        calendars={str(year): version for year, version in clock.calendars.items()},
        excluded_days=clock.excluded_days, extended_days=clock.extended_days, extended_on=clock.extended_on,
        correction_notice_due_on=clock.correction_notice_due_on, lapses_after=clock.lapses_after,
        consultations=_consultations(clock), results=results,
        counted=outcome.counted(given.applicant_kind if given else None, received_on, results),
        transferred=clock.state is Stage.TRANSFERRED and not results,
        transferred_to=transfer.to if transfer else None,
        transferred_from=given.transferred_from if given else None,
        fee=charge, cases=cases,
        complaints=sorted(f.data.complained_on for f in counting if isinstance(f.data, r.ApplicationComplained)),
        registered_on=_day(case, a.ApplicationRegistered, "registered_on"),
        reviewed_on=_day(case, a.ApplicationReviewed, "reviewed_on"),
        delivered_on=_day(case, a.AnswerDelivered, "delivered_on"),
        archived_on=_day(case, a.ApplicationArchived, "archived_on"),
        missing=_missing(counting),
        findings=[_finding(one) for one in sorted(set(findings))],
        lines=[s.ClockLine(on=x.on, article=x.article, text=x.text, due_on=x.due_on) for x in clock.lines],
    )  # fmt: skip
    return Folded(state, _check_on(now, next_day(owed, today, calendar.known_on(today)), today))


def _check_on(now: Standing, reminder: date | None, today: date) -> date | None:
    return min((day for day in (now.next_on, reminder) if day is not None and day > today), default=None)


def _answered(facts: Sequence[Fact], clock: Clock) -> date | None:
    """Day of the first answer that closed a period."""
    closing = next((c for c in clock.closings if c.state is Stage.ANSWERED), None)
    return closing.on if closing else None


def _taken(received_on: date | None, answered_on: date | None, calendar: WorkingCalendar) -> int | None:
    if received_on is None or answered_on is None:
        return None
    return calendar.known_before(answered_on).count_working_days(received_on, answered_on)


def _day(case: Case, kind: type, name: str) -> date | None:
    first = case.first(kind, name)
    return first[0] if first else None


def _missing(facts: Sequence[Fact]) -> list[str]:
    asked = [f.data.missing for f in facts if isinstance(f.data, a.CorrectionRequested) and f.data.missing]
    lacking = [f.data.missing for f in facts if isinstance(f.data, a.ApplicationReceived) and f.data.missing]
    return [part.value for part in (asked or lacking or [[]])[0]]


def _finding(one: Finding) -> s.StatedFinding:
    return s.StatedFinding(on=one.on, code=one.code, article=one.article, text=one.text, fact=one.step)


def _consultations(clock: Clock) -> list[s.StatedConsultation]:
    return [
        s.StatedConsultation(
            kind=c.asked, ref=c.ref, asked_on=c.asked_on, limit_on=c.limit_on, answered_on=c.answered_on,
            article=c.article, silence=c.silence,
        )
        for c in clock.consultations
    ]  # fmt: skip
