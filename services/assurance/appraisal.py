"""What the facts about a year's appraisal come to, the organiser's and that of one unit (条例第四十六条, 101号 三（三）)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.appraisal import (
    APPRAISE,
    INVITED,
    KINDS,
    Answers,
    AppraisalHeld,
    AppraisalPlanned,
    AppraisalPublished,
    AppraisalResultState,
    AppraisalResultTold,
    AppraisalState,
)
from contracts.assurance import ARTICLE_46, SUPERVISION
from law.findings import Finding

NUMBERS = ("asked", "answered", "content", "satisfied")


def fold_appraisal(case: Case) -> Folded:
    """The year's appraisal: as last held, met by the first publication after it was first held."""
    planned = dated(case, AppraisalPlanned, "planned_on")
    held = dated(case, AppraisalHeld, "held_on")
    shown = dated(case, AppraisalPublished, "published_on")
    newest = held[-1] if held else None
    met = next((step for step in shown if held and step.on >= held[0].on), None)
    year = newest.data.year if newest else planned[-1].data.year if planned else None
    if year is not None:
        facts = [step[-1].id for step in (planned, held) if step] + ([met.id] if met else [])
        _owe(case, year, facts, met.on if met else None)
    for step in shown:
        if not held or step.on < held[0].on:
            text = f"评议{'于' + str(held[0].on) + '才结束' if held else '没有报过'}，{step.on}公布的结果无所依据；请补报或者核对日期"
            case.find(Finding(step.on, "appraisal.not_held", ARTICLE_46, text, step.id))
    if newest is not None:
        _find_answers(case, "appraisal.unanswered", newest)
        if case.profile.asks(KINDS.code, newest.on):
            _find_kinds(case, newest)
        _count(case, "appraisal", newest)
    return case.close(
        AppraisalState,
        title=f"{year}年度社会评议" if year else None,
        year=year,
        planned_on=planned[0].on if planned else None,
        held_on=newest.on if newest else None,
        published_on=met.on if met else None,
        **_numbers(newest),
    )


def fold_appraisal_result(case: Case) -> Folded:
    """What people answered about the unit, as last told."""
    results = dated(case, AppraisalResultTold, "told_on")
    newest = results[-1] if results else None
    if newest is not None:
        _find_answers(case, "appraisal_result.unanswered", newest)
        _count(case, "unit_appraisal", newest)
    return case.close(
        AppraisalResultState,
        title=f"{newest.data.year}年度社会评议" if newest else None,
        year=newest.data.year if newest else None,
        told_on=newest.on if newest else None,
        **_numbers(newest),
    )


def _owe(case: Case, year: int, facts: Sequence[str], met_on: date | None) -> None:
    """From the last day of the year that is appraised."""
    opens_on = date(year, 12, 31)
    if case.today < opens_on:
        case.look_again(opens_on)
    else:
        case.owe(APPRAISE, opens_on, met_on=met_on, facts=facts)


def _sums(groups: Sequence[Answers]) -> Mapping[str, int]:
    return {name: sum(getattr(group, name) for group in groups) for name in NUMBERS}


def _numbers(step: Dated[Any] | None) -> dict[str, Any]:
    return {**_sums(step.data.groups), "grade": step.data.grade} if step else {}


def _count(case: Case, prefix: str, step: Dated[Any]) -> None:
    for name, amount in _sums(step.data.groups).items():
        case.count(step.on, f"{prefix}_{name}", amount)
    for group in step.data.groups:
        case.count(step.on, f"{prefix}_answered_by_kind@{group.kind}", group.answered)
    if step.data.grade is not None:
        case.count(step.on, f"{prefix}_grades@{step.data.grade}")


def _find_answers(case: Case, code: str, step: Dated[Any]) -> None:
    if not _sums(step.data.groups)["answered"]:
        text = "没有收回一份答卷，等次没有依据；请核对人数"
        case.find(Finding(step.on, code, ARTICLE_46, text, step.id))


def _find_kinds(case: Case, step: Dated[AppraisalHeld]) -> None:
    """Rule 47: all those whom the founding document names were asked."""
    asked = {group.kind for group in step.data.groups if group.asked}
    if missing := [kind.value for kind in INVITED if kind not in asked]:
        text = f"没有邀请{'、'.join(missing)}参加评议"
        case.find(Finding(step.on, "appraisal.kinds_missing", SUPERVISION, text, step.id))
