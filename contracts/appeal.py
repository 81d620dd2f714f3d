"""申诉: a unit against a deduction or a fault before the result is issued, and what its 主管部门 decides (101号 三（三）)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial

from contracts.assessment_notice import ASSESSMENT_NOTICE
from contracts.assurance import GROUP, GROUP_ENGLISH, SUPERVISION, own_number, own_reference, reason
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Family, Measure, MeasureKind, Speaker
from contracts.state import SubjectState


class AppealOutcome(StrEnum):
    """裁决结果: what becomes of an appeal."""

    UPHELD = "成立"
    PARTLY = "部分成立"
    REJECTED = "不成立"


OUTCOME_LABELS = {
    AppealOutcome.UPHELD.value: (AppealOutcome.UPHELD.value, "Upheld"),
    AppealOutcome.PARTLY.value: (AppealOutcome.PARTLY.value, "Partly upheld"),
    AppealOutcome.REJECTED.value: (AppealOutcome.REJECTED.value, "Rejected"),
}


class AppealRulingDecided(BusModel, title="裁决申诉", meaning="the 主管部门 decided on an appeal of the unit."):
    decided_on: Date = described("裁决日期", "day of the decision", unit=DATE, source=SUPERVISION)
    appeal: str = own_number("申诉编号", "the unit's own number of its appeal")
    outcome: AppealOutcome = described("裁决结果", "what becomes of it", source=SUPERVISION)
    reason: str = reason("裁决理由", "why it is decided so")


class AppealRulingState(SubjectState, title="申诉裁决", meaning="what was decided on an appeal."):
    appeal: str | None = described("申诉编号", "the appeal", default=None)
    decided_on: date | None = described("裁决日期", "day of the newest decision", unit=DATE, default=None)
    outcome: AppealOutcome | None = described("裁决结果", "what becomes of it", default=None)
    reason: str | None = described("裁决理由", "why", default=None)


class AppealFiled(BusModel, title="提出申诉", meaning="the unit appeals against a deduction or a fault."):
    filed_on: Date = described("申诉日期", "day on which it was filed", unit=DATE, source=SUPERVISION)
    fault: str | None = own_reference("问题编号", "number of the fault, where it is against one")
    notice: str | None = own_reference("考核告知", "number of the notice that told the result, where it is against one")
    deduction: str | None = described(
        "扣分项", "the deduction as the draft names it", default=None, min_length=1, max_length=200
    )
    reason: str = reason("申诉理由", "why it is wrong")


class AppealWithdrawn(BusModel, title="撤回申诉", meaning="the unit gave its appeal up."):
    withdrawn_on: Date = described("撤回日期", "day on which it was given up", unit=DATE)


class AppealState(SubjectState, title="申诉", meaning="an appeal and what was decided on it."):
    filed_on: date | None = described("申诉日期", "first filing", unit=DATE, default=None)
    fault: str | None = described("问题编号", "the fault it is against", default=None)
    notice: str | None = described("考核告知", "the notice it is against", default=None)
    deduction: str | None = described("扣分项", "the deduction it is against", default=None)
    withdrawn_on: date | None = described("撤回日期", "day on which it was given up", unit=DATE, default=None)
    decided_on: date | None = described("裁决日期", "day of the newest decision", unit=DATE, default=None)
    outcome: AppealOutcome | None = described("裁决结果", "what became of it", default=None)
    reason: str | None = described("裁决理由", "why", default=None)


_measure = partial(Measure, unit="件", group=GROUP, group_english=GROUP_ENGLISH, in_total=False)

APPEAL_RULING = Family(
    name="appeal_ruling",
    service="assurance",
    chinese="申诉裁决",
    english="ruling on an appeal",
    facts={"decided": AppealRulingDecided},
    state=AppealRulingState,
    findings={
        "appeal_ruling.changed": "申诉裁决前后不一",
    },
    speaker=Speaker.SUPERVISOR,
    most_facts=100,
    rules="services.assurance.appeal",
)

APPEAL = Family(
    name="appeal",
    service="assurance",
    chinese="申诉",
    english="appeal of a unit",
    facts={"filed": AppealFiled, "withdrawn": AppealWithdrawn},
    state=AppealState,
    findings={
        "appeal.after_issue": "结果印发之后申诉",
        "appeal.against_nothing": "没有写明对什么申诉",
        "appeal.late": "申诉逾期",
        "appeal.ruled_early": "申诉之前裁决",
        "appeal.ruled_withdrawn": "撤回之后裁决申诉",
        "appeal.undecided": "申诉没有裁决即印发",
        "appeal.unknown": "裁决的申诉没有报过",
    },
    measures=(
        _measure("appeals_filed", "申诉", "Appeals"),
        _measure(
            "appeals_decided",
            "申诉裁决",
            "Appeals decided",
            kind=MeasureKind.LABELLED,
            labels=OUTCOME_LABELS,
        ),
    ),
    takes=(ASSESSMENT_NOTICE.kind, APPEAL_RULING.kind),
    most_facts=100,
)

FAMILIES = (APPEAL_RULING, APPEAL)
