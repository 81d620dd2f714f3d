"""What each step does to the clock. A step that the law does not allow changes nothing and leaves a finding."""

from __future__ import annotations

from collections.abc import Callable

from law.clock.period import Period
from law.clock.result import State
from law.clock.steps import Step, StepKind
from law.limits import (
    ART_30,
    ART_33,
    ART_35,
    CORRECTION_NOTICE_DAYS,
    EXTENSION_DAYS,
    FEE_PAYMENT_DAYS,
    FEE_RULES,
)


def correction_requested(period: Period, step: Step) -> None:
    """补正告知: stops the clock until the correction; once only, within 7 working days.

    A late notice still stops the clock (the applicant cannot know), but never after the due date.
    """
    if period.history.corrected:
        period.find(step, "correction.second", ART_30, "补正告知以一次为限，再次告知不影响答复期限")
        return
    if period.awaiting or period.past(step.on):
        period.find(step, "correction.after_due", ART_30, "答复期限已过或者未在计算，补正告知不影响期限")
        return
    last = period.view.add_working_days(period.opened_on, CORRECTION_NOTICE_DAYS).due_on
    if step.on > last:
        period.find(step, "correction.late", ART_30, f"应于{last}前一次性告知补正，实际{step.on}")
    if step.until is None or step.until < step.on:
        period.find(step, "correction.no_period", ART_30, "补正告知没有写明合理的补正期限")
    period.history.corrected = True
    period.state = State.AWAITING_CORRECTION
    period.awaited_until = step.until if step.until is not None and step.until >= step.on else None
    period.say(step.on, ART_30, "告知补正，收到补正之日起重新计算答复期限")


def correction_received(period: Period, step: Step) -> None:
    """补正: the answer period runs from its receipt; after the set day without good reason it lapses."""
    if period.state is not State.AWAITING_CORRECTION:
        period.find(step, "correction.unasked", ART_30, "收到补正材料，但没有等待补正的告知")
        return
    if period.awaited_until is not None and step.on > period.awaited_until and not step.justified:
        period.state = State.LAPSED_CORRECTION
        period.say(step.on, ART_30, f"补正期限{period.awaited_until}已过，无正当理由逾期不补正，视为放弃申请")
        return
    period.restart(step.on)
    period.say(step.on, ART_30, "收到补正，答复期限重新计算")


def fee_noticed(period: Period, step: Step) -> None:
    """缴费通知: stops the clock; 20 working days to pay, counted from the day after it is received."""
    if period.history.charged:
        period.find(step, "fee.second", FEE_RULES, "同一申请已经通知过缴费，再次通知不影响答复期限")
        return
    if period.awaiting or period.past(step.on):
        period.find(step, "fee.after_due", FEE_RULES, "收费通知应当在答复期限内发出；本次通知不影响期限")
        return
    served = max(step.on, step.served_on or step.on)
    period.history.charged = True
    period.state = State.AWAITING_PAYMENT
    period.awaited_until = period.view.add_working_days(served, FEE_PAYMENT_DAYS).due_on
    period.say(step.on, FEE_RULES, f"通知缴纳信息处理费，应于{period.awaited_until}前缴清")


def fee_paid(period: Period, step: Step) -> None:
    """缴费: the answer period runs afresh from the day after payment."""
    if period.state is not State.AWAITING_PAYMENT:
        period.find(step, "fee.unasked", FEE_RULES, "收到缴费，但没有等待缴费的通知")
        return
    if period.awaited_until is not None and step.on > period.awaited_until:
        period.state = State.LAPSED_PAYMENT
        period.say(step.on, FEE_RULES, f"缴费期限{period.awaited_until}已过，逾期未缴费，视为放弃申请")
        return
    period.restart(step.on)
    period.say(step.on, FEE_RULES, "缴费完成，次日起重新计算答复期限")


def fee_waived(period: Period, step: Step) -> None:
    """免收: the period that the notice interrupted goes on as if it had not been sent."""
    if period.state is not State.AWAITING_PAYMENT:
        period.find(step, "fee.unasked", FEE_RULES, "决定免收，但没有等待缴费的通知")
        return
    period.state, period.awaited_until = State.RUNNING, None
    period.say(step.on, FEE_RULES, "免收信息处理费，答复期限照原计算")


def extended(period: Period, step: Step) -> None:
    """延期: at most 20 working days in all, with the head's consent, told before the due date."""
    due = period.due()
    if due is None or step.on > due.due_on:
        period.find(step, "extension.after_due", ART_33, "答复期限已过或者未在计算，延期告知无效")
        return
    if step.approved_on is None or step.approved_on > step.on:
        period.find(step, "extension.unapproved", ART_33, "延期未经政府信息公开工作机构负责人事先同意，无效")
        return
    granted = max(0, min(step.days, EXTENSION_DAYS - period.term.extended))
    if granted < step.days:
        text = f"延长期限合计不得超过{EXTENSION_DAYS}个工作日，本次只计{granted}个"
        period.find(step, "extension.too_long", ART_33, text)
    if granted:
        period.extend(step.on, granted)
    period.say(step.on, ART_33, f"经负责人同意并告知申请人，延长{granted}个工作日")


def agreed(period: Period, step: Step) -> None:
    """申请数量、频次明显超过合理范围: a later day of answer, set and told before the due date."""
    due = period.due()
    if due is None or step.on > due.due_on or step.until is None:
        period.find(step, "agreed.after_due", ART_35, "确定延迟答复的期限应当在答复期限内告知并写明日期，无效")
        return
    if step.until <= due.due_on:
        period.find(step, "agreed.not_later", ART_35, "确定的延迟答复日期不晚于法定期限，期限不变")
        return
    period.agreed = step.until
    period.say(step.on, ART_35, f"确定延迟答复的合理期限至{step.until}")


EFFECTS: dict[StepKind, Callable[[Period, Step], None]] = {
    StepKind.CORRECTION_REQUESTED: correction_requested,
    StepKind.CORRECTION_RECEIVED: correction_received,
    StepKind.FEE_NOTICED: fee_noticed,
    StepKind.FEE_PAID: fee_paid,
    StepKind.FEE_WAIVED: fee_waived,
    StepKind.EXTENDED: extended,
    StepKind.AGREED: agreed,
}
