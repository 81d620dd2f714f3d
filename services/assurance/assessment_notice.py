"""What the facts about the assessment of a unit's period come to: self-report, draft, issue (101号 三（三）)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.assessment_notice import (
    REPORT_ON_ITSELF,
    AssessmentCalled,
    AssessmentIssued,
    AssessmentNoticeState,
    AssessmentPut,
)
from contracts.assurance import SUPERVISION
from contracts.self_report import SELF_REPORT
from law.findings import Finding


class Report(msgspec.Struct):
    """What it needs of the unit's own report."""

    subject: str
    period: str | None = None
    reported_on: date | None = None


READS = {SELF_REPORT.kind: Report}
"""What it reads of others' states; see chassis.ledger.flowing."""


def fold(case: Case) -> Folded:
    """Called, put to the unit, issued; the first issue stands."""
    called = dated(case, AssessmentCalled, "called_on")
    put = dated(case, AssessmentPut, "put_on")
    issued = dated(case, AssessmentIssued, "issued_on")
    issued_on = issued[0].on if issued else None
    period = next((steps[-1].data.period for steps in (called, put, issued) if steps), None)
    reports = [each for each in case.linked(SELF_REPORT.kind, Report) if each.period == period]
    days = sorted(each.reported_on for each in reports if each.reported_on)
    in_time = [on for on in days if issued_on is None or on <= issued_on]
    if called:
        case.owe(
            REPORT_ON_ITSELF,
            called[0].on,
            set_on=max(called[-1].data.report_by, called[0].on),
            met_on=in_time[0] if in_time else None,
            ended_on=None if in_time else issued_on,
            facts=[called[-1].id],
        )
    _find(case, put, issued, days)
    return case.close(
        AssessmentNoticeState,
        title=f"{period}考核" if period else None,
        period=period,
        called_on=called[0].on if called else None,
        reported_on=days[0] if days else None,
        put_on=put[-1].on if put else None,
        appeal_by=put[-1].data.appeal_by if put else None,
        issued_on=issued_on,
        report_number=issued[0].data.report_number if issued else None,
    )


def _find(
    case: Case,
    put: Sequence[Dated[AssessmentPut]],
    issued: Sequence[Dated[AssessmentIssued]],
    reported: Sequence[date],
) -> None:
    """What a result that is issued forecloses: its unit was heard before, and says nothing new after."""
    if not issued:
        return
    first = issued[0]

    def find(on: date, code: str, text: str) -> None:
        case.find(Finding(on, f"assessment_notice.{code}", SUPERVISION, text, first.id))

    heard = [step for step in put if step.on <= first.on]
    if not heard:
        find(first.on, "unheard", "印发之前没有向单位告知结果、听取意见")
    elif first.on <= (appeal_by := heard[-1].data.appeal_by):
        find(first.on, "issued_early", f"申诉到{appeal_by}截止，{first.on}即印发")
    for other in issued[1:]:
        if other.data.report_number != first.data.report_number:
            find(
                other.on,
                "issued_twice",
                f"已于{first.on}以“{first.data.report_number}”印发；更正请用更正公告，不另行印发",
            )
    for on in reported:
        if on > first.on:
            find(on, "reported_after_issue", f"结果已于{first.on}印发，{on}报送的自评不再计入")
