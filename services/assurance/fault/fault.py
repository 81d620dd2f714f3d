"""What the facts about one fault come to: found, to be mended by a day, mended as unit and re-checks say, dropped, answered for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.appeal import APPEAL, AppealOutcome
from contracts.assurance import ARTICLE_47, SUPERVISION
from contracts.fault import (
    ACCOUNTABILITY,
    APPEAL_IN_TIME,
    MEND_FAULT,
    RECTIFICATION,
    FaultAccounted,
    FaultDropped,
    FaultFound,
    FaultKind,
    FaultRechecked,
    FaultState,
)
from contracts.kit import Key
from law.findings import Finding
from law.limit import last_day

MOST_DAYS = 50
"""Re-checks that the state names, the newest."""
MOST_TITLE = 100


class Appeal(msgspec.Struct):
    """What a fault needs of an appeal against it."""

    subject: str
    fault: str | None = None
    filed_on: date | None = None
    outcome: AppealOutcome | None = None
    decided_on: date | None = None


class Rectification(msgspec.Struct):
    """What a fault needs of the unit's report that it is mended."""

    subject: str
    fault: str | None = None
    done_on: list[date] = []


class Mended(NamedTuple):
    """When it was mended: as the unit says since the last re-check that failed, and as a re-check confirms."""

    done_on: date | None
    on: date | None
    confirmed: bool


Rechecks = Sequence[Dated[FaultRechecked]]


def fold_fault(case: Case) -> Folded:
    """The fault: found on the first day, otherwise as last told."""
    findings = dated(case, FaultFound, "found_on")
    rechecked = dated(case, FaultRechecked, "rechecked_on")
    reports = [each for each in case.linked(RECTIFICATION.kind, Rectification) if each.fault == case.key.subject]
    appeals = [each for each in case.linked(APPEAL.kind, Appeal) if each.fault == case.key.subject]
    accounted = dated(case, FaultAccounted, "decided_on")
    if not findings:
        return _unknown(case, reports, appeals)
    first, newest = findings[0], findings[-1].data
    rechecks = [step for step in rechecked if step.on >= first.on]
    dropped_on = _dropped_on(case, first.on, appeals)
    mended = _mended(first.on, rechecks, sorted(on for report in reports for on in report.done_on))
    case.owe(
        MEND_FAULT,
        first.on,
        set_on=max(newest.mend_by, first.on),
        met_on=mended.on if dropped_on is None else None,
        excused=dropped_on is not None,
        facts=[first.id, *(step.id for step in rechecks[-1:])],
    )
    _find_early(case, first.on, rechecked, reports)
    _find_late_appeals(case, first, appeals)
    if dropped_on is None:
        _judge(case, first.on, newest.kind, rechecks, mended, accounted[-1] if accounted else None)
    return case.close(
        FaultState,
        title=f"{newest.kind}：{newest.what}"[:MOST_TITLE],
        kind=newest.kind,
        found_on=first.on,
        mend_by=newest.mend_by,
        done_on=mended.done_on,
        rechecked_on=[step.on for step in rechecks][-MOST_DAYS:],
        failed=sum(not step.data.mended for step in rechecks),
        mended_on=mended.on,
        confirmed=mended.confirmed,
        dropped_on=dropped_on,
        accounted_on=accounted[-1].on if accounted else None,
        outcome=accounted[-1].data.outcome if accounted else None,
        sends=[] if newest.kind is FaultKind.OTHER else [Key(ACCOUNTABILITY.kind, case.key.org, newest.kind.value)],
    )


def _unknown(case: Case, reports: Sequence[Rectification], appeals: Sequence[Appeal]) -> Folded:
    """Nobody told that it was found; what speaks of it waits, and is named."""

    def find(on: date, what: str, fact: str = "") -> None:
        text = f"{what}所指的问题{case.key.subject}没有通报过；请核对问题编号，补报后自动对应"
        case.find(Finding(on, "fault.unknown", ARTICLE_47, text, fact))

    for step in dated(case, FaultRechecked, "rechecked_on"):
        find(step.on, "复查", step.id)
    for report in reports:
        for on in report.done_on[-1:]:
            find(on, f"整改报告{report.subject}")
    for appeal in appeals:
        if appeal.filed_on is not None:
            find(appeal.filed_on, f"申诉{appeal.subject}")
    return case.close(FaultState)


def _dropped_on(case: Case, since: date, appeals: Sequence[Appeal]) -> date | None:
    """It was no fault: dropped, or an appeal was upheld; what is partly upheld stays one."""
    days = [step.on for step in dated(case, FaultDropped, "dropped_on")]
    days += [each.decided_on for each in appeals if each.outcome is AppealOutcome.UPHELD and each.decided_on]
    return min((on for on in days if on >= since), default=None)


def _mended(since: date, rechecks: Rechecks, done: Sequence[date]) -> Mended:
    """A re-check that fails undoes what the unit said up to that day; one that passes confirms what it said before."""
    failed = max((number for number, step in enumerate(rechecks) if not step.data.mended), default=None)
    passed_on = next((step.on for step in rechecks[0 if failed is None else failed + 1 :]), None)
    fresh = [on for on in done if (on >= since if failed is None else on > rechecks[failed].on)]
    done_on = next((on for on in fresh if passed_on is None or on <= passed_on), None)
    return Mended(done_on, done_on or passed_on, passed_on is not None)


def _find_early(case: Case, since: date, rechecked: Rechecks, reports: Sequence[Rectification]) -> None:
    for step in rechecked:
        if step.on < since:
            text = f"复查于{step.on}，早于{since}发现问题，不计；请核对日期"
            case.find(Finding(step.on, "fault.rechecked_early", ARTICLE_47, text, step.id))
    for report in reports:
        for on in report.done_on:
            if on < since:
                text = f"整改报告{report.subject}称{on}已整改，早于{since}发现问题，不计；请核对日期"
                case.find(Finding(on, "fault.mended_early", ARTICLE_47, text))


def _find_late_appeals(case: Case, first: Dated[FaultFound], appeals: Sequence[Appeal]) -> None:
    """Where the county sets a time for appeals against faults."""
    for appeal in appeals:
        if appeal.filed_on is None or not case.profile.asks(APPEAL_IN_TIME.code, appeal.filed_on):
            continue
        limit = case.profile.limit(APPEAL_IN_TIME, first.on) or APPEAL_IN_TIME.limit
        assert limit is not None, "the check is about a length of time"
        due_on = last_day(limit, first.on, case.calendar.known_on(first.on)).due_on
        if appeal.filed_on > due_on:
            text = f"对{first.on}通报的问题应于{due_on}前申诉，申诉{appeal.subject}于{appeal.filed_on}提出"
            case.find(Finding(appeal.filed_on, "fault.appeal_late", SUPERVISION, text))


def _judge(
    case: Case,
    found_on: date,
    kind: FaultKind,
    rechecks: Rechecks,
    mended: Mended,
    accounted: Dated[FaultAccounted] | None,
) -> None:
    """What is counted and found of a fault that was one."""
    case.count(found_on, "faults_found")
    case.count(found_on, f"faults_by_kind@{kind}")
    case.count(found_on, "faults_mended", int(mended.confirmed))
    for step in rechecks:
        if not step.data.mended:
            case.count(step.on, "rechecks_failed")
            text = "复查时没有整改到位；请整改后再报，由主管部门再次复查"
            case.find(Finding(step.on, "fault.not_mended", ARTICLE_47, text, step.id))
    if accounted is not None:
        case.count(accounted.on, f"accounted@{accounted.data.outcome}")
