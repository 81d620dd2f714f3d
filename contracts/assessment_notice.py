"""考核告知: a period of a unit as its 主管部门 assesses it: self-report asked for, draft put to it, result issued (101号 三（三）)."""

from __future__ import annotations

from datetime import date

from contracts.assurance import SUPERVISION, assessed_period
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Duty, Family, Speaker
from contracts.self_report import SELF_REPORT
from contracts.state import SubjectState
from law.limit import set_by_fact


class AssessmentCalled(BusModel, title="征集自评", meaning="the unit was asked for its self-report."):
    called_on: Date = described("通知日期", "day on which it was asked", unit=DATE, source=SUPERVISION)
    period: str = assessed_period()
    report_by: Date = described(
        "自评截止", "last day for the self-report", unit=DATE, ahead=True, not_before="called_on"
    )


class AssessmentPut(BusModel, title="结果征求意见", meaning="the draft result was put to the unit, which may appeal."):
    put_on: Date = described("告知日期", "day on which the unit got it", unit=DATE, source=SUPERVISION)
    period: str = assessed_period()
    appeal_by: Date = described("申诉截止", "last day for an appeal", unit=DATE, ahead=True, not_before="put_on")


class AssessmentIssued(BusModel, title="印发考核结果", meaning="the report with the unit's result was issued."):
    issued_on: Date = described("印发日期", "day of issue", unit=DATE, source=SUPERVISION)
    period: str = assessed_period()
    report_number: str = described("文号", "number of the report", min_length=1, max_length=100)


class AssessmentNoticeState(SubjectState, title="考核告知", meaning="where the assessment of a unit's period stands."):
    period: str | None = described("考核期间", "month, quarter or year", default=None)
    called_on: date | None = described("征集自评", "first call", unit=DATE, default=None)
    reported_on: date | None = described("报送自评", "first self-report", unit=DATE, default=None)
    put_on: date | None = described("结果征求意见", "as last put to the unit", unit=DATE, default=None)
    appeal_by: date | None = described("申诉截止", "last day for an appeal", unit=DATE, default=None)
    issued_on: date | None = described("印发日期", "day of issue", unit=DATE, default=None)
    report_number: str | None = described("文号", "number of the report", default=None)


REPORT_ON_ITSELF = Duty(
    "report_on_itself",
    "报送自评",
    "Report on its own period",
    SUPERVISION,
    set_by_fact(),
    grave=False,
    by_default=False,
)

ASSESSMENT_NOTICE = Family(
    name="assessment_notice",
    service="assurance",
    chinese="考核告知",
    english="notice of an assessment",
    facts={"called": AssessmentCalled, "put": AssessmentPut, "issued": AssessmentIssued},
    state=AssessmentNoticeState,
    findings={
        "assessment_notice.issued_early": "申诉截止之前印发结果",
        "assessment_notice.issued_twice": "重复印发考核结果",
        "assessment_notice.reported_after_issue": "印发之后报送自评",
        "assessment_notice.unheard": "印发之前没有听取意见",
    },
    duties=(REPORT_ON_ITSELF,),
    takes=(SELF_REPORT.kind,),
    speaker=Speaker.SUPERVISOR,
    most_facts=100,
)

FAMILIES = (ASSESSMENT_NOTICE,)
