"""听证会: hearings on decisions (重大行政决策程序暂行条例第十六条)."""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.fields import DATE, PATTERN_URL, BusModel, Date, described
from contracts.kit import Check, Duty, Family, Least, Measure, MeasureKind
from contracts.participation import (
    ARTICLE_16,
    ARTICLE_18,
    FEEDBACK_DAYS,
    GROUP,
    GROUP_ENGLISH,
    INVITEE_LABELS,
    Heads,
    adopted,
    answered,
    decision_reference,
    received,
)
from contracts.state import SubjectState
from law.limit import set_by_fact, working_days
from law.participation import HEARING_PAPERS_DAYS


class HearingAnnounced(BusModel, title="公告听证会", meaning="a hearing was announced, or put on another day."):
    announced_on: Date = described("公告日期", "day of the announcement", unit=DATE, source=ARTICLE_16)
    takes_place_on: Date = described(
        "召开日期",
        "day on which it is to be held",
        unit=DATE,
        source=ARTICLE_16,
        ahead=True,
        not_before="announced_on",
    )
    title: str | None = described("标题", "what is heard", default=None, min_length=1, max_length=500)
    decision: str | None = decision_reference()
    url: str | None = described(
        "网址", "address of the announcement", default=None, max_length=2000, pattern=PATTERN_URL
    )


class HearingPapersSent(
    BusModel, title="送达听证材料", meaning="draft, grounds and explanation reached those who take part."
):
    delivered_on: Date = described(
        "送达日期", "day on which the last of them had the papers", unit=DATE, source=ARTICLE_16
    )


class HearingParticipantsPublished(
    BusModel, title="公布听证参加人", meaning="who takes part was published in advance."
):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=ARTICLE_16)
    participants: Heads = described("参加人数", "how many, by kind")


class HearingHeld(BusModel, title="召开听证会", meaning="the hearing was held."):
    held_on: Date = described("召开日期", "day of the hearing", unit=DATE, source=ARTICLE_16)
    participants: Heads = described("参加人数", "how many took part, by kind")


class HearingFeedback(
    BusModel, title="公布听证意见采纳情况", meaning="what became of the opinions heard was published."
):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=ARTICLE_18)
    received: int = received()
    adopted: int = adopted()
    answered: int = answered()
    url: str | None = described("网址", "address of the page", default=None, max_length=2000, pattern=PATTERN_URL)


class HearingCancelled(BusModel, title="取消听证会", meaning="the hearing was called off."):
    cancelled_on: Date = described("取消日期", "day on which it was called off", unit=DATE)
    reason: str = described("取消原因", "why", min_length=1, max_length=1000)


class HearingState(SubjectState, title="听证会", meaning="a hearing, from its announcement to its feedback."):
    announced_on: date | None = described("公告日期", "first announcement", unit=DATE, default=None)
    takes_place_on: date | None = described("召开日期", "as held, else as last announced", unit=DATE, default=None)
    held: bool = described("已召开", "it was held", default=False)
    papers_on: date | None = described("材料送达日期", "first delivery", unit=DATE, default=None)
    participants_on: date | None = described("参加人公布日期", "first publication", unit=DATE, default=None)
    participants: int | None = described("参加人数", "who took part, else who is to", default=None)
    cancelled_on: date | None = described("取消日期", "day on which it was called off", unit=DATE, default=None)
    decision: str | None = described("决策事项", "<organisation>:<id>", default=None)
    received: int | None = described("收到意见", "opinions heard", default=None)
    adopted: int | None = described("采纳意见", "of these adopted", default=None)
    answered: int | None = described("答复意见", "of these answered", default=None)
    feedback_on: date | None = described("反馈日期", "first publication after the hearing", unit=DATE, default=None)


HEARING_PAPERS = Duty(
    "hearing_papers",
    "送达听证材料",
    "Deliver the papers of a hearing",
    ARTICLE_16,
    set_by_fact(),
    by_default=False,
)
"""By the day that lies so many days before the hearing; of one announced later than that, on the day of the announcement."""

HEARING_FEEDBACK = Duty(
    "hearing_feedback",
    "公布听证意见采纳情况",
    "Publish what became of opinions heard",
    ARTICLE_18,
    working_days(FEEDBACK_DAYS),
    statutory=False,
    by_default=False,
)

PARTICIPANTS = Check(
    "hearing_participants",
    "听证参加人名单提前公布",
    "Participants of a hearing published in advance",
    ARTICLE_16,
)
"""Where a county asks for it, a hearing without a published list is found; a list published too late always is."""

PAPERS_AHEAD = Least(
    "hearing_papers_ahead", "听证材料提前送达", "Papers ahead of a hearing", ARTICLE_16, HEARING_PAPERS_DAYS
)

_measure = partial(Measure, unit="场", group=GROUP, group_english=GROUP_ENGLISH)
_opinions = partial(Measure, unit="条", group=GROUP, group_english=GROUP_ENGLISH)

HEARING = Family(
    name="hearing",
    service="publishing",
    chinese="听证会",
    english="hearing",
    facts={
        "announced": HearingAnnounced,
        "papers_sent": HearingPapersSent,
        "participants_published": HearingParticipantsPublished,
        "held": HearingHeld,
        "feedback": HearingFeedback,
        "cancelled": HearingCancelled,
    },
    state=HearingState,
    findings={
        "hearing.not_held": "听证会没有召开",
        "hearing.outcome_untold": "听证会到期没有报结果",
        "hearing.papers_late": "听证材料送达过晚",
        "hearing.participants_late": "听证参加人公布过晚",
        "hearing.participants_unpublished": "听证参加人没有公布",
        "hearing_feedback.too_early": "召开之前反馈听证意见",
    },
    duties=(HEARING_PAPERS, HEARING_FEEDBACK),
    checks=(PARTICIPANTS,),
    leasts=(PAPERS_AHEAD,),
    measures=(
        _measure("hearings_held", "听证会", "Hearings"),
        _measure("hearings_papers_late", "材料送达不足", "Papers too late", alarm="bad", in_total=False),
        _opinions("hearing_opinions", "听证意见", "Opinions heard", in_total=False),
        _opinions("hearing_opinions_adopted", "采纳听证意见", "Adopted", in_total=False),
        _measure(
            "hearing_participants_by_kind",
            "听证参加人数，按类别",
            "Participants of hearings, by kind",
            unit="人",
            kind=MeasureKind.LABELLED,
            labels=INVITEE_LABELS,
        ),
    ),
    most_facts=100,
)

FAMILIES = (HEARING,)
