"""公开征求意见: open consultations on decisions and 行政规范性文件 (奉节府办发〔2020〕101号 二（五）, 重大行政决策程序暂行条例第十五条)."""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.fields import DATE, PATTERN_URL, BusModel, Date, described
from contracts.kit import Duty, Family, Least, Measure, MeasureKind
from contracts.participation import (
    ARTICLE_14,
    ARTICLE_15,
    ARTICLE_18,
    FEEDBACK_DAYS,
    GROUP,
    GROUP_ENGLISH,
    adopted,
    answered,
    decision_reference,
    received,
)
from contracts.state import SubjectState
from law.limit import working_days
from law.participation import CONSULTATION_DAYS, NORMATIVE_DAYS, Matter, Way

NORMATIVE = "国办发〔2018〕37号"


class ConsultationOpened(BusModel, title="开始征求意见", meaning="the public was asked for its opinion."):
    opened_on: Date = described("开始日期", "day of the notice", unit=DATE, source=ARTICLE_15)
    closes_on: Date = described(
        "截止日期",
        "last day on which opinions are taken, as the notice says",
        unit=DATE,
        source=ARTICLE_15,
        ahead=True,
        not_before="opened_on",
    )
    title: str | None = described("标题", "what is consulted on", default=None, min_length=1, max_length=500)
    matter: Matter = described("决策种类", "what is to be decided; it sets how long at least", source=ARTICLE_15)
    market_entities: bool = described(
        "涉及市场主体", "a 行政规范性文件 that touches market entities is heard 30 days", default=False
    )
    shorter_because: str | None = described(
        "缩短理由",
        "why the time is shorter, as the notice says",
        source=ARTICLE_15,
        default=None,
        min_length=1,
        max_length=1000,
    )
    decision: str | None = decision_reference()
    ways: list[Way] = described(
        "其他方式",
        "how else the public is asked meanwhile, such as 问卷调查",
        source=ARTICLE_14,
        default_factory=list,
        max_length=len(Way),
    )
    url: str | None = described("网址", "address of the notice", default=None, max_length=2000, pattern=PATTERN_URL)


class ConsultationExtended(BusModel, title="延长征求意见", meaning="opinions are taken for longer."):
    extended_on: Date = described("延长日期", "day on which that was announced", unit=DATE)
    closes_on: Date = described(
        "截止日期", "last day from now on", unit=DATE, source=ARTICLE_15, ahead=True, not_before="extended_on"
    )


class ConsultationClosed(BusModel, title="结束征求意见", meaning="no more opinions are taken."):
    closed_on: Date = described("结束日期", "last day on which opinions were taken", unit=DATE, source=ARTICLE_15)
    received: int = received()


class ConsultationFeedback(BusModel, title="公布意见采纳情况", meaning="what became of the opinions was published."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=ARTICLE_18)
    received: int = received()
    adopted: int = adopted()
    answered: int = answered()
    url: str | None = described("网址", "address of the page", default=None, max_length=2000, pattern=PATTERN_URL)


class ConsultationCancelled(BusModel, title="取消征求意见", meaning="the consultation was called off."):
    cancelled_on: Date = described("取消日期", "first day on which no opinion is asked for any more", unit=DATE)
    reason: str = described("取消原因", "why", min_length=1, max_length=1000)


class ConsultationState(
    SubjectState, title="公开征求意见", meaning="an open consultation, from its notice to its feedback."
):
    opened_on: date | None = described("开始日期", "day of the notice", unit=DATE, default=None)
    closes_on: date | None = described(
        "截止日期", "last day, as announced or as it was closed", unit=DATE, default=None
    )
    open_until: date | None = described(
        "最早截止日期", "first lawful last day, where a clause sets how long at least", unit=DATE, default=None
    )
    closed: bool = described("已结束", "opinions are taken no more", default=False)
    cancelled_on: date | None = described("取消日期", "day on which it was called off", unit=DATE, default=None)
    matter: Matter | None = described("决策种类", "what is to be decided", default=None)
    decision: str | None = described("决策事项", "<organisation>:<id>", default=None)
    ways: list[Way] = described(
        "参与方式", "how the public was asked: by the notice, and beside it", default_factory=list
    )
    received: int | None = described("收到意见", "opinions received", default=None)
    adopted: int | None = described("采纳意见", "of these adopted", default=None)
    answered: int | None = described("答复意见", "of these answered", default=None)
    feedback_on: date | None = described("反馈日期", "first publication after the end", unit=DATE, default=None)


CONSULTATION_FEEDBACK = Duty(
    "consultation_feedback",
    "公布征求意见采纳情况",
    "Publish what became of opinions",
    ARTICLE_18,
    working_days(FEEDBACK_DAYS),
    statutory=False,
    by_default=False,
)
"""From the last day of the consultation on."""

CONSULTATION_PERIOD = Least(
    "consultation_period", "公开征求意见期限", "Time of open consultation", ARTICLE_15, CONSULTATION_DAYS
)
NORMATIVE_PERIOD = Least(
    "normative_consultation_period",
    "规范性文件征求意见期限",
    "Time of consultation on 行政规范性文件",
    NORMATIVE,
    NORMATIVE_DAYS,
)

_measure = partial(Measure, unit="次", group=GROUP, group_english=GROUP_ENGLISH)
_opinions = partial(Measure, unit="条", group=GROUP, group_english=GROUP_ENGLISH)

CONSULTATION = Family(
    name="consultation",
    service="publishing",
    chinese="公开征求意见",
    english="consultation",
    facts={
        "opened": ConsultationOpened,
        "extended": ConsultationExtended,
        "closed": ConsultationClosed,
        "feedback": ConsultationFeedback,
        "cancelled": ConsultationCancelled,
    },
    state=ConsultationState,
    findings={
        "consultation.cancelled_before_opening": "取消征求意见早于开始",
        "consultation.closed_before_opening": "征求意见结束早于开始",
        "consultation.closed_early": "征求意见提前结束",
        "consultation.not_opened": "征求意见没有开始",
        "consultation.numbers_differ": "意见数前后不一",
        "consultation.opened_twice": "重复征求意见",
        "consultation.too_short": "征求意见期限不足",
        "consultation_feedback.too_early": "结束之前反馈征求意见",
    },
    duties=(CONSULTATION_FEEDBACK,),
    leasts=(CONSULTATION_PERIOD, NORMATIVE_PERIOD),
    measures=(
        _measure("consultations_opened", "征求意见", "Consultations"),
        _measure("consultations_shortened", "说明理由缩短", "Shortened with a reason", in_total=False),
        _measure("consultations_too_short", "期限不足", "Too short", alarm="bad"),
        _opinions("consultation_opinions", "收到意见", "Opinions", in_total=False),
        _opinions("consultation_opinions_adopted", "采纳意见", "Opinions adopted"),
        _opinions("consultation_opinions_answered", "答复意见", "Opinions answered"),
        _measure(
            "consultations_by_matter",
            "征求意见次数，按决策种类",
            "Consultations, by matter",
            kind=MeasureKind.LABELLED,
            labels={
                Matter.MAJOR.value: (Matter.MAJOR.value, "Major decisions"),
                Matter.NORMATIVE.value: (Matter.NORMATIVE.value, "Normative documents"),
                Matter.OTHER.value: (Matter.OTHER.value, "Other matters"),
            },
        ),
    ),
    most_facts=100,
)

FAMILIES = (CONSULTATION,)
