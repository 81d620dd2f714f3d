"""The steps of one period taken one after another, until one opens the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice

from law.clock.consultations import ASKED, Opinions, consultation
from law.clock.effects import EFFECTS
from law.clock.period import Period
from law.clock.result import CLOSING, Closing, State
from law.clock.service import served
from law.clock.steps import Step, StepKind
from law.limits import ART_33, ART_36

_CLOSING_WORDS = {
    StepKind.ANSWERED: "答复申请人",
    StepKind.TRANSFERRED: "转送其他行政机关",
    StepKind.WITHDRAWN: "申请人撤回申请",
}

Moment = tuple[date, datetime | None]


class Steps:
    """The steps of a case after its receipt, in order, with what each period has to look up among them."""

    __slots__ = ("_ends", "all", "arrived_on", "opinions")

    def __init__(self, steps: Sequence[Step], opinions: Opinions, arrived_on: date | None) -> None:
        self.all, self.opinions, self.arrived_on = steps, opinions, arrived_on
        self._ends: dict[Moment, int] = {(s.on, s.at): i for i, s in enumerate(steps) if s.kind in CLOSING}

    def early(self, step: Step) -> bool:
        """Whether it is dated before the application lay there."""
        return self.arrived_on is not None and step.on < self.arrived_on

    def ends_at_once(self, at: int) -> bool:
        """Whether something ends the period in the same moment as the step ``at`` this place, and stands after it."""
        step = self.all[at]
        return self._ends.get((step.on, step.at), -1) > at

    def first_end(self, at: int) -> Step | None:
        """The first answer, transfer or withdrawal from this place on, that is not dated too early."""
        return next((s for s in islice(self.all, at, None) if s.kind in CLOSING and not self.early(s)), None)


def run(period: Period, steps: Steps, at: int) -> tuple[Step | None, int]:
    """Take the steps from place ``at`` on into ``period``: the step that opens the next one, and the place after it.

    A reopening presupposes an end. Where the case is ended in the same moment, it comes after that end.
    """
    held: Step | None = None
    for place in range(at, len(steps.all)):
        step = steps.all[place]
        period.lapse_by(step.on)
        if _opens(period, step):
            return step, place + 1
        if step.kind is StepKind.REOPENED:
            if held is None and not steps.early(step) and steps.ends_at_once(place):
                held = step
            else:
                period.find(step, "reopened.open", ART_36, "重新办理，但此前没有办结的记录")
        else:
            _take(period, steps, place)
        if held is not None and period.ended is not None:
            return held, place + 1
    return None, len(steps.all)


def _opens(period: Period, step: Step) -> bool:
    """Whether ``step`` begins a new period: a reopening after any end, and a late correction with good reason after a lapse."""
    if period.ended is None:
        return False
    late = step.kind is StepKind.CORRECTION_RECEIVED and step.justified
    return step.kind is StepKind.REOPENED or (late and period.ended.state is State.LAPSED_CORRECTION)


def _take(period: Period, steps: Steps, place: int) -> None:
    step = steps.all[place]
    if step.kind in ASKED:
        letter = consultation(step, steps.opinions.get(step), period.view)
        period.letters.append(letter)
    if step.kind in CLOSING:
        _close(period, steps, place)
    elif step.kind in EFFECTS or step.kind in ASKED:
        if period.ended is not None:
            period.find(step, "step.after_close", ART_33, "办结之后的步骤，不影响结果和期限")
        elif period.opened_on is None or step.on < period.opened_on:
            day = f"早于收到日期{period.opened_on}" if period.opened_on else "收到日期尚未确定"
            period.find(step, "step.before_receipt", ART_33, f"{day}，不影响答复期限")
        elif step.kind in ASKED:
            _consult(period, step)
        else:
            EFFECTS[step.kind](period, step)


def _consult(period: Period, step: Step) -> None:
    letter = period.letters[-1]
    if period.past(step.on):
        period.find(step, "consultation.after_due", ART_33, "答复期限已过，征求意见不影响期限")
        return
    assert period.term is not None, "a step on or after the receipt meets a clock"
    period.term.pause(letter)
    end = f"至{letter.answered_on}收到意见" if letter.answered_on else f"未收到意见，计至{letter.limit_on}"
    period.say(step.on, letter.article, f"征求意见，{end}，期间不计算在内；逾期不答复的{letter.silence}")


def _close(period: Period, steps: Steps, place: int) -> None:
    step = steps.all[place]
    answer = step.kind is StepKind.ANSWERED
    if period.ended is not None:
        if answer:
            period.find(step, "answer.second", ART_36, "已经办结，再次答复不改变结果；重新答复请先记录重新办理")
        else:
            period.find(step, "step.after_close", ART_33, "办结之后的步骤，不影响结果和期限")
        return
    if steps.early(step):
        code = "answer.before_receipt" if answer else "step.before_receipt"
        period.find(step, code, ART_33, f"日期早于收到申请的{steps.arrived_on}，不能结束办理；请更正日期")
        return
    judged_on, way = served(step, islice(steps.all, place + 1, None)) if answer else (step.on, None)
    due = period.due()
    if due is not None and judged_on > due.due_on:
        if answer:
            period.find(step, "answer.late", ART_33, f"应于{due.due_on}前答复，实际{judged_on}答复")
        else:
            text = f"应于{due.due_on}前答复，{step.on}{_CLOSING_WORDS[step.kind]}时已经逾期"
            period.find(step, "ended.late", ART_33, text)
    words = _CLOSING_WORDS[step.kind] + (f"，{way}，以{judged_on}为答复之日" if judged_on != step.on else "")
    period.end(Closing(step.on, CLOSING[step.kind], step.id, judged_on, way), ART_36, words)
