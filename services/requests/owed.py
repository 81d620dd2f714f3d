"""What is owed over an application: register, correct, ask third parties, answer, archive, comply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.obligations import within_working_days
from contracts.application import handling as a
from contracts.application import consulting as c
from contracts.application.state import ResultState
from contracts.envelope import Fact
from contracts.obligations import Explanation, Obligation
from law.calendar import WorkingCalendar
from law.clock import Clock, Standing, State
from law.codes import ANSWER_WITHIN_WORKING_DAYS, ARTICLES, ObligationKind, ObligationStatus
from law.limits import ARCHIVE_BY, COMPLY_DAYS, CORRECTION_NOTICE_DAYS, REGISTER_DAYS
from services.requests.outcome import disclosed
from services.requests.remedies import orders

_CLOSED = frozenset({State.ANSWERED, State.TRANSFERRED, State.WITHDRAWN})
_LAPSED = frozenset({State.LAPSED_CORRECTION, State.LAPSED_PAYMENT})


@dataclass(frozen=True)
class Case:
    """What the obligations of one application rest on. ``periods``: the clock as each period ended it, the running one last."""

    org: str
    subject: str
    facts: Sequence[Fact]
    receipt: Fact | None
    periods: Sequence[Clock]
    standing: Standing
    results: Sequence[ResultState]
    calendar: WorkingCalendar
    today: date

    @property
    def clock(self) -> Clock:
        """The clock as it stands."""
        return self.periods[-1]

    @property
    def over(self) -> bool:
        """Whether the application is closed or has lapsed."""
        return self.clock.state in _CLOSED or self.standing.state in _LAPSED

    def first(self, kind: type, day: str) -> tuple[date, str] | None:
        """Day and id of the earliest fact of ``kind``."""
        return min(
            ((getattr(f.data, day), f.id) for f in self.facts if isinstance(f.data, kind)), default=None
        )

    def within(
        self, kind: ObligationKind, opened_on: date, days: int, met: tuple[date, str] | None, because: Sequence[str]
    ) -> Obligation:  # fmt: skip
        """An obligation of so many working days; excused when the application is over and it was not met."""
        facts = [*because, *([met[1]] if met else [])]
        obligation, _ = within_working_days(
            kind,
            self.org,
            self.subject,
            opened_on,
            days,
            met[0] if met else None,
            facts,
            self.calendar,
            self.today,
        )
        return obligation


def obligations(case: Case) -> list[Obligation]:
    """All of them, in the order of the law's steps."""
    return [*_register(case), *_correct(case), *_ask(case), *_answers(case), *_archive(case), *_comply(case)]


def _register(case: Case) -> list[Obligation]:
    if case.receipt is None:
        return []
    assert isinstance(case.receipt.data, a.ApplicationReceived)
    arrived = case.receipt.data.received_on
    met = case.first(a.ApplicationRegistered, "registered_on")
    return [case.within(ObligationKind.REGISTER, arrived, REGISTER_DAYS, met, [case.receipt.id])]


def _correct(case: Case) -> list[Obligation]:
    if case.receipt is None or case.clock.received_on is None:
        return []
    assert isinstance(case.receipt.data, a.ApplicationReceived)
    met = case.first(a.CorrectionRequested, "requested_on")
    if met is None and not case.receipt.data.missing:
        return []
    obligation = case.within(
        ObligationKind.CORRECT, case.clock.received_on, CORRECTION_NOTICE_DAYS, met, [case.receipt.id]
    )
    return [_excused(obligation) if met is None and case.over else obligation]


def _ask(case: Case) -> list[Obligation]:
    start = case.periods[0].started_on
    reviews = [f for f in case.facts if isinstance(f.data, a.ApplicationReviewed) and f.data.third_party]
    met = case.first(c.ThirdPartyAsked, "asked_on")
    if start is None or (met is None and not reviews):
        return []
    obligation = case.within(
        ObligationKind.ASK_THIRD_PARTY, start, ANSWER_WITHIN_WORKING_DAYS, met, [f.id for f in reviews]
    )
    return [_excused(obligation) if met is None and case.over and not disclosed(case.results) else obligation]


def _answers(case: Case) -> list[Obligation]:
    return [one for clock in case.periods for one in _answer(case, clock)]


