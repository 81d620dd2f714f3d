"""行政争议: reviews and lawsuits over how information is disclosed, a subject for each 案号 (条例第五十一条).

One case may be about several applications, about disclosures, or about neither; it is counted once. Like
applications, it has no field of free text: who went to 复议 or to court is nowhere said.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import msgspec
from pydantic import StringConstraints

from contracts.fields import DATE, LAW, PATTERN_CODE, PATTERN_INFORMATION, REPORT, BusModel, Date, described
from contracts.kit import Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.calendar import MAX_WORKING_DAYS
from law.table4 import BLOCKS, RESULT_NAMES, Remedy, Result

COMPLY_LAW = "行政复议法第七十七条、行政诉讼法第九十四条"
"""What obliges to do as was decided."""

COUNTED_ONCE = "国办公开办函〔2016〕201号"
MOST_NAMED = 100
"""Applications, and disclosures, that one fact names."""

Named = list[Annotated[str, StringConstraints(pattern=PATTERN_CODE)]]
NamedInformation = list[Annotated[str, StringConstraints(pattern=PATTERN_INFORMATION)]]


def _applications() -> Any:
    return described(
        "所涉申请",
        "the unit's own ids of the applications that the case is about; with an order, of those it is about where "
        "they are not all; every fact adds to what the case is about",
        default_factory=list,
        max_length=MOST_NAMED,
    )


def _disclosures() -> Any:
    return described(
        "所涉公开事项",
        "the unit's own ids of the disclosures that the case is about, likewise: codes, or numbers of documents",
        default_factory=list,
        max_length=MOST_NAMED,
    )


def _served_on() -> Any:
    return described(
        "送达日期",
        "day it was served on the unit; a period to comply counts from there, else from the decision",
        unit=DATE,
        default=None,
    )


def _until() -> Any:
    return described("履行期限", "last day to comply, when it names one", unit=DATE, ahead=True, default=None)


def _within() -> Any:
    return described(
        "履行天数",
        "period to comply, when it sets one so; absent with until absent: 20 working days",
        unit="working days",
        default=None,
        ge=1,
        le=MAX_WORKING_DAYS,
    )


class ReviewFiled(BusModel, title="申请行政复议", meaning="administrative review was asked for."):
    filed_on: Date = described("申请日期", "day of filing", unit=DATE, source=f"{LAW} 51")
    applications: Named = _applications()
    disclosures: NamedInformation = _disclosures()


class ReviewAccepted(BusModel, title="行政复议受理", meaning="the 复议机关 accepted the review."):
    accepted_on: Date = described("受理日期", "day of acceptance", unit=DATE, source="行政复议法 30")
    applications: Named = _applications()
    disclosures: NamedInformation = _disclosures()


class ReviewDecided(
    BusModel, title="行政复议决定", meaning="the review ended: by a decision, or without one (结果 其他)."
):
    decided_on: Date = described("决定日期", "day of the decision", unit=DATE, source=f"{LAW} 51")
    served_on: Date | None = _served_on()
    result: Result = described("结果", "column of table 四; pending is none", source=REPORT)
    disclose: bool = described("责令公开或重新答复", "the decision orders to disclose or answer again", default=False)
    until: Date | None = _until()
    within: int | None = _within()
    applications: Named = _applications()
    disclosures: NamedInformation = _disclosures()


class LawsuitFiled(BusModel, title="提起行政诉讼", meaning="a lawsuit was filed."):
    filed_on: Date = described("起诉日期", "day of filing", unit=DATE, source=f"{LAW} 51")
    after_review: bool = described("经过复议", "true after 复议, false when sued directly", source=REPORT)
    co_defendant: bool = described(
        "复议机关共同被告",
        "the unit is sued as the 复议机关 beside the original organ, which alone counts the case",
        source=COUNTED_ONCE,
        default=False,
    )
    applications: Named = _applications()
    disclosures: NamedInformation = _disclosures()


class LawsuitDecided(
    BusModel, title="行政诉讼裁判", meaning="the lawsuit ended: by a judgment, or without one (结果 其他)."
):
    decided_on: Date = described("裁判日期", "day of the judgment", unit=DATE, source=f"{LAW} 51")
    served_on: Date | None = _served_on()
    result: Result = described("结果", "column of table 四; pending is none", source=REPORT)
    disclose: bool = described("判令公开或重新答复", "the judgment orders to disclose or answer again", default=False)
    until: Date | None = _until()
    within: int | None = _within()
    applications: Named = _applications()
    disclosures: NamedInformation = _disclosures()


class DisputeStage(StrEnum):
    """How far a case has come."""

    FILED = "filed"
    ACCEPTED = "accepted"
    DECIDED = "decided"


STAGE_NAMES: dict[DisputeStage, str] = {
    DisputeStage.FILED: "已提起",
    DisputeStage.ACCEPTED: "已受理",
    DisputeStage.DECIDED: "已决定",
}
"""What each stage is called."""


class DisputeOrder(
    BusModel, title="责令", meaning="what a decision orders to disclose or to answer again, and by when."
):
    ordered_at: datetime = described("时间", "moment of the decision's fact, which tells steps of one day apart")
    opened_on: date = described("起算日", "day it was served, else of the decision", unit=DATE)
    until: date | None = described("履行期限", "last day, when the decision names one", unit=DATE, default=None)
    within: int | None = described("履行天数", "period, when it sets one", unit="working days", default=None)
    applications: list[str] = described("所涉申请", "applications to be answered again", default_factory=list)
    disclosures: list[str] = described("所涉公开事项", "information to be disclosed", default_factory=list)
    fact: str = described("依据事实", "id of the decision")


class Order(msgspec.Struct):
    """A `DisputeOrder` as the services that obey it read it: a field that a newer version adds is passed over."""

    ordered_at: datetime
    opened_on: date
    fact: str
    until: date | None = None
    within: int | None = None
    applications: list[str] = []
    disclosures: list[str] = []


class DisputeState(SubjectState, title="行政争议", meaning="a review or a lawsuit, counted once in table 四."):
    remedy: Remedy | None = described(
        "种类", "block of table 四; absent while no fact counts", source=REPORT, default=None
    )
    stage: DisputeStage | None = described("阶段", "how far it has come", default=None)
    filed_on: date | None = described(
        "申请日期", "day of filing; of a case without one, of its first step", unit=DATE, default=None
    )
    accepted_on: date | None = described("受理日期", "day of acceptance", unit=DATE, default=None)
    decided_on: date | None = described("决定日期", "day of the decision or judgment", unit=DATE, default=None)
    served_on: date | None = described("送达日期", "day it was served on the unit", unit=DATE, default=None)
    result: Result | None = described("结果", "column of table 四; absent until it ended", source=REPORT, default=None)
    co_defendant: bool = described("复议机关共同被告", "counted by the original organ only", default=False)
    applications: list[str] = described("所涉申请", "applications it is about", default_factory=list)
    disclosures: list[str] = described("所涉公开事项", "disclosures it is about", default_factory=list)
    order: DisputeOrder | None = described("责令", "what has to be done, and by when", default=None)


_measure = partial(
    Measure, unit="件", kind=MeasureKind.LABELLED, group="行政复议和诉讼", group_english="Reviews and lawsuits"
)


def _words(code: str) -> str:
    return code.replace("_", " ")


_REMEDIES = {remedy.value: (" ".join(filter(None, names)), _words(remedy)) for remedy, names in BLOCKS.items()}
_DECISIONS = {
    f"{remedy}.{result}": (f"{chinese}：{name}", f"{english}: {_words(result)}")
    for remedy, (chinese, english) in _REMEDIES.items()
    for result, name in RESULT_NAMES.items()
}

DISPUTE = Family(
    name="dispute",
    service="requests",
    chinese="行政争议",
    english="review or lawsuit",
    facts={
        "review_filed": ReviewFiled,
        "review_accepted": ReviewAccepted,
        "review_decided": ReviewDecided,
        "lawsuit_filed": LawsuitFiled,
        "lawsuit_decided": LawsuitDecided,
    },
    state=DisputeState,
    findings={
        "dispute.order_names_nothing": "责令没有写明对象",
        "dispute.served_before_decision": "送达早于决定",
        "dispute.twice": "重复立案",
        "dispute.two_kinds": "同一案号两种程序",
        "dispute.two_periods": "两种履行期限",
        "dispute.until_before_service": "履行期限早于送达",
        "dispute.upheld_and_ordered": "维持又责令履行",
        "step.impossible": "缺少前一环节",
    },
    measures=(
        _measure("remedies_filed", "复议诉讼", "Reviews and lawsuits filed", labels=_REMEDIES),
        _measure("remedies_decided", "复议诉讼结果", "Reviews and lawsuits decided", labels=_DECISIONS),
    ),
    codes_only=True,
    # Each fact may name applications by the hundred, and all of them flow on.
    most_facts=50,
)

FAMILIES = (DISPUTE,)
