"""Reviews and lawsuits that are about an application: its cases, and what their decisions order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case
from contracts import application as duty
from contracts.application import handling as h
from contracts.application.state import RemedyCase, ResultState
from contracts.dispute import DISPUTE, Order
from contracts.obligations import Obligation
from law.codes import ObligationStatus
from law.compliance import period_to_comply
from law.findings import Finding
from law.remedies import suspicion
from law.table4 import Remedy, Result
from services.requests.application.facts import Moment
from services.requests.application.life import Ended, Life

_LATE = frozenset({"answer.late", "ended.late"})
UNMET = frozenset({ObligationStatus.OPEN, ObligationStatus.OVERDUE})


class Dispute(msgspec.Struct):
    """What an application needs of a review or a lawsuit."""

    subject: str
    applications: list[str] = []
    remedy: Remedy | None = None
    filed_on: date | None = None
    decided_on: date | None = None
    result: Result | None = None
    co_defendant: bool = False
    order: Order | None = None


def disputes(case: Case) -> list[Dispute]:
    """Those that are about this application now; a state that named it once flows here still."""
    return [dispute for dispute in case.linked(DISPUTE.kind, Dispute) if case.key.subject in dispute.applications]


def stated(about: Sequence[Dispute]) -> list[RemedyCase]:
    """As the application's state lists them, by number."""
    return [
        RemedyCase(
            case=dispute.subject,
            remedy=dispute.remedy,
            filed_on=dispute.filed_on,
            decided_on=dispute.decided_on,
            result=dispute.result,
            co_defendant=dispute.co_defendant,
        )
        for dispute in about
        if dispute.remedy is not None and dispute.filed_on is not None
    ]


def suspicions(cases: Sequence[RemedyCase], results: Sequence[ResultState]) -> list[Finding]:
    """Lawsuits that should have gone to review first, by the answer that stood when they were filed."""
    suspected = []
    for remedied in cases:
        standing = [result for result in results if result.on <= remedied.filed_on] or results[:1]
        if standing:
            suspected.append(suspicion(remedied.remedy, remedied.filed_on, standing[-1].code, standing[-1].on))
    return [finding for finding in suspected if finding is not None]


def comply(case: Case, life: Life, about: Sequence[Dispute]) -> None:
    """One duty for each order, by its own day: met by the first answer after the decision, on the day of its service.

    A withdrawal takes it away.
    """
    for dispute, order, since in _orders(case, about):
        answer = life.facts.first(h.ApplicationAnswered, "answered_on", since)
        gone = life.facts.first(h.ApplicationWithdrawn, "withdrawn_on", since)
        if answer is not None and gone is not None and _moment(life, gone) < _moment(life, answer):
            answer = None
        limit, rule = period_to_comply(order.until, order.within)
        owed = case.owe(
            duty.COMPLY,
            order.opened_on,
            name=dispute.subject,
            met_on=life.served_on(answer[1]) if answer else None,
            facts=[order.fact, *([answer[1]] if answer else [])],
            limit=limit,
            set_on=order.until,
            ended_on=gone[0] if gone else None,
            rule=rule,
        )
        if answer is not None and owed.status is ObligationStatus.MET_LATE:
            text = f"决定或者裁判要求于{owed.due_on}前履行，实际{owed.met_on}答复"
            case.find(Finding(answer[0], "comply.late", duty.COMPLY.article, text, answer[1]))
        if answer is None and gone is not None and owed.met_on is not None:
            text = f"应于{owed.due_on}前履行，至{owed.met_on}申请人撤回时仍未履行"
            case.find(Finding(owed.met_on, "ended.late", duty.COMPLY.article, text, gone[1]))


def is_ordered(case: Case, life: Life, period: Ended, about: Sequence[Dispute]) -> bool:
    """Whether ``period`` was opened for an order that no answer had met yet: one omission is one duty, the order's."""
    opened_on, reopened_at = period.clock.opened_on, period.clock.reopened_at
    if not about or period is life.periods[0] or opened_on is None or reopened_at is None:
        return False
    at = opened_on, reopened_at
    return any(since <= at and not _answered(life, since, at) for _, _, since in _orders(case, about))


def of_the_clock(case: Case, life: Life, about: Sequence[Dispute]) -> list[Finding]:
    """What the clock found, but for a late end of a period that an order opened: that goes by the day of the order."""
    ended = {period.closing.step for period in life.periods if period.closing and is_ordered(case, life, period, about)}
    return [finding for finding in life.clock.findings if finding.code not in _LATE or finding.step not in ended]


def ruling(case: Case, life: Life, about: Sequence[Dispute]) -> Obligation | None:
    """What is owed first of the orders for which the running period was opened: it says by when to answer."""
    if life.over or not is_ordered(case, life, life.periods[-1], about):
        return None
    unmet = [o for o in case.obligations if o.duty == duty.COMPLY.code and o.status in UNMET]
    return min(unmet, key=lambda owed: owed.due_on, default=None)


def _answered(life: Life, since: Moment, reopened: Moment) -> bool:
    """Whether an answer came from ``since`` on and before the reopening, also in its very moment where it is what was reopened."""
    if life.facts.first(h.ApplicationAnswered, "answered_on", since, reopened) is not None:
        return True
    ends = {ended.closing.step for ended in life.periods if ended.closing is not None and ended.reopened == reopened}
    return any(
        fact.id in ends and since <= (fact.data.answered_on, fact.time)
        for fact in life.facts
        if isinstance(fact.data, h.ApplicationAnswered)
    )


def _orders(case: Case, about: Sequence[Dispute]) -> list[tuple[Dispute, Order, Moment]]:
    """Orders about this application, each with the place of its decision."""
    return [
        (dispute, dispute.order, (dispute.decided_on, dispute.order.ordered_at))
        for dispute in about
        if dispute.order is not None
        and dispute.decided_on is not None
        and case.key.subject in dispute.order.applications
    ]


def _moment(life: Life, step: tuple[date, str]) -> Moment:
    on, fact_id = step
    return on, next(fact.time for fact in life.facts if fact.id == fact_id)
