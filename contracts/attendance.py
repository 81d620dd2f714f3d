"""列席会议: meetings of the government that the public attends (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.decision import DECISION
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Check, Duty, Family, Least, Measure, MeasureKind
from contracts.participation import (
    FEEDBACK_DAYS,
    GROUP,
    GROUP_ENGLISH,
    INVITEE_LABELS,
    TASK,
    Heads,
    adopted,
    answered,
    decision_reference,
    received,
)
from contracts.state import SubjectState
from law.limit import working_days
from law.participation import ATTENDANCE_NOTICE_DAYS

MOST_TOPICS = 30


class Meeting(StrEnum):
    """会议类别: which meeting it is."""

    PLENARY = "全体会议"
    EXECUTIVE = "常务会议"
    OTHER = "其他会议"


class Topic(BusModel, title="列席议题", meaning="a topic for which the public attends."):
    title: str = described("议题", "what it is about", min_length=1, max_length=500)
    decision: str | None = decision_reference()


def _topics() -> list[Topic]:
    topics: list[Topic] = described(
        "列席议题", "topics for which the public attends", source=TASK, default_factory=list, max_length=MOST_TOPICS
    )
    return topics


class AttendanceAnnounced(
    BusModel, title="公告列席会议", meaning="it was announced that the public may attend a meeting."
):
    announced_on: Date = described("公告日期", "day of the announcement", unit=DATE, source=TASK)
    meets_on: Date = described(
        "会议日期", "day on which it is to meet", unit=DATE, source=TASK, ahead=True, not_before="announced_on"
    )
    meeting: Meeting = described("会议类别", "which meeting")
    topics: list[Topic] = _topics()


class AttendanceInvited(BusModel, title="邀请列席", meaning="people were invited to attend."):
    invited_on: Date = described("邀请日期", "day of the invitation", unit=DATE, source=TASK)
    invitees: Heads = described("邀请人数", "how many, by kind")


class AttendanceHeld(BusModel, title="列席会议", meaning="the meeting was held."):
    held_on: Date = described("会议日期", "day of the meeting", unit=DATE, source=TASK)
    attendees: Heads = described("列席人数", "how many attended, by kind")
    topics: list[Topic] = _topics()


class AttendanceFeedback(
    BusModel, title="反馈列席意见", meaning="those who attended were told what was adopted and decided."
):
    told_on: Date = described("反馈日期", "day on which they were told", unit=DATE, source=TASK)
    received: int = received()
    adopted: int = adopted()
    answered: int = answered()


class AttendanceCancelled(BusModel, title="取消列席", meaning="the meeting, or the attendance, was called off."):
    cancelled_on: Date = described("取消日期", "day on which it was called off", unit=DATE)
    reason: str = described("取消原因", "why", min_length=1, max_length=1000)


class AttendanceState(
    SubjectState, title="列席会议", meaning="a meeting that the public attends; its title is its first topic."
):
    meeting: Meeting | None = described("会议类别", "which meeting", default=None)
    announced_on: date | None = described("公告日期", "first announcement", unit=DATE, default=None)
    meets_on: date | None = described("会议日期", "as held, else as last announced", unit=DATE, default=None)
    held: bool = described("已召开", "it was held", default=False)
    cancelled_on: date | None = described("取消日期", "day on which it was called off", unit=DATE, default=None)
    topics: list[str] = described("列席议题", "as held, else as last announced", default_factory=list)
    off_list: int = described("目录外议题", "of these that are on no list of decisions", default=0)
    invited: int = described("邀请人数", "in all", default=0)
    attended: int = described("列席人数", "in all", default=0)
    received: int | None = described("收到意见", "opinions of those who attended", default=None)
    adopted: int | None = described("采纳意见", "of these adopted", default=None)
    answered: int | None = described("答复意见", "of these answered", default=None)
    feedback_on: date | None = described("反馈日期", "first feedback after the meeting", unit=DATE, default=None)


ATTENDANCE_FEEDBACK = Duty(
    "attendance_feedback",
    "反馈列席意见采纳和决策情况",
    "Tell attendees what was adopted and decided",
    TASK,
    working_days(FEEDBACK_DAYS),
    statutory=False,
    by_default=False,
)

TOPICS = Check(
    "attendance_topics",
    "列席议题在决策目录之内",
    "Topics of attended meetings are on the list of decisions",
    TASK,
)
ANNOUNCED = Check(
    "attendance_announced",
    "列席会议提前公告并按类别邀请",
    "Attended meetings announced in advance, with invitees by kind",
    TASK,
)

NOTICE = Least(
    "attendance_notice",
    "列席会议提前公告",
    "Notice ahead of an attended meeting",
    TASK,
    ATTENDANCE_NOTICE_DAYS,
    statutory=False,
)

_measure = partial(Measure, unit="次", group=GROUP, group_english=GROUP_ENGLISH)
_labelled = partial(_measure, unit="人", kind=MeasureKind.LABELLED, labels=INVITEE_LABELS)

ATTENDANCE = Family(
    name="attendance",
    service="publishing",
    chinese="列席会议",
    english="attended meeting",
    facts={
        "announced": AttendanceAnnounced,
        "invited": AttendanceInvited,
        "held": AttendanceHeld,
        "feedback": AttendanceFeedback,
        "cancelled": AttendanceCancelled,
    },
    state=AttendanceState,
    findings={
        "attendance.no_topic": "没有列席议题",
        "attendance.nobody": "没有人列席",
        "attendance.nobody_invited": "没有邀请列席人",
        "attendance.not_held": "列席会议没有召开",
        "attendance.notice_short": "列席公告过晚",
        "attendance.outcome_untold": "列席会议到期没有报结果",
        "attendance.topic_off_list": "议题不在目录之内",
        "attendance.unannounced": "列席没有公告",
        "attendance_feedback.too_early": "会议之前反馈列席意见",
    },
    duties=(ATTENDANCE_FEEDBACK,),
    checks=(TOPICS, ANNOUNCED),
    leasts=(NOTICE,),
    measures=(
        _measure("meetings_attended", "列席会议", "Attended meetings"),
        _measure("attendance_opinions", "列席意见", "Opinions of attendees", unit="条", in_total=False),
        _measure("attendance_opinions_adopted", "采纳列席意见", "Adopted", unit="条", in_total=False),
        _labelled("attendees_by_kind", "列席人数，按类别", "Attendees, by kind"),
        _labelled("invitees_by_kind", "邀请人数，按类别", "Invitees, by kind"),
    ),
    takes=(DECISION.kind,),
    most_facts=100,
)

FAMILIES = (ATTENDANCE,)
