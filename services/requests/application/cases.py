"""信息处理费 of an application."""

from __future__ import annotations

from itertools import accumulate

from contracts.application import handling as a
from contracts.application.state import FeeState
from law.fees import due
from law.findings import Finding
from law.limits import FEE_RULES
from services.requests.application.facts import Facts


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
        lawful = due(notice.basis, notice.count, notice.before)
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
