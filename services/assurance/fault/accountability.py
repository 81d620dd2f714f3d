"""Faults of one kind in one unit: which came again after a re-check, and what is proposed then (rule 48, 101号 三（三）)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.assurance import ARTICLE_47, SUPERVISION
from contracts.fault import FAULT, REPEATED, AccountabilityState, Repeated
from law.findings import Finding
from law.limit import last_day

MOST_REPEATED = 50
"""Repeated faults that the state names, the newest."""


class Known(msgspec.Struct):
    """What it needs of a fault."""

    subject: str
    kind: str | None = None
    found_on: date | None = None
    rechecked_on: list[date] = []
    dropped_on: date | None = None
    accounted_on: date | None = None


def fold_accountability(case: Case) -> Folded:
    """Every fault of the kind that was found again within the span of a re-check of another one."""
    faults = sorted(
        (fault.found_on, fault.subject, fault)
        for fault in case.linked(FAULT.kind, Known)
        if fault.kind == case.key.subject and fault.found_on is not None and fault.dropped_on is None
    )
    rechecks = sorted((on, fault.subject) for _, _, fault in faults for on in fault.rechecked_on)
    repeated = [each for on, _, fault in faults if (each := _again(case, on, fault, rechecks))]
    for each in repeated:
        case.count(each.found_on, "faults_repeated")
        if case.profile.asks(REPEATED.code, each.found_on):
            _propose(case, each)
    return case.close(
        AccountabilityState,
        title=case.key.subject,
        kind=case.key.subject,
        faults=len(faults),
        repeated=repeated[-MOST_REPEATED:],
        proposals=sum(each.accounted_on is None for each in repeated),
    )


def _again(case: Case, found_on: date, fault: Known, rechecks: Sequence[tuple[date, str]]) -> Repeated | None:
    """The fault, if the last re-check before it lies within the span. Its own re-checks all lie after it."""
    before = bisect_left(rechecks, (found_on, ""))
    if before == 0:
        return None
    on, other = rechecks[before - 1]
    limit = case.profile.limit(REPEATED, found_on) or REPEATED.limit
    assert limit is not None, "the check is about a length of time"
    if found_on > last_day(limit, on, case.calendar.known_on(found_on)).due_on:
        return None
    return Repeated.of(
        fault=fault.subject, found_on=found_on, after=other, rechecked_on=on, accounted_on=fault.accounted_on
    )


def _propose(case: Case, each: Repeated) -> None:
    """To hold to account; when that is decided, it says so."""
    what = f"问题{each.after}于{each.rechecked_on}复查后，同类问题{each.fault}又于{each.found_on}发生"
    then = "建议启动责任追究" if each.accounted_on is None else f"已于{each.accounted_on}作出责任追究决定"
    text = f"{what}，{then}"
    case.find(Finding(each.found_on, "accountability.repeated", f"{ARTICLE_47}、{SUPERVISION}", text))