def _answer(case: Case, clock: Clock) -> list[Obligation]:
    """Due while it runs; met by the answer, excused by a withdrawal or a transfer. None is owed while the clock stands."""
    if clock.received_on is None or clock.original_due_on is None or clock.started_on is None:
        return []
    opened = clock.received_on if clock is case.periods[0] else clock.started_on
    due = clock.due_on
    if due is None:
        if clock.answered_on is None:
            return []
        due = max(clock.original_due_on, clock.answered_on)
    if clock.answered_on is not None:
        status = ObligationStatus.MET if clock.answered_on <= due else ObligationStatus.MET_LATE
    elif clock.state in _CLOSED:
        status = ObligationStatus.EXCUSED
    else:
        status = ObligationStatus.OVERDUE if case.today > due else ObligationStatus.OPEN
    original = case.calendar.known_on(opened).add_working_days(opened, ANSWER_WITHIN_WORKING_DAYS)
    ids = [case.receipt.id] if case.receipt else []
    ids += [closing.step for closing in clock.closings[-1:] if clock.state in _CLOSED]
    explanation = Explanation(
        article=ARTICLES[ObligationKind.ANSWER], start=clock.started_on,
        working_days=ANSWER_WITHIN_WORKING_DAYS + clock.extended_days + clock.excluded_days,
        calendars={str(year): version for year, version in clock.calendars.items()},
        rule="；".join(line.text for line in clock.lines) if len(clock.lines) > 2 else "",
    )  # fmt: skip
    return [
        Obligation(
            kind=ObligationKind.ANSWER, org=case.org, subject=case.subject, opened_on=opened, due_on=due,
            original_due_on=original.due_on, provisional=clock.provisional, met_on=clock.answered_on, status=status,
            facts=ids, explanation=explanation,
        )
    ]  # fmt: skip


def _archive(case: Case) -> list[Obligation]:
    if not case.over or not case.results:
        return []
    opened = case.results[-1].on
    due = date(opened.year + 1, *ARCHIVE_BY)
    met = case.first(a.ApplicationArchived, "archived_on")
    if met is not None:
        status = ObligationStatus.MET if met[0] <= due else ObligationStatus.MET_LATE
    else:
        status = ObligationStatus.OVERDUE if case.today > due else ObligationStatus.OPEN
    rule = f"办结次年{ARCHIVE_BY[0]}月{ARCHIVE_BY[1]}日前归档"
    return [
        Obligation(
            kind=ObligationKind.ARCHIVE, org=case.org, subject=case.subject, opened_on=opened, due_on=due,
            original_due_on=due, provisional=False, met_on=met[0] if met else None, status=status,
            facts=[*([case.results[-1].fact] if case.results[-1].fact else []), *([met[1]] if met else [])],
            explanation=Explanation(
                article=ARTICLES[ObligationKind.ARCHIVE], start=opened, working_days=0, calendars={}, rule=rule
            ),
        )
    ]  # fmt: skip


def _comply(case: Case) -> list[Obligation]:
    ordered = orders(case.facts)
    if not ordered:
        return []
    fact, decision = ordered[-1]
    answers = [
        (f.data.answered_on, f.id)
        for f in case.facts
        if isinstance(f.data, a.ApplicationAnswered) and f.data.answered_on >= decision.decided_on
    ]
    met = min(answers, default=None)
    obligation = case.within(ObligationKind.COMPLY, decision.decided_on, COMPLY_DAYS, met, [fact.id])
    if decision.until is None or decision.until < decision.decided_on:
        return [obligation]
    due = decision.until
    if met is not None:
        status = ObligationStatus.MET if met[0] <= due else ObligationStatus.MET_LATE
    else:
        status = ObligationStatus.OVERDUE if case.today > due else ObligationStatus.OPEN
    explanation = obligation.explanation.model_copy(
        update={"working_days": 0, "calendars": {}, "rule": "决定或者裁判确定的期限"}
    )
    changes = {
        "due_on": due,
        "original_due_on": due,
        "provisional": False,
        "status": status,
        "explanation": explanation,
    }
    return [obligation.model_copy(update=changes)]


def _excused(obligation: Obligation) -> Obligation:
    return obligation.model_copy(update={"status": ObligationStatus.EXCUSED})
