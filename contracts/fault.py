"""问题整改: what an inspection comes upon in a unit, until it is mended, and what comes of it when it comes again.

条例第四十七条, 奉节府办发〔2020〕101号 三（三）: 通报 → 整改 → 复查 → 重复发生 → 责任追究.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.appeal import APPEAL
from contracts.assurance import ARTICLE_47, GROUP, GROUP_ENGLISH, SUPERVISION, own_number, reason
from contracts.evaluation import url_field
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Check, Duty, Family, Measure, MeasureKind, Speaker
from contracts.state import SubjectState
from law.limit import months, set_by_fact, working_days


class FaultKind(StrEnum):
    """问题种类: faults of one kind come again."""

    LATE_PUBLICATION = "公开不及时"
    STALE_COLUMN = "栏目不更新"
    EMPTY_COLUMN = "空白栏目"
    WORDING = "表述错误"
    BROKEN_LINK = "错链断链"
    SILENT_ACCOUNT = "新媒体不更新"
    UNANSWERED = "留言未答复"
    LATE_ANSWER = "申请答复不规范"
    NO_INTERPRETATION = "政策未解读"
    ATTRIBUTE = "公开属性不规范"
    PERSONAL_DATA = "泄露个人信息"
    LEDGER = "台账不全"
    OTHER = "其他"


_ENGLISH = {
    FaultKind.LATE_PUBLICATION: "Published late",
    FaultKind.STALE_COLUMN: "Column not updated",
    FaultKind.EMPTY_COLUMN: "Empty column",
    FaultKind.WORDING: "Wrong wording",
    FaultKind.BROKEN_LINK: "Broken link",
    FaultKind.SILENT_ACCOUNT: "Account not updated",
    FaultKind.UNANSWERED: "Message unanswered",
    FaultKind.LATE_ANSWER: "Request answered wrongly",
    FaultKind.NO_INTERPRETATION: "Policy not interpreted",
    FaultKind.ATTRIBUTE: "Attribute wrong",
    FaultKind.PERSONAL_DATA: "Personal data published",
    FaultKind.LEDGER: "Ledger incomplete",
    FaultKind.OTHER: "Other",
}
KIND_LABELS = {kind.value: (kind.value, english) for kind, english in _ENGLISH.items()}


class Inspection(StrEnum):
    """检查方式: how it was come upon."""

    MONITORING = "日常监测"
    QUARTERLY = "季度检查"
    SPECIAL = "专项检查"
    THIRD_PARTY = "第三方检查"
    COMPLAINT = "群众举报"
    OTHER = "其他"


class Measures(StrEnum):
    """追究方式: what came of a proposal of 责任追究."""

    TALK = "约谈"
    CRITICISM = "通报批评"
    ORDER = "责令检查"
    REFERRED = "移送追责"
    NONE = "不予追究"


MEASURES_LABELS = {
    Measures.TALK.value: (Measures.TALK.value, "Talk"),
    Measures.CRITICISM.value: (Measures.CRITICISM.value, "Public criticism"),
    Measures.ORDER.value: (Measures.ORDER.value, "Written self-criticism"),
    Measures.REFERRED.value: (Measures.REFERRED.value, "Referred"),
    Measures.NONE.value: (Measures.NONE.value, "None"),
}


class RectificationDone(BusModel, title="整改完成", meaning="the unit says what it did about a fault."):
    done_on: Date = described("整改日期", "day on which it was done", unit=DATE, source=ARTICLE_47)
    fault: str = own_number("问题编号", "number of the fault, as the 主管部门 told it")
    what: str = described("整改情况", "what was done", min_length=1, max_length=2000)
    url: str | None = url_field()


class RectificationState(SubjectState, title="整改报告", meaning="what a unit did about a fault."):
    fault: str | None = described("问题编号", "the fault", default=None)
    done_on: list[date] = described("整改日期", "days on which it was done", unit=DATE, default_factory=list)


class FaultFound(BusModel, title="发现问题", meaning="an inspection came upon a fault; told again it replaces."):
    found_on: Date = described("发现日期", "day on which the unit was told", unit=DATE, source=ARTICLE_47)
    kind: FaultKind = described("问题种类", "which kind", source=SUPERVISION)
    inspection: Inspection = described("检查方式", "how it was come upon", source=ARTICLE_47)
    what: str = described("问题情况", "what is wrong, and where", min_length=1, max_length=2000)
    mend_by: Date = described(
        "整改期限",
        "last day by which it is to be mended",
        unit=DATE,
        source=ARTICLE_47,
        ahead=True,
        not_before="found_on",
    )
    url: str | None = url_field()


class FaultRechecked(BusModel, title="复查", meaning="it was looked whether a fault was mended."):
    rechecked_on: Date = described("复查日期", "day of the re-check", unit=DATE, source=ARTICLE_47)
    mended: bool = described("整改到位", "it is mended")
    note: str | None = described("说明", "what was seen", default=None, min_length=1, max_length=2000)


class FaultDropped(BusModel, title="撤销问题", meaning="it was no fault after all."):
    dropped_on: Date = described("撤销日期", "day on which it was dropped", unit=DATE)
    reason: str = reason("撤销理由", "why it is none")


class FaultAccounted(BusModel, title="责任追究", meaning="it was decided who answers for a fault, and how."):
    decided_on: Date = described("决定日期", "day of the decision", unit=DATE, source=SUPERVISION)
    outcome: Measures = described("追究方式", "what came of it", source=SUPERVISION)
    note: str | None = described("说明", "in words, without names", default=None, min_length=1, max_length=2000)


class FaultState(SubjectState, title="问题", meaning="a fault and where its mending stands."):
    kind: FaultKind | None = described("问题种类", "which kind", default=None)
    found_on: date | None = described("发现日期", "day on which the unit was told", unit=DATE, default=None)
    mend_by: date | None = described("整改期限", "last day", unit=DATE, default=None)
    done_on: date | None = described(
        "整改日期", "as the unit says, since the last re-check that failed", unit=DATE, default=None
    )
    rechecked_on: list[date] = described(
        "复查日期", "re-checks, whatever they said, the newest", unit=DATE, default_factory=list
    )
    failed: int = described("复查未过", "re-checks that found it unmended", default=0)
    mended_on: date | None = described("整改到位", "day on which it was mended", unit=DATE, default=None)
    confirmed: bool = described("复查确认", "a re-check says that it is mended", default=False)
    dropped_on: date | None = described("撤销日期", "dropped, or an appeal was upheld", unit=DATE, default=None)
    accounted_on: date | None = described("追究日期", "day of the decision", unit=DATE, default=None)
    outcome: Measures | None = described("追究方式", "what came of it", default=None)


class Repeated(BusModel, title="重复问题", meaning="a fault that came again after a re-check of another one."):
    fault: str = described("问题编号", "the fault that came again")
    found_on: date = described("发现日期", "day on which the unit was told", unit=DATE)
    after: str = described("此前问题", "the fault that was re-checked before")
    rechecked_on: date = described("复查日期", "day of that re-check", unit=DATE)
    accounted_on: date | None = described("追究日期", "empty: the proposal stands", unit=DATE, default=None)


class AccountabilityState(
    SubjectState, title="责任追究", meaning="faults of one kind in one unit: which came again, and what came of it."
):
    kind: str | None = described("问题种类", "which kind", default=None)
    faults: int = described("问题数", "faults of this kind that were not dropped", default=0)
    repeated: list[Repeated] = described("重复问题", "by day, the newest", default_factory=list)
    proposals: int = described("待处理追责建议", "repeated, and nothing decided yet", default=0)


MEND_FAULT = Duty(
    "mend_fault",
    "按期整改问题",
    "Mend the fault in time",
    f"{ARTICLE_47}、{SUPERVISION}",
    set_by_fact(),
)
"""Owed everywhere: what the 主管部门 urges, by the day that it sets, rests on the law."""

APPEAL_IN_TIME = Check(
    "fault_appeal_in_time",
    "对问题的申诉按期提出",
    "Appeals against faults filed in time",
    SUPERVISION,
    working_days(5),
)
REPEATED = Check(
    "fault_repeated",
    "同类问题复查后重复发生，建议责任追究",
    "Same kind of fault again after a re-check",
    SUPERVISION,
    months(12),
)

_measure = partial(Measure, unit="个", group=GROUP, group_english=GROUP_ENGLISH)
_labelled = partial(_measure, kind=MeasureKind.LABELLED, labels=KIND_LABELS)

RECTIFICATION = Family(
    name="rectification",
    service="assurance",
    chinese="整改报告",
    english="report of a rectification",
    facts={"done": RectificationDone},
    state=RectificationState,
    most_facts=100,
    rules="services.assurance.fault",
)

FAULT = Family(
    name="fault",
    service="assurance",
    chinese="问题整改",
    english="fault",
    facts={"found": FaultFound, "rechecked": FaultRechecked, "dropped": FaultDropped, "accounted": FaultAccounted},
    state=FaultState,
    findings={
        "fault.appeal_late": "对问题申诉逾期",
        "fault.mended_early": "发现之前整改",
        "fault.not_mended": "复查没有整改到位",
        "fault.rechecked_early": "发现之前复查",
        "fault.unknown": "所指的问题没有通报过",
    },
    duties=(MEND_FAULT,),
    checks=(APPEAL_IN_TIME,),
    measures=(
        _measure("faults_found", "发现问题", "Faults", alarm="warn"),
        _labelled("faults_by_kind", "发现问题，按种类", "Faults, by kind"),
        _measure(
            "faults_mended",
            "整改到位",
            "Mended, as a re-check says",
            share_of="faults_found",
            share=("整改率", "Share mended"),
        ),
        _measure("rechecks_failed", "复查未过", "Re-checks failed", unit="次", alarm="bad"),
        _measure(
            "accounted", "责任追究", "Held to account", unit="次", kind=MeasureKind.LABELLED, labels=MEASURES_LABELS
        ),
    ),
    takes=(APPEAL.kind, RECTIFICATION.kind),
    speaker=Speaker.SUPERVISOR,
    most_facts=200,
)

ACCOUNTABILITY = Family(
    name="accountability",
    service="assurance",
    chinese="责任追究",
    english="accountability for repeated faults",
    facts={},
    state=AccountabilityState,
    findings={
        "accountability.repeated": "同类问题复查后重复发生",
    },
    checks=(REPEATED,),
    measures=(_measure("faults_repeated", "重复问题", "Repeated faults", alarm="bad"),),
    takes=(FAULT.kind,),
    most_linked=400,
    rules="services.assurance.fault",
)

FAMILIES = (RECTIFICATION, FAULT, ACCOUNTABILITY)
