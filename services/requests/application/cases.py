"""复议, 诉讼 and 信息处理费 of an application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from contracts.application import handling as a
from contracts.application import remedies as r
from contracts.application.state import FeeState, RemedyCase, ResultState
from law.fees import fee
from law.findings import Finding
from law.limits import FEE_RULES
from law.outcomes import AnswerCode
from law.table4 import Case, Remedy, findings
from services.requests.application.facts import Facts

Decision = r.ReviewDecided | r.LawsuitDecided

_REMEDIES = frozenset({r.ReviewFiled, r.LawsuitFiled, r.ReviewDecided, r.LawsuitDecided})


def remedies(facts: Facts, found: Sequence[ResultState]) -> tuple[list[RemedyCase], list[Finding]]:
    """The cases by number; a decision without a filing counts as filed on its own day."""
    if _REMEDIES.isdisjoint(facts.by_kind):
        return [], []
    filed: dict[str, tuple[Remedy, date, bool]] = {}
    decided: dict[str, Decision] = {}
    for fact in facts:
        match fact.data:
            case r.ReviewFiled() as data:
                filed.setdefault(data.case, (Remedy.REVIEW, data.filed_on, False))
            case r.LawsuitFiled() as data:
                block = Remedy.LITIGATION_AFTER_REVIEW if data.after_review else Remedy.LITIGATION_DIRECT
                filed.setdefault(data.case, (block, data.filed_on, data.co_defendant))
            case r.ReviewDecided() | r.LawsuitDecided() as data:
                decided.setdefault(data.case, data)
    refused_on = next((one.on for one in found if one.code is AnswerCode.WITHHELD), None)
    states, warnings = [], []
    for number in sorted(filed.keys() | decided.keys()):
        decision = decided.get(number)
        if number in filed:
            block, filed_on, joint = filed[number]
        else:
            assert decision is not None
            block = Remedy.REVIEW if isinstance(decision, r.ReviewDecided) else Remedy.LITIGATION_DIRECT
            filed_on, joint = decision.decided_on, False
        decided_on, result = (decision.decided_on, decision.result) if decision else (None, None)
        states.append(
            RemedyCase(
                case=number,
                remedy=block,
                filed_on=filed_on,
                decided_on=decided_on,
                result=result,
                co_defendant=joint,
            )
        )
        warnings += findings(Case(block, filed_on, decided_on, result, joint, refused_on))
    return states, warnings


def orders(facts: Facts) -> list[tuple[date, str, Decision]]:
    """Decisions that order to disclose or to answer again, by day: day, id of the fact, decision."""
    decisions: list[tuple[str, Decision]] = [*facts.of(r.ReviewDecided), *facts.of(r.LawsuitDecided)]
    return sorted(
        ((data.decided_on, fact, data) for fact, data in decisions if data.disclose),
        key=lambda order: order[:2],
    )


def charge(facts: Facts) -> tuple[FeeState | None, list[Finding]]:
    """The first fee notice with what became of it; an amount that the tiers do not give is found."""
    # Facts come in the order of their time, which decides between two of one day.
    notices = sorted(facts.of(a.FeeNoticed), key=lambda notice: notice[1].noticed_on)
    if not notices:
        return None, []
    fact, notice = notices[0]
    payments = sorted((data for _, data in facts.of(a.FeePaid)), key=lambda payment: payment.paid_on)
    sums = accumulate(payment.amount for payment in payments)
    complete = (p.paid_on for p, total in zip(payments, sums, strict=True) if total >= notice.amount)
    waivers = [data.waived_on for _, data in facts.of(a.FeeWaived)]
    state = FeeState(
        basis=notice.basis,
        count=notice.count,
        before=notice.before,
        amount=notice.amount,
        noticed_on=notice.noticed_on,
        paid_on=next(complete, None),
        paid=sum(p.amount for p in payments),
        waived_on=min(waivers, default=None),
    )
    warnings = []
    try:
        lawful = fee(notice.basis, notice.count, notice.before).amount
        text = f"按标准应收{lawful}元，通知收取{notice.amount}元" if lawful != notice.amount else ""
    except ValueError:
        text = "按量计收的不累计以前的页数"
    if text:
        warnings.append(Finding(notice.noticed_on, "fee.wrong_amount", FEE_RULES, text, fact))
    bases = {data.basis for _, data in notices}
    if len(bases) > 1:
        text = "按件、按量两种标准只能择一适用"
        warnings.append(Finding(notices[-1][1].noticed_on, "fee.both_bases", FEE_RULES, text, notices[-1][0]))
    return state, warnings
