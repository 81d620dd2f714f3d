"""公众参与的决策事项: a unit's list of decisions, with ways and channels of taking part (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.consultation import CONSULTATION
from contracts.fields import DATE, PATTERN_URL, BusModel, Date, described
from contracts.hearing import HEARING
from contracts.kit import Check, Duty, Family, Measure, MeasureKind
from contracts.participation import ARTICLE_14, ARTICLE_32, GROUP, GROUP_ENGLISH, TASK
from contracts.state import SubjectState
from law.codes import PUBLISH_WITHIN_WORKING_DAYS
from law.limit import working_days
from law.participation import Matter, Route, Way


def _ways() -> list[Way]:
    ways: list[Way] = described(
        "参与方式", "how the public takes part", source=TASK, default_factory=list, max_length=len(Way)
    )
    return ways


def _routes() -> list[Route]:
    routes: list[Route] = described(
        "参与渠道", "where opinions are given", source=TASK, default_factory=list, max_length=len(Route)
    )
    return routes


class DecisionListed(
    BusModel, title="列入决策目录", meaning="a decision was put on the list of those in which the public takes part."
):
    listed_on: Date = described("列入日期", "day on which it was listed", unit=DATE, source=TASK)
    title: str = described("决策事项", "what is to be decided", min_length=1, max_length=500)
    matter: Matter = described("决策种类", "what kind of decision it is", source=TASK)
    ways: list[Way] = _ways()
    routes: list[Route] = _routes()


class DecisionChanged(BusModel, title="调整参与安排", meaning="the public takes part by other ways or channels."):
    changed_on: Date = described("调整日期", "day of the change", unit=DATE, source=TASK)
    ways: list[Way] = _ways()
    routes: list[Route] = _routes()


class DecisionPublished(BusModel, title="公布参与安排", meaning="the matter with its ways and channels was published."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=TASK)
    url: str | None = described("网址", "address of the page", default=None, max_length=2000, pattern=PATTERN_URL)


class DecisionMade(BusModel, title="作出决策", meaning="the decision was made."):
    made_on: Date = described("决策日期", "day of the decision", unit=DATE, source=ARTICLE_32)
    high_attention: bool = described(
        "社会关注度高", "then it is told which opinions were adopted", source=ARTICLE_32, default=False
    )


class DecisionAnnounced(BusModel, title="公布决策", meaning="the decision was published."):
    announced_on: Date = described("公布日期", "day of publication", unit=DATE, source=ARTICLE_32)
    adoption_told: bool | None = described(
        "说明采纳情况", "it says which opinions were adopted; absent: not said", source=ARTICLE_32, default=None
    )
    url: str | None = described("网址", "address of the page", default=None, max_length=2000, pattern=PATTERN_URL)


class DecisionDropped(BusModel, title="移出决策目录", meaning="it is not to be decided any more."):
    dropped_on: Date = described("移出日期", "first day on which it is not on the list", unit=DATE, source=TASK)
    reason: str = described("移出原因", "why", min_length=1, max_length=1000)


class OnList(BusModel, title="在列期间", meaning="days on which the matter was on the list."):
    since: date = described("起", "day on which it was listed", unit=DATE)
    until: date | None = described("止", "first day on which it is not on the list", unit=DATE)


class DecisionState(SubjectState, title="决策事项", meaning="a decision in which the public takes part."):
    matter: Matter | None = described("决策种类", "what kind of decision it is", default=None)
    listed_on: date | None = described("列入日期", "day on which it was listed first", unit=DATE, default=None)
    dropped_on: date | None = described(
        "移出日期", "first day on which it is not on the list, where it was not listed again", unit=DATE, default=None
    )
    on_list: list[OnList] = described("在列期间", "by day", default_factory=list)
    ways: list[Way] = described("参与方式", "the newest", default_factory=list)
    routes: list[Route] = described("参与渠道", "the newest", default_factory=list)
    published_on: date | None = described("公布日期", "newest publication of the arrangement", unit=DATE, default=None)
    made_on: date | None = described("决策日期", "day of the decision", unit=DATE, default=None)
    announced_on: date | None = described("决策公布日期", "first publication of the decision", unit=DATE, default=None)
    consultations: int = described("征求意见", "consultations on it that were opened", default=0)
    hearings: int = described("听证会", "hearings on it that were held", default=0)
    opinions: int = described("收到意见", "opinions on it in all of them", default=0)


PUBLISH_ARRANGEMENT = Duty(
    "publish_participation",
    "公布公众参与事项、方式和渠道",
    "Publish how the public takes part",
    TASK,
    working_days(PUBLISH_WITHIN_WORKING_DAYS),
    by_default=False,
)
ANNOUNCE_DECISION = Duty(
    "announce_decision",
    "公布决策",
    "Publish the decision",
    f"{ARTICLE_32}、政府信息公开条例第二十六条",
    working_days(PUBLISH_WITHIN_WORKING_DAYS),
    by_default=False,
)

AS_LISTED = Check(
    "participation_as_listed",
    "决策事项写明参与方式和渠道，决策前按所列方式听取意见",
    "Ways and channels listed, and used before the decision",
    ARTICLE_14,
)
ADOPTION_TOLD = Check(
    "adoption_told",
    "社会关注度高的决策公布时说明意见采纳情况",
    "Adoption of opinions told with decisions of high attention",
    ARTICLE_32,
)

_measure = partial(Measure, unit="项", group=GROUP, group_english=GROUP_ENGLISH)

DECISION = Family(
    name="decision",
    service="publishing",
    chinese="决策事项",
    english="decision",
    facts={
        "listed": DecisionListed,
        "changed": DecisionChanged,
        "published": DecisionPublished,
        "made": DecisionMade,
        "announced": DecisionAnnounced,
        "dropped": DecisionDropped,
    },
    state=DecisionState,
    findings={
        "decision.adoption_untold": "没有说明意见采纳情况",
        "decision.announced_before_made": "决策之前公布",
        "decision.listed_twice": "决策重复列入",
        "decision.made_before_closing": "征求意见结束前决策",
        "decision.not_listed": "决策没有列入目录",
        "decision.way_unused": "没有按所列方式听取意见",
        "decision.ways_missing": "没有写明参与方式",
    },
    duties=(PUBLISH_ARRANGEMENT, ANNOUNCE_DECISION),
    checks=(AS_LISTED, ADOPTION_TOLD),
    measures=(
        _measure("decisions_listed", "列入目录", "Listed"),
        _measure("decisions_made", "作出决策", "Decided", in_total=False),
        _measure("decisions_heard", "听取公众意见", "The public was heard", in_total=False),
        _measure(
            "decisions_by_way",
            "决策事项，按参与方式",
            "Decisions, by way of participation",
            kind=MeasureKind.LABELLED,
            labels={
                Way.SYMPOSIUM.value: (Way.SYMPOSIUM.value, "Symposium"),
                Way.HEARING.value: (Way.HEARING.value, "Hearing"),
                Way.FIELD_VISIT.value: (Way.FIELD_VISIT.value, "Field visit"),
                Way.WRITTEN.value: (Way.WRITTEN.value, "In writing"),
                Way.CONSULTATION.value: (Way.CONSULTATION.value, "Open consultation"),
                Way.SURVEY.value: (Way.SURVEY.value, "Questionnaire"),
                Way.OPINION_POLL.value: (Way.OPINION_POLL.value, "Opinion poll"),
            },
        ),
    ),
    takes=(CONSULTATION.kind, HEARING.kind),
    most_facts=200,
)
"""Heard: made after a consultation on it was opened that was not called off, or a hearing on it held; in the month of the decision."""

FAMILIES = (DECISION,)
