"""网站留言: what people write into a column of a site, and whether it is answered (国办秘函〔2019〕19号).

Only the days and a code: neither what was written nor who wrote it is told.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.fields import DATE, PATTERN_CODE, BusModel, Date, described
from contracts.inspection import INSPECTION
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.references import reference
from contracts.state import SubjectState
from law.limit import months


class Dismissal(StrEnum):
    """Why a message needs no answer."""

    REPEATED = "重复留言"
    EMPTY = "没有实质内容"
    UNLAWFUL = "内容违法"
    ELSEWHERE = "不属于受理范围"


class MessageReceived(BusModel, title="收到留言", meaning="somebody left a message in a column."):
    received_on: Date = described("留言日期", "day it was left", unit=DATE, source=INSPECTION)
    column: str = reference("栏目", "column in which it was left", pattern=PATTERN_CODE)


class MessageAnswered(BusModel, title="答复留言", meaning="the message was answered."):
    answered_on: Date = described("答复日期", "day of the answer", unit=DATE, source=INSPECTION)


class MessageDismissed(BusModel, title="留言无效", meaning="the message needs no answer."):
    dismissed_on: Date = described("认定日期", "day it was found to need none", unit=DATE)
    reason: Dismissal = described("理由", "why")


class MessageState(SubjectState, title="网站留言", meaning="a message in a column of a site; it has no title."):
    column: str | None = described("栏目", "<organisation>:<id>", default=None)
    received_on: date | None = described("留言日期", "day it was left", unit=DATE, default=None)
    answered_on: date | None = described("答复日期", "day of the first answer", unit=DATE, default=None)
    dismissed_on: date | None = described("认定无效日期", "day it was found to need none", unit=DATE, default=None)


ANSWER_MESSAGE = Duty(
    "answer_message",
    "答复网站留言",
    "Answer the message",
    f"{INSPECTION}（超过3个月未答复）",
    months(3),
)

_measure = partial(Measure, unit="条", group="网站留言", group_english="Messages")

MESSAGE = Family(
    name="message",
    service="publishing",
    chinese="网站留言",
    english="message on a site",
    facts={"received": MessageReceived, "answered": MessageAnswered, "dismissed": MessageDismissed},
    state=MessageState,
    findings={
        "message.before_receipt": "收到之前答复留言",
        "message.unreceived": "没有报过收到留言",
    },
    duties=(ANSWER_MESSAGE,),
    measures=(
        _measure("messages_received", "收到", "Received"),
        _measure("messages_answered", "答复", "Answered"),
        _measure("messages_dismissed", "无效", "Needing no answer", shown=False),
        _measure(
            "days_to_answer_message", "答复用时", "Working days to answer", kind=MeasureKind.DAYS, unit="个工作日"
        ),
    ),
    codes_only=True,
)

FAMILIES = (MESSAGE,)
