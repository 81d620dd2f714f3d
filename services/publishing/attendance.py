"""What the facts about a meeting that the public attends come to (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
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
from services.publishing.participating import (
    called_off,
    count_heads,
    decision_key,
    find_unheld,
    latest_before,
    opinions,
    owe_feedback,
)

MOST_DECISIONS = 60
"""Decisions whose states a meeting takes, the first named; its newest topics are among them unless it was announced again and again."""


class OnList(msgspec.Struct):
    """Days on which a decision was on the list."""

    since: date
    until: date | None = None


class Decision(msgspec.Struct):
    """What a meeting needs of a decision among its topics."""

    org: str
    subject: str
    on_list: list[OnList] = []

    def is_listed(self, day: date) -> bool:
        """Whether it is on the list on that day."""
        return any(each.since <= day and (each.until is None or day < each.until) for each in self.on_list)


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
    cancellations = dated(case, AttendanceCancelled, "cancelled_on")
    cancelled_on = None if held else called_off(announced, cancellations)
    announced_for = announced[-1].data.meets_on if announced else None
    topics = _topics(announced, held)
    off_list = _off_list(case, topics, held)
    met = owe_feedback(case, ATTENDANCE_FEEDBACK, held.on, feedback, [held.id]) if held else None
    if held is not None:
        _find_held(case, held, announced, invited, topics, off_list)
    else:
        for step in feedback:
            text = "没有报过召开会议；请补报，补报后自动对应"
            case.find(Finding(step.on, "attendance.not_held", TASK, text, step.id))
        find_unheld(case, TASK, "列席会议", announced_for, cancelled_on, [*invited, *cancellations], announced)
    counted = opinions(feedback)
    _count(case, held, invited, counted)
    return case.close(
        AttendanceState,
        title=topics[0].title if topics else None,
        meeting=announced[-1].data.meeting if announced else None,
        announced_on=announced[0].on if announced else None,
        meets_on=held.on if held else announced_for,
        held=held is not None,
        cancelled_on=cancelled_on,
        topics=[topic.title for topic in topics],
        off_list=len(off_list),
        invited=sum(step.data.invitees.total for step in invited),
        attended=held.data.attendees.total if held else 0,
        feedback_on=met.on if met else None,
        **counted,
    )


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
        if each.is_listed(held.on)
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
    counted: dict[str, Any],
) -> None:
    for step in invited:
        count_heads(case, step.on, "invitees_by_kind", step.data.invitees)
    if held is not None:
        case.count(held.on, "meetings_attended")
        count_heads(case, held.on, "attendees_by_kind", held.data.attendees)
        case.count(held.on, "attendance_opinions", counted["received"] or 0)
        case.count(held.on, "attendance_opinions_adopted", counted["adopted"] or 0)
