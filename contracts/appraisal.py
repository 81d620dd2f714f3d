"""社会评议: a year's appraisal by the public, and what it says of each unit (条例第四十六条, 奉节府办发〔2020〕101号 三（三）)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from contracts.assurance import ARTICLE_46, GROUP, GROUP_ENGLISH, SUPERVISION, year_of_it
from contracts.evaluation import url_field
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Check, Duty, Family, Measure, MeasureKind, Speaker
from contracts.state import SubjectState
from law.limit import day_of_year

MOST_ASKED = 10_000_000
MOST_GROUPS = 20


class Appraiser(StrEnum):
    """评议人员类别: who is asked, by kind and never by name; the first six are those of the founding document."""

    DEPUTIES = "人大代表"
    CONSULTATIVE = "政协委员"
    PARTIES = "民主党派"
    ORGANISATIONS = "人民团体"
    PUBLIC = "社会公众"
    MEDIA = "新闻媒体"
    SUPERVISORS = "特约监督员"
    OTHER = "其他"


INVITED = (
    Appraiser.DEPUTIES,
    Appraiser.CONSULTATIVE,
    Appraiser.PARTIES,
    Appraiser.ORGANISATIONS,
    Appraiser.PUBLIC,
    Appraiser.MEDIA,
)
"""Who is invited, by the founding document."""

_ENGLISH = {
    Appraiser.DEPUTIES: "Deputies to the people's congress",
    Appraiser.CONSULTATIVE: "Members of the CPPCC",
    Appraiser.PARTIES: "Democratic parties",
    Appraiser.ORGANISATIONS: "People's organisations",
    Appraiser.PUBLIC: "The public",
    Appraiser.MEDIA: "Media",
    Appraiser.SUPERVISORS: "Appointed supervisors",
    Appraiser.OTHER: "Others",
}
APPRAISER_LABELS = {kind.value: (kind.value, english) for kind, english in _ENGLISH.items()}


class Grade(StrEnum):
    """评议等次: the grade that the organiser gives."""

    EXCELLENT = "优秀"
    SATISFIED = "满意"
    FAIRLY = "基本满意"
    DISSATISFIED = "不满意"


GRADE_LABELS = {
    Grade.EXCELLENT.value: (Grade.EXCELLENT.value, "Excellent"),
    Grade.SATISFIED.value: (Grade.SATISFIED.value, "Satisfied"),
    Grade.FAIRLY.value: (Grade.FAIRLY.value, "Fairly satisfied"),
    Grade.DISSATISFIED.value: (Grade.DISSATISFIED.value, "Dissatisfied"),
}


def _number(name: str, meaning: str, at_most: str = "") -> Any:
    return described(name, meaning, unit="people", source=SUPERVISION, at_most=at_most, ge=0, le=MOST_ASKED)


class Answers(
    BusModel,
    title="评议答卷",
    meaning="answers of one kind of people: of those asked so many answered, and so on down.",
):
    kind: Appraiser = described("人员类别", "who was asked", source=SUPERVISION)
    asked: int = _number("发出", "asked")
    answered: int = _number("收回", "of these answered", "asked")
    content: int = _number("满意和基本满意", "of these satisfied or fairly satisfied", "answered")
    satisfied: int = _number("满意", "of these satisfied", "content")


def _groups() -> list[Answers]:
    groups: list[Answers] = described(
        "评议答卷", "answers by kind of people", source=SUPERVISION, min_length=1, max_length=MOST_GROUPS
    )
    return groups


def _grade() -> Grade | None:
    grade: Grade | None = described(
        "评议等次", "grade, where the organiser gives one", source=SUPERVISION, default=None
    )
    return grade


class AppraisalPlanned(BusModel, title="部署社会评议", meaning="an organisation is to appraise a year."):
    planned_on: Date = described("部署日期", "day on which it was ordered", unit=DATE, source=ARTICLE_46)
    year: int = year_of_it("评议年度", "the year that is appraised")


class AppraisalHeld(
    BusModel, title="开展社会评议", meaning="people were asked about the organiser and its whole field."
):
    held_on: Date = described("评议日期", "day on which it was closed", unit=DATE, source=ARTICLE_46)
    year: int = year_of_it("评议年度", "the year that is appraised")
    groups: list[Answers] = _groups()
    grade: Grade | None = _grade()


class AppraisalPublished(BusModel, title="公布评议结果", meaning="the result was published."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=ARTICLE_46)
    url: str | None = url_field()


class AppraisalResultTold(
    BusModel, title="单位评议结果", meaning="what people answered about one unit, told by its 主管部门."
):
    told_on: Date = described("评议日期", "day on which it was closed", unit=DATE, source=ARTICLE_46)
    year: int = year_of_it("评议年度", "the year that is appraised")
    groups: list[Answers] = _groups()
    grade: Grade | None = _grade()


class Appraised(SubjectState, title="评议情况", meaning="what an appraisal came to."):
    year: int | None = described("评议年度", "the year that is appraised", unit="year", default=None)
    asked: int = described("发出", "asked", unit="people", default=0)
    answered: int = described("收回", "of these answered", unit="people", default=0)
    content: int = described("满意和基本满意", "of these satisfied or fairly satisfied", unit="people", default=0)
    satisfied: int = described("满意", "of these satisfied", unit="people", default=0)
    grade: Grade | None = described("评议等次", "as the organiser gave it", default=None)


class AppraisalState(Appraised, title="社会评议", meaning="a year's appraisal, as its organiser holds it."):
    planned_on: date | None = described("部署日期", "first order", unit=DATE, default=None)
    held_on: date | None = described("评议日期", "as last told", unit=DATE, default=None)
    published_on: date | None = described("公布日期", "first publication of what was held", unit=DATE, default=None)


class AppraisalResultState(Appraised, title="单位评议结果", meaning="what a year's appraisal says of one unit."):
    told_on: date | None = described("评议日期", "as last told", unit=DATE, default=None)


APPRAISE = Duty(
    "appraise",
    "开展社会评议并公布结果",
    "Hold the yearly appraisal and publish its result",
    f"{ARTICLE_46}、{SUPERVISION}",
    day_of_year(3, 31),
    statutory=False,
    by_default=False,
)
"""By 31 March of the year after; some places have 20 January."""

KINDS = Check(
    "appraisal_kinds",
    "社会评议邀请各类人员",
    "All kinds of people asked in the appraisal",
    SUPERVISION,
)

_measure = partial(Measure, unit="人", group=GROUP, group_english=GROUP_ENGLISH, shown=False, in_total=False)


def _answers(prefix: str, chinese: str, english: str) -> tuple[Measure, ...]:
    return (
        _measure(f"{prefix}_asked", f"{chinese}发出", f"{english}: asked"),
        _measure(f"{prefix}_answered", f"{chinese}收回", f"{english}: answered"),
        _measure(
            f"{prefix}_content",
            f"{chinese}满意和基本满意",
            f"{english}: content",
            shown=True,
            share_of=f"{prefix}_answered",
            share=(f"{chinese}满意率", f"{english}: share content"),
        ),
        _measure(f"{prefix}_satisfied", f"{chinese}满意", f"{english}: satisfied"),
        _measure(
            f"{prefix}_answered_by_kind",
            f"{chinese}收回，按类别",
            f"{english}: answered, by kind",
            kind=MeasureKind.LABELLED,
            labels=APPRAISER_LABELS,
        ),
        _measure(
            f"{prefix}_grades",
            f"{chinese}等次",
            f"{english}: grades",
            unit="次",
            kind=MeasureKind.LABELLED,
            labels=GRADE_LABELS,
        ),
    )


APPRAISAL = Family(
    name="appraisal",
    service="assurance",
    chinese="社会评议",
    english="appraisal by the public",
    facts={"planned": AppraisalPlanned, "held": AppraisalHeld, "published": AppraisalPublished},
    state=AppraisalState,
    findings={
        "appraisal.kinds_missing": "没有邀请齐评议人",
        "appraisal.not_held": "评议之前公布结果",
        "appraisal.unanswered": "社会评议没有收回答卷",
    },
    duties=(APPRAISE,),
    checks=(KINDS,),
    measures=_answers("appraisal", "社会评议", "Appraisal"),
    most_facts=100,
)

APPRAISAL_RESULT = Family(
    name="appraisal_result",
    service="assurance",
    chinese="单位评议结果",
    english="appraisal of a unit",
    facts={"told": AppraisalResultTold},
    state=AppraisalResultState,
    findings={
        "appraisal_result.unanswered": "单位评议没有收回答卷",
    },
    measures=_answers("unit_appraisal", "单位评议", "Appraisal of the unit"),
    speaker=Speaker.SUPERVISOR,
    most_facts=100,
    rules="services.assurance.appraisal",
)

FAMILIES = (APPRAISAL, APPRAISAL_RESULT)
