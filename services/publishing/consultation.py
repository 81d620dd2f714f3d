"""What the facts about an open consultation come to (重大行政决策程序暂行条例第十五、十八条)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from chassis.case import ONE_DAY, Case, Folded
from chassis.dated import Dated, dated
from contracts.consultation import (
    CONSULTATION_FEEDBACK,
    CONSULTATION_PERIOD,
    NORMATIVE_PERIOD,
    ConsultationCancelled,
    ConsultationClosed,
    ConsultationExtended,
    ConsultationFeedback,
    ConsultationOpened,
    ConsultationState,
)
from contracts.kit import Least
from contracts.participation import ARTICLE_15
from contracts.references import name_of
from law.findings import Finding
from law.participation import Way, least_consultation
from services.publishing.participating import decision_key, earliest_after, opinions, owe_feedback

_LEASTS = {least.limit: least for least in (CONSULTATION_PERIOD, NORMATIVE_PERIOD)}


class Course(NamedTuple):
    """The opening that counts, and when opinions are taken no more."""

    opened: Dated[ConsultationOpened]
    announced_until: date
    """The last day, as the notice and its extensions say."""
    closed: Dated[ConsultationClosed] | None
    closings_from: int
    """The first of the closings that were told of it."""
    cancelled: Dated[ConsultationCancelled] | None

    @property
    def until(self) -> date:
        """The last day, as it was closed where that is told."""
        return self.closed.on if self.closed else self.announced_until

    @property
    def cancelled_on(self) -> date | None:
        """The day on which it was called off while it ran."""
        return self.cancelled.on if self.cancelled else None


def fold(case: Case) -> Folded:
    """The consultation: of several openings the first counts, of several closings likewise; each extension moves the last day.

    One that is opened again after it was called off is the newer one.
    """
    feedback = dated(case, ConsultationFeedback, "published_on")
    course = _course(case)
    if course is None:
        return _unopened(case, feedback)
    cancelled_on = course.cancelled_on
    over = cancelled_on is None and (course.closed is not None or course.until < case.today)
    least_until = _check_length(case, course, cancelled_on)
    met = None
    if over:
        ids = [course.opened.id, *([course.closed.id] if course.closed else [])]
        met = owe_feedback(case, CONSULTATION_FEEDBACK, course.until, feedback, ids)
    elif cancelled_on is None:
        case.look_again(course.until + ONE_DAY)
    _count(case, course, feedback)
    data = course.opened.data
    decision = decision_key(data.decision, case.key.org)
    counted = opinions(feedback)
    closing = course.closed.data.received if course.closed else None
    if feedback and closing is not None and counted["received"] != closing:
        text = f"反馈的收到意见数{counted['received']}与结束时的{closing}不一致，请核对"
        case.find(Finding(feedback[-1].on, "consultation.numbers_differ", ARTICLE_15, text, feedback[-1].id))
    return case.close(
        ConsultationState,
        title=data.title,
        sends=decision,
        opened_on=course.opened.on,
        closes_on=course.until,
        open_until=least_until,
        closed=over,
        cancelled_on=cancelled_on,
        matter=data.matter,
        decision=name_of(decision[0]) if decision else None,
        ways=list(dict.fromkeys([Way.CONSULTATION, *data.ways])),
        feedback_on=met.on if met else None,
        **(counted if feedback else counted | {"received": closing}),
    )


class Steps:
    """What was told of openings, extensions, closings and callings off, each by day, then as it was told."""

    def __init__(self, case: Case) -> None:
        self.openings = dated(case, ConsultationOpened, "opened_on")
        self.closings = dated(case, ConsultationClosed, "closed_on")
        self.cancellations = dated(case, ConsultationCancelled, "cancelled_on")
        self._extensions = dated(case, ConsultationExtended, "extended_on")
        days = accumulate((step.data.closes_on for step in reversed(self._extensions)), max)
        self._longest = list(days)[::-1]
        """The latest day that an extension or one after it names."""

    def run(self, opened: Dated[ConsultationOpened], before: Dated[ConsultationCancelled] | None) -> Course:
        """From an opening on; what was told up to ``before``, which called off the one before it, is of that one.

        What is called off after its end is none the less over.
        """
        longer = self._longest[_after(self._extensions, before) :][:1]
        until = max([opened.data.closes_on, *longer])
        closings = _after(self.closings, before)
        at = bisect_left(self.closings, opened.on, closings, key=lambda step: step.on)
        closed = self.closings[at] if at < len(self.closings) else None
        at = bisect_left(self.cancellations, opened.on, _after(self.cancellations, before), key=lambda step: step.on)
        off = self.cancellations[at] if at < len(self.cancellations) else None
        last = closed.on if closed else until
        return Course(opened, until, closed, closings, off if off is not None and off.on <= last else None)


def _after(steps: Sequence[Dated[Any]], before: Dated[ConsultationCancelled] | None) -> int:
    """The place of the first of the steps that was told after ``before``."""
    return bisect_right(steps, before[:2], key=lambda step: step[:2]) if before else 0


def _course(case: Case) -> Course | None:
    steps = Steps(case)
    if not steps.openings:
        return None
    for step in steps.cancellations:
        if step.on < steps.openings[0].on:
            text = f"取消日期{step.on}早于开始日期{steps.openings[0].on}，不计；请核对日期"
            case.find(Finding(step.on, "consultation.cancelled_before_opening", ARTICLE_15, text, step.id))
    course = steps.run(steps.openings[0], None)
    for again in steps.openings[1:]:
        if course.cancelled is not None and again[:2] > course.cancelled[:2]:
            course = steps.run(again, course.cancelled)
        else:
            text = "又报了一次开始征求意见，以最早的为准；延长期限的请报延长，其他改动请更正原来的事实"
            case.find(Finding(again.on, "consultation.opened_twice", ARTICLE_15, text, again.id))
    for closing in steps.closings[course.closings_from :]:
        if closing.on < course.opened.on:
            text = f"结束日期{closing.on}早于开始日期{course.opened.on}，不计；请核对日期"
            case.find(Finding(closing.on, "consultation.closed_before_opening", ARTICLE_15, text, closing.id))
        elif closing.on < course.announced_until:
            text = f"公告征求意见至{course.announced_until}，{closing.on}已经结束"
            case.find(Finding(closing.on, "consultation.closed_early", ARTICLE_15, text, closing.id))
    return course


def _least(data: ConsultationOpened) -> Least | None:
    limit = least_consultation(data.matter, market_entities=data.market_entities)
    return _LEASTS[limit] if limit else None


def _check_length(case: Case, course: Course, cancelled_on: date | None) -> date | None:
    """The first lawful last day; a shorter time is found and counted, unless the notice says why it is shorter."""
    data, on = course.opened.data, course.opened.on
    least = _least(data)
    if least is None:
        return None
    lawful = earliest_after(case, least, on)
    if course.until >= lawful or cancelled_on is not None:
        return lawful
    if data.shorter_because is not None:
        case.count(on, "consultations_shortened")
        return lawful
    case.count(on, "consultations_too_short")
    words = case.profile.least(least, on).words
    text = f"{data.matter}征求意见不少于{words}，{on}开始的至少到{lawful}，实际到{course.until}；公告没有说明缩短的理由"
    case.find(Finding(on, "consultation.too_short", least.article, text, course.opened.id))
    return lawful


def _count(case: Case, course: Course, feedback: list[Dated[ConsultationFeedback]]) -> None:
    on = course.opened.on
    case.count(on, "consultations_opened")
    case.count(on, f"consultations_by_matter@{course.opened.data.matter}")
    opinion_counts = opinions(feedback)
    received = opinion_counts["received"] if feedback else course.closed.data.received if course.closed else None
    case.count(course.until, "consultation_opinions", received or 0)
    case.count(course.until, "consultation_opinions_adopted", opinion_counts["adopted"] or 0)
    case.count(course.until, "consultation_opinions_answered", opinion_counts["answered"] or 0)


def _unopened(case: Case, feedback: list[Dated[ConsultationFeedback]]) -> Folded:
    """What presupposes an opening waits for it, and is found until it comes."""
    steps = [
        *((step.on, step.id) for step in feedback),
        *((step.on, step.id) for step in dated(case, ConsultationClosed, "closed_on")),
        *((step.on, step.id) for step in dated(case, ConsultationExtended, "extended_on")),
        *((step.on, step.id) for step in dated(case, ConsultationCancelled, "cancelled_on")),
    ]
    for on, fact in steps:
        text = "没有报过开始征求意见；请补报，补报后自动对应"
        case.find(Finding(on, "consultation.not_opened", ARTICLE_15, text, fact))
    return case.close(ConsultationState, **opinions(feedback))
