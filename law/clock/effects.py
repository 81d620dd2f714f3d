"""What each step does to a clock that has not ended. A step that the law does not allow changes nothing, and each fault is a finding."""

from __future__ import annotations

from collections.abc import Callable

from law.clock.period import Period
from law.clock.result import Extension, State
from law.clock.steps import Step, StepKind
from law.limits import ART_30, ART_33, ART_35, FEE_PAYMENT_DAYS, FEE_RULES


def correction_requested(period: Period, step: Step) -> None:
    """补正告知: stops the clock until the correction; once only, since 2019 within 7 working days.

    A late notice still stops the clock (the applicant cannot know), but never after the due date. Where it sets no
    period, the county's own holds.
    """
    until = step.until if step.until is not None and step.until >= step.on else None
    if until is None:
        until = period.view.add_working_days(step.on, period.practice(step.on).correction_days).due_on
        period.find(step, "correction.no_period", ART_30, f"补正告知没有写明合理的补正期限，按{until}计算")
    if period.corrected:
        period.find(step, "correction.second", ART_30, "补正告知以一次为限，再次告知不影响答复期限")
        return
    if period.awaiting or period.past(step.on):
        period.find(step, "correction.after_due", ART_30, "答复期限已过或者未在计算，补正告知不影响期限")
        return
    if (last := period.correct_by) is not None and step.on > last:
        text = f"应于{last}前（{period.law.correction}个工作日内）一次性告知补正，实际{step.on}"
        period.find(step, "correction.late", ART_30, text)
    period.corrected = True
    period.wait(State.AWAITING_CORRECTION, until)
    period.say(step.on, ART_30, f"告知补正，应于{until}前补正；收到补正之日起重新计算答复期限")


def correction_received(period: Period, step: Step) -> None:
    """补正: the answer period runs from its receipt. Once the set day is over, the period has lapsed before."""
    if period.state is not State.AWAITING_CORRECTION:
        period.find(step, "correction.unasked", ART_30, "收到补正材料，但没有等待补正的告知")
        return
    period.restart(step.on)
    period.say(step.on, ART_30, "收到补正，答复期限重新计算")


def fee_noticed(period: Period, step: Step) -> None:
    """缴费通知: stops the clock; 20 working days to pay, counted from the day after it is received."""
    second, late = period.charged, period.awaiting or period.past(step.on)
    if second:
        period.find(step, "fee.second", FEE_RULES, "同一申请已经通知过缴费，再次通知不影响答复期限")
    if late:
        period.find(step, "fee.after_due", FEE_RULES, "收费通知应当在答复期限内发出；本次通知不影响期限")
    if not step.amount:
        period.find(step, "fee.nothing", FEE_RULES, "通知收取0元，没有应缴的费用，不影响答复期限")
    if second or late or not step.amount:
        return
    served_on = max(step.on, step.served_on or step.on)
    period.charged, period.owed = True, step.amount
    period.wait(State.AWAITING_PAYMENT, period.view.add_working_days(served_on, FEE_PAYMENT_DAYS).due_on)
    period.say(step.on, FEE_RULES, f"通知缴纳信息处理费{step.amount}元，应于{period.awaited_until}前缴清")


def fee_paid(period: Period, step: Step) -> None:
    """缴费: the answer period runs afresh from the day after the sum is complete."""
    if period.state is not State.AWAITING_PAYMENT:
        period.find(step, "fee.unasked", FEE_RULES, "收到缴费，但没有等待缴费的通知")
        return
    period.paid += step.amount
    if period.paid < period.owed:
        period.say(
            step.on, FEE_RULES, f"缴费{step.amount}元，尚欠{period.owed - period.paid}元，缴清后重新计算答复期限"
        )
        return
    period.restart(step.on)
    period.say(step.on, FEE_RULES, "缴费完成，次日起重新计算答复期限")


def fee_waived(period: Period, step: Step) -> None:
    """免收: the period that the notice interrupted goes on as if it had not been sent."""
    if period.state is not State.AWAITING_PAYMENT:
        period.find(step, "fee.unasked", FEE_RULES, "决定免收，但没有等待缴费的通知")
        return
    period.go_on()
    period.say(step.on, FEE_RULES, "免收信息处理费，答复期限照原计算")


def extended(period: Period, step: Step) -> None:
    """延期: at most as long as the law allows in all, with the head's consent, told before the due date."""
    due, term, most = period.due(), period.term, period.law.extension
    late = due is None or term is None or step.on > due.due_on
    unapproved = step.approved_on is None or step.approved_on > step.on
    left = most - (term.extended if term else 0)
    granted = min(left if step.days is None else step.days, left)
    if late:
        period.find(step, "extension.after_due", ART_33, "答复期限已过或者未在计算，延期告知无效")
    if unapproved:
        period.find(step, "extension.unapproved", ART_33, "延期未经政府信息公开工作机构负责人事先同意，无效")
    if granted < (step.days or 1):
        counted = "本次无效" if late or unapproved else f"本次只计{granted}个"
        period.find(step, "extension.too_long", ART_33, f"延长期限合计不得超过{most}个工作日，{counted}")
    if due is None or late or unapproved or term is None:
        return
    if granted:
        term.extend(granted)
        period.extension = period.extension or Extension(step.on, due.due_on, step.id)
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
