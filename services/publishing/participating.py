"""What consultations, hearings and meetings share: feedback on opinions, time that has to lie between, whose decision it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from chassis.case import ONE_DAY, Case
from chassis.dated import Dated
from contracts.decision import DECISION
from contracts.kit import Duty, Key, Least
from contracts.participation import Heads
from contracts.references import key_named
from law.findings import Finding
from law.limit import LimitUnit, last_day

UNTOLD = "outcome_untold"
"""Finding of a hearing or meeting whose day is over, and nobody told what became of it."""


def decision_key(named: str | None, own_org: str) -> list[Key]:
    """The decision that a fact names, if it names one."""
    return [key_named(DECISION.kind, named, own_org)] if named else []


def latest_before(case: Case, least: Least, day: date) -> date:
    """The last day that leaves before ``day`` the time that has to lie between; the calendar is the one known on ``day``."""
    limit = case.profile.least(least, day)
    if limit.unit is LimitUnit.WORKING_DAYS:
        return case.calendar.known_on(day).subtract_working_days(day, limit.amount)
    return day - timedelta(days=limit.amount)


def earliest_after(case: Case, least: Least, day: date) -> date:
    """The first day by which the time has passed that begins with ``day``, by the calendar known then: it is announced so."""
    return last_day(case.profile.least(least, day), day, case.calendar.known_on(day)).due_on


def called_off(announced: Sequence[Dated[Any]], cancellations: Sequence[Dated[Any]]) -> date | None:
    """The first day on which it was called off and not announced again since; None where it is to take place."""
    newest = announced[-1][:2] if announced else None
    return next((step.on for step in cancellations if newest is None or step[:2] >= newest), None)


def owe_feedback(
    case: Case, duty: Duty, since: date, feedback: Sequence[Dated[Any]], facts: Sequence[str]
) -> Dated[Any] | None:
    """Feedback is owed from ``since`` on; the first of that day or later meets it, and what came before is found."""
    met = next((step for step in feedback if step.on >= since), None)
    case.owe(duty, since, met_on=met.on if met else None, facts=[*facts, *([met.id] if met else [])])
    for step in feedback:
        if step.on < since:
            text = f"采纳情况反馈于{step.on}，早于{since}结束；结束之后请再反馈"
            case.find(Finding(step.on, f"{duty.code}.too_early", duty.article, text, step.id))
    return met


def find_unheld(
    case: Case,
    article: str,
    what: str,
    announced_for: date | None,
    cancelled_on: date | None,
    steps: Sequence[Dated[Any]],
    announced: Sequence[Dated[Any]],
) -> None:
    """Of what nobody says was held: its other steps, where it was not announced either; else that its day is over.

    Neither stands any more as soon as it is told that it was held or called off.
    """
    family = case.key.kind.partition(".")[2]
    if announced_for is None:
        for step in steps:
            text = f"没有报过{what}的公告或者召开；请核对事项编号，或者补报，补报后自动对应"
            case.find(Finding(step.on, f"{family}.not_held", article, text, step.id))
    elif cancelled_on is None and announced_for < case.today:
        text = f"{what}公告于{announced_for}召开，没有报过召开、改期或者取消；请补报"
        case.find(Finding(announced_for, f"{family}.{UNTOLD}", article, text, announced[-1].id))
    elif cancelled_on is None:
        case.look_again(announced_for + ONE_DAY)


def opinions(feedback: Sequence[Dated[Any]]) -> dict[str, Any]:
    """The numbers that the newest feedback tells."""
    if not feedback:
        return {"received": None, "adopted": None, "answered": None}
    data = feedback[-1].data
    return {"received": data.received, "adopted": data.adopted, "answered": data.answered}


def count_heads(case: Case, on: date, measure: str, heads: Heads) -> None:
    """Each kind of people that there were any of."""
    for kind, number in heads.by_kind.items():
        case.count(on, f"{measure}@{kind}", number)
