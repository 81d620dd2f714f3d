"""What the facts about an appeal and its ruling come to (101号 三（三））: in time, before the issue, decided with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.appeal import (
    APPEAL,
    APPEAL_RULING,
    AppealFiled,
    AppealOutcome,
    AppealRulingDecided,
    AppealRulingState,
    AppealState,
    AppealWithdrawn,
)
from contracts.assessment_notice import ASSESSMENT_NOTICE
from contracts.assurance import SUPERVISION
from contracts.envelope import Fact
from contracts.fault import FAULT
from contracts.kit import Key
from law.findings import Finding

NOTICE_UNKNOWN = "notice_unknown"
"""It names a notice of which nothing has arrived."""


class Ruling(msgspec.Struct):
    """What an appeal needs of a ruling."""

    subject: str
    decided_on: date | None = None
    outcome: AppealOutcome | None = None
    reason: str | None = None


class Notice(msgspec.Struct):
    """What an appeal needs of the notice that told the result."""

    subject: str
    called_on: date | None = None
    put_on: date | None = None
    appeal_by: date | None = None
    issued_on: date | None = None


READS = {APPEAL_RULING.kind: Ruling, ASSESSMENT_NOTICE.kind: Notice}
"""What they read of others' states; see chassis.ledger.flowing."""

Filings = Sequence[Dated[AppealFiled]]


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """An appeal asks for the notice that it is against."""
    return {
        Key(ASSESSMENT_NOTICE.kind, fact.key.org, fact.data.notice)
        for fact in facts
        if isinstance(fact.data, AppealFiled) and fact.data.notice
    }


def fold_appeal_ruling(case: Case) -> Folded:
    """The newest decision; it flows to its appeal."""
    decided = dated(case, AppealRulingDecided, "decided_on")
    if not decided:
        return case.close(AppealRulingState, relevant=False)
    newest = decided[-1].data
    for step in decided[:-1]:
        if step.data.outcome is not newest.outcome:
            text = f"{step.on}裁决“{step.data.outcome}”，{decided[-1].on}改为“{newest.outcome}”，按后一次计"
            case.find(Finding(decided[-1].on, "appeal_ruling.changed", SUPERVISION, text, step.id))
    return case.close(
        AppealRulingState,
        title=f"申诉{newest.appeal}：{newest.outcome}",
        appeal=newest.appeal,
        decided_on=decided[-1].on,
        outcome=newest.outcome,
        reason=newest.reason,
        sends=[Key(APPEAL.kind, case.key.org, newest.appeal)],
    )


def fold_appeal(case: Case) -> Folded:
    """The appeal with its newest ruling; it flows to the fault that it is against."""
    filed = dated(case, AppealFiled, "filed_on")
    rulings = sorted(
        (ruling.decided_on, ruling.subject, ruling)
        for ruling in case.linked(APPEAL_RULING.kind, Ruling)
        if ruling.decided_on is not None
    )
    if not filed:
        for on, name, _ in rulings:
            _find(case, on, "unknown", f"裁决{name}所指的申诉没有报过；请核对编号，或者由单位补报")
        return case.close(AppealState, relevant=bool(rulings))
    first_on, newest = filed[0].on, filed[-1].data
    gone = (step.on for step in dated(case, AppealWithdrawn, "withdrawn_on"))
    withdrawn_on = next((on for on in gone if on >= first_on), None)
    ruling = None
    for on, name, each in rulings:
        if on < first_on:
            _find(case, on, "ruled_early", f"裁决{name}早于{first_on}提出申诉，不计；请核对日期")
        elif withdrawn_on is not None and on > withdrawn_on:
            _find(case, on, "ruled_withdrawn", f"申诉已于{withdrawn_on}撤回，裁决{name}不计")
        else:
            ruling = each
    _find_in_time(case, filed, ruling, withdrawn_on)
    case.count(first_on, "appeals_filed")
    if ruling is not None:
        case.count(ruling.decided_on, f"appeals_decided@{ruling.outcome}")
    return case.close(
        AppealState,
        title=newest.deduction or newest.fault or newest.notice,
        filed_on=first_on,
        fault=newest.fault,
        notice=newest.notice,
        deduction=newest.deduction,
        withdrawn_on=withdrawn_on,
        decided_on=ruling.decided_on if ruling else None,
        outcome=ruling.outcome if ruling else None,
        reason=ruling.reason if ruling else None,
        sends=[Key(FAULT.kind, case.key.org, newest.fault)] if newest.fault else [],
    )


def _find(case: Case, on: date, code: str, text: str, fact: str = "") -> None:
    case.find(Finding(on, f"appeal.{code}", SUPERVISION, text, fact))


def _find_in_time(case: Case, filed: Filings, ruling: Ruling | None, withdrawn_on: date | None) -> None:
    """Against something; by its last day; before the issue, and decided by then."""
    first, newest = filed[0], filed[-1].data
    if not (newest.fault or newest.notice or newest.deduction):
        _find(case, first.on, "against_nothing", "没有写明对哪个问题、哪份结果或者哪个扣分项申诉", first.id)
    if newest.notice is None:
        return
    notice = next((each for each in case.linked(ASSESSMENT_NOTICE.kind, Notice) if each.subject == newest.notice), None)
    if notice is None or not (notice.called_on or notice.put_on or notice.issued_on):
        case.flag(NOTICE_UNKNOWN)
        return
    if notice.appeal_by and first.on > notice.appeal_by:
        _find(case, first.on, "late", f"申诉到{notice.appeal_by}截止，{first.on}才提出", first.id)
    issued_on = notice.issued_on
    if issued_on is None:
        return
    if first.on > issued_on:
        _find(
            case,
            first.on,
            "after_issue",
            f"结果已于{issued_on}印发，{first.on}才申诉；印发后的错误按更正公告处理",
            first.id,
        )
    elif (withdrawn_on is None or withdrawn_on > issued_on) and not (
        ruling and ruling.decided_on and ruling.decided_on <= issued_on
    ):
        _find(case, issued_on, "undecided", f"{first.on}提出的申诉没有裁决，结果即于{issued_on}印发", first.id)
