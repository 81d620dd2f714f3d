"""What the facts about an annual report come to: handed in and public by 31 January, the county's by 31 March."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.case import Case, Folded
from contracts.annual_figure import ANNUAL_FIGURE
from contracts.annual_report import (
    ART_49,
    PUBLISH_COUNTY_REPORT,
    PUBLISH_REPORT,
    SUBMIT_REPORT,
    AnnualReportState,
    CountyReportAssigned,
    CountyReportPublished,
    Figures,
    ReportPublished,
    ReportSubmitted,
)
from contracts.kit import Duty
from law.findings import Finding

READS = {ANNUAL_FIGURE.kind: Figures}
"""What it reads of others' states; see chassis.ledger.flowing."""

DAYS = {
    ReportSubmitted: "submitted_on",
    ReportPublished: "published_on",
    CountyReportAssigned: "assigned_on",
    CountyReportPublished: "published_on",
}
"""The field with the day that each fact tells of."""


class Told(NamedTuple):
    """A step, by its day."""

    on: date
    fact: str
    tables: str | None
    """Digest of its tables, where it says one."""


def fold(case: Case) -> Folded:
    """A unit owes its report of a year in which it has figures, or of which it tells; the county's is owed by who draws it up."""
    year = int(case.key.subject) if re.fullmatch(r"20[0-9]{2}", case.key.subject) else None
    if year is None:
        for fact in case.facts:
            text = f"事项编号应为报告所属年度，编号为{case.key.subject}的不计入，请撤回后重报"
            on = getattr(fact.data, DAYS[type(fact.data)])
            case.find(Finding(on, "annual_report.subject", ART_49, text, fact.id))
        return case.close(AnnualReportState, relevant=bool(case.facts))
    opens = date(year + 1, 1, 1)
    submitted, published, county = (
        _since(case, opens, model) for model in (ReportSubmitted, ReportPublished, CountyReportPublished)
    )
    assigned = any(isinstance(fact.data, CountyReportAssigned) for fact in case.facts)
    own = any(isinstance(fact.data, (ReportSubmitted, ReportPublished)) for fact in case.facts)
    figures = any(each.year == year for each in case.linked(ANNUAL_FIGURE.kind, Figures))
    if own or figures:
        _owe(case, SUBMIT_REPORT, opens, submitted)
        _owe(case, PUBLISH_REPORT, opens, published)
    if assigned or county:
        _owe(case, PUBLISH_COUNTY_REPORT, opens, county)
    _compare(case, submitted, published)
    for measure, steps in (
        ("annual_reports_submitted", submitted),
        ("annual_reports_published", published),
        ("county_reports_published", county),
    ):
        if steps:
            case.count(steps[0].on, measure)
    return case.close(
        AnnualReportState,
        relevant=bool(case.facts) or figures,
        year=year,
        submitted_on=submitted[0].on if submitted else None,
        published_on=published[0].on if published else None,
        submitted_tables=_tables(submitted),
        published_tables=_tables(published),
        county=assigned or bool(county),
        county_published_on=county[0].on if county else None,
        county_tables=_tables(county),
    )


def _tables(steps: Sequence[Told]) -> str | None:
    """The newest digest."""
    return next((step.tables for step in reversed(steps) if step.tables), None)


def _compare(case: Case, submitted: Sequence[Told], published: Sequence[Told]) -> None:
    """What is public should be what was handed in."""
    handed_in, public = _tables(submitted), _tables(published)
    if handed_in and public and handed_in != public:
        step = next(step for step in reversed(published) if step.tables)
        text = "公布的年度报告，表中数字与提交主管部门的不同；请核对，改正后重新提交或者重新公布"
        case.find(Finding(step.on, "annual_report.differs", ART_49, text, step.fact))


def _owe(case: Case, duty: Duty, opens: date, steps: Sequence[Told]) -> None:
    """From the first day after the year."""
    case.look_again(opens)
    if opens <= case.today:
        met_on = steps[0].on if steps else None
        case.owe(duty, opens, met_on=met_on, facts=[step.fact for step in steps[:1]])


def _since(
    case: Case, opens: date, model: type[ReportSubmitted | ReportPublished | CountyReportPublished]
) -> list[Told]:
    """The steps of a kind by day; what is told of a day before the year was over is found and counts nothing."""
    steps = []
    for fact in case.facts:
        if not isinstance(fact.data, model):
            continue
        on: date = getattr(fact.data, DAYS[model])
        if on < opens:
            text = f"{on}本年度尚未结束，不能提交或者公布{opens.year - 1}年的年度报告；请核对日期和所属年度"
            case.find(Finding(on, "annual_report.early", ART_49, text, fact.id))
        else:
            steps.append(Told(on, fact.id, getattr(fact.data, "tables", None)))
    return sorted(steps, key=lambda step: (step.on, step.fact))
