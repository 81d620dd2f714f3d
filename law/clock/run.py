"""The steps of one period taken one after another."""

from __future__ import annotations

from collections.abc import Iterable

from law.clock.consultations import ASKED, Consultation
from law.clock.effects import EFFECTS
from law.clock.period import Period
from law.clock.result import Closing, State
from law.clock.steps import Step, StepKind
from law.limits import ART_33, ART_36

CLOSING = {
    StepKind.ANSWERED: State.ANSWERED,
    StepKind.TRANSFERRED: State.TRANSFERRED,
    StepKind.WITHDRAWN: State.WITHDRAWN,
}
"""Steps that end a period, and where they leave the clock."""

_CLOSING_WORDS = {
    StepKind.ANSWERED: "答复申请人",
    StepKind.TRANSFERRED: "转送其他行政机关",
    StepKind.WITHDRAWN: "申请人撤回申请",
}


def run(period: Period, steps: Iterable[Step], letters: Iterable[Consultation]) -> None:
    """Take ``steps``, in order, into ``period``; ``letters`` are the consultations among them."""
    by_step = {(letter.asked, letter.ref, letter.asked_on, letter.step): letter for letter in letters}
    received_on = period.history.received_on
    for step in steps:
        if step.kind in CLOSING:
            _close(period, step)
        elif step.kind is StepKind.REOPENED:
            period.find(step, "reopened.open", ART_36, "责令重新答复，但此前没有答复记录")
        elif step.kind in EFFECTS or step.kind in ASKED:
            if period.closed_on is not None:
                period.find(step, "step.after_close", ART_33, "答复或者办结之后的步骤，不影响答复期限")
            elif step.on < received_on:
                period.find(step, "step.before_receipt", ART_33, f"早于收到日期{received_on}，不影响答复期限")
            elif step.kind in ASKED:
                _consult(period, step, by_step[step.kind, step.ref, step.on, step.id])
            else:
                EFFECTS[step.kind](period, step)


def _consult(period: Period, step: Step, letter: Consultation) -> None:
    if period.past(step.on):
        period.find(step, "consultation.after_due", ART_33, "答复期限已过，征求意见不影响期限")
        return
    period.pause(letter)
    end = f"至{letter.answered_on}收到意见" if letter.answered_on else f"未收到意见，计至{letter.limit_on}"
    period.say(step.on, letter.article, f"征求意见，{end}，期间不计算在内；逾期不答复的{letter.silence}")


def _close(period: Period, step: Step) -> None:
    if period.closed_on is not None:
        if step.kind is StepKind.ANSWERED:
            period.find(step, "answer.second", ART_36, "已经办结，再次答复不改变结果；重新答复请先记录重新办理")
        return
    due, received_on = period.due(), period.history.received_on
    if step.kind is StepKind.ANSWERED:
        if step.on < received_on:
            period.find(step, "answer.before_receipt", ART_33, f"答复日期早于收到日期{received_on}")
        elif due is not None and step.on > due.due_on:
            period.find(step, "answer.late", ART_33, f"应于{due.due_on}前答复，实际{step.on}答复")
    period.say(step.on, ART_36, _CLOSING_WORDS[step.kind])
    period.idle_at_close = due is None
    period.closed_on, period.state = step.on, CLOSING[step.kind]
    period.history.closings.append(Closing(step.on, period.state, step.id))
