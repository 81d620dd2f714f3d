"""What the facts about a meeting that the public attends come to (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.case import ONE_DAY, Case, Folded
from contracts.attendance import (
    ANNOUNCED,
    ATTENDANCE_FEEDBACK,
    NOTICE,
    TOPICS,
    AttendanceAnnounced,
    AttendanceCancelled,
    AttendanceFeedback,
    AttendanceHeld,
    AttendanceInvited,
    AttendanceState,
    Topic,
)
from contracts.decision import DECISION
from contracts.envelope import Fact
from contracts.kit import Key
from contracts.participation import TASK
from law.findings import Finding
from services.publishing.dated import Dated, dated
from services.publishing.participating import (
    called_off,
    count_heads,
    decision_key,
    latest_before,
    opinions,
    owe_feedback,
)

MOST_DECISIONS = 60
"""Decisions whose states a meeting takes, the first named; its newest topics are among them unless it was announced again and again."""


class Decision(msgspec.Struct):
    """What a meeting needs of a decision among its topics."""

    org: str
    subject: str
    listed_on: date | None = None
    dropped_on: date | None = None

    def on_list(self, day: date) -> bool:
        """Whether it is on the list on that day."""
        return self.listed_on is not None and self.listed_on <= day and not (self.dropped_on and self.dropped_on <= day)


READS = {DECISION.kind: Decision}
"""What it reads of others' states; see chassis.ledger.flowing."""


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """The decisions among its topics, the newest told first."""
    named = [(fact.data, fact.key.org) for fact in facts]
    keys = (
        key
        for data, org in reversed(named)
        if isinstance(data, (AttendanceAnnounced, AttendanceHeld))
        for topic in data.topics
        for key in decision_key(topic.decision, org)
    )
    return list(dict.fromkeys(keys))[:MOST_DECISIONS]


def fold(case: Case) -> Folded:
    """The meeting: as held, else as last announced; of several reports that it was held the first counts."""
    announced = dated(case, AttendanceAnnounced, "announced_on")
    invited = dated(case, AttendanceInvited, "invited_on")
    held = next(iter(dated(case, AttendanceHeld, "held_on")), None)
    feedback = dated(case, AttendanceFeedback, "told_on")
    cancelled_on = None if held else called_off(announced, dated(case, AttendanceCancelled, "cancelled_on"))
    topics = _topics(announced, held)
    off_list = _off_list(case, topics, held)
    met = owe_feedback(case, ATTENDANCE_FEEDBACK, held.on, feedback, [held.id]) if held else None
    if held is not None:
        _find_held(case, held, announced, invited, topics, off_list)
    else:
        _find_open(case, announced, invited, feedback, cancelled_on)
    counted = opinions(feedback)
    _count(case, held, invited, counted)
    return case.close(
        AttendanceState,
        title=topics[0].title if topics else None,
        meeting=announced[-1].data.meeting if announced else None,
        announced_on=announced[0].on if announced else None,
        meets_on=held.on if held else announced[-1].data.meets_on if announced else None,
        held=held is not None,
        cancelled_on=cancelled_on,
        topics=[topic.title for topic in topics],
        off_list=len(off_list),
        invited=sum(step.data.invitees.total for step in invited),
        attended=held.data.attendees.total if held else 0,
        feedback_on=met.on if met else None,
        **counted,
    )


def _find_open(
    case: Case,
    announced: Sequence[Dated[AttendanceAnnounced]],
    invited: Sequence[Dated[AttendanceInvited]],
    feedback: Sequence[Dated[AttendanceFeedback]],
    cancelled_on: date | None,
) -> None:
    """What presupposes a meeting that nobody told of, and a meeting whose day is over of which nobody told how it went."""
    for step in feedback:
        text = "没有报过召开会议；请补报，补报后自动对应"
        case.find(Finding(step.on, "attendance.not_held", TASK, text, step.id))
    if announced:
        last = announced[-1]
        case.look_again(last.data.meets_on + ONE_DAY)
        if cancelled_on is None and last.data.meets_on < case.today:
            text = f"公告{last.data.meets_on}开会，此后没有报召开，也没有报取消或者改期；请补报"
            case.find(Finding(last.data.meets_on, "attendance.outcome_untold", TASK, text, last.id))
        return
    untold = [(step.on, step.id) for step in invited]
    untold += [(step.on, step.id) for step in dated(case, AttendanceCancelled, "cancelled_on")]
    for on, fact_id in untold:
        text = "没有报过公告或者召开会议；请核对事项编号，或者补报，补报后自动对应"
        case.find(Finding(on, "attendance.not_announced", TASK, text, fact_id))


def _topics(announced: Sequence[Dated[AttendanceAnnounced]], held: Dated[AttendanceHeld] | None) -> Sequence[Topic]:
    if held is not None and held.data.topics:
        return held.data.topics
    return announced[-1].data.topics if announced else ()


def _off_list(case: Case, topics: Sequence[Topic], held: Dated[AttendanceHeld] | None) -> list[str]:
    """Titles of topics that are no decision of the list on the day of the meeting; none before it was held."""
    if held is None:
        return []
    listed = {
        Key(DECISION.kind, each.org, each.subject)
        for each in case.linked(DECISION.kind, Decision)
        if each.on_list(held.on)
    }
    return [topic.title for topic in topics if not listed & set(decision_key(topic.decision, case.key.org))]


def _find_held(
    case: Case,
    held: Dated[AttendanceHeld],
    announced: Sequence[Dated[AttendanceAnnounced]],
    invited: Sequence[Dated[AttendanceInvited]],
    topics: Sequence[Topic],
    off_list: Sequence[str],
) -> None:
    """Rule 37: topics of the list, invitees by kind, announced in time."""

    def find(code: str, text: str) -> None:
        case.find(Finding(held.on, f"attendance.{code}", TASK, text, held.id))

    if held.data.attendees.total == 0:
        find("nobody", "没有人列席；请核对人数，或者按取消列席报送")
    if case.profile.asks(TOPICS.code, held.on):
        if not topics:
            find("no_topic", "没有写明列席的议题")
        elif off_list:
            find(
                "topic_off_list",
                f"{len(off_list)}个议题不在决策目录之内，如“{off_list[0]}”；请列入目录，或者写明事项编号",
            )
    asked = case.profile.asks(ANNOUNCED.code, held.on)
    if asked and not announced:
        find("unannounced", "列席会议没有提前公告")
    if asked and not any(step.on <= held.on and step.data.invitees.total for step in invited):
        find("nobody_invited", "没有按类别邀请利益相关方、群众代表、专家或者媒体")
    due_on = latest_before(case, NOTICE, held.on)
    if announced and announced[0].on > due_on:
        words = case.profile.least(NOTICE, held.on).words
        find("notice_short", f"{held.on}开会，应提前{words}公告，{announced[0].on}才公告")


def _count(
    case: Case,
    held: Dated[AttendanceHeld] | None,
    invited: Sequence[Dated[AttendanceInvited]],
    told: dict[str, Any],
) -> None:
    for step in invited:
        count_heads(case, step.on, "invitees_by_kind", step.data.invitees)
    if held is not None:
        case.count(held.on, "meetings_attended")
        count_heads(case, held.on, "attendees_by_kind", held.data.attendees)
        case.count(held.on, "attendance_opinions", told["received"] or 0)
        case.count(held.on, "attendance_opinions_adopted", told["adopted"] or 0)
