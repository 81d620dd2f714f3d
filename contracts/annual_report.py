"""年度报告: handed in by a unit to the county's office and made public, and the county's own (条例第四十九、五十条).

A subject is a unit's reported year, and its id is that year.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import msgspec

from contracts.annual_figure import ANNUAL_FIGURE
from contracts.evaluation import url_field
from contracts.fields import DATE, LAW, PATTERN_DIGEST, BusModel, Date, described
from contracts.kit import Duty, Family, Measure
from contracts.state import SubjectState
from law.limit import day_of_year

ART_49 = "条例第四十九条"


def _published_on() -> Any:
    return described("公布日期", "day of publication, after the year", unit=DATE, source=f"{LAW} 49")


def _tables() -> Any:
    return described(
        "表格摘要",
        "digest of tables 二, 三 and 四 that gongkai report annual printed with the document, so that the report handed in can be told "
        "from another one",
        default=None,
        pattern=PATTERN_DIGEST,
    )


class ReportSubmitted(
    BusModel, title="提交年度报告", meaning="a unit handed its annual report in to the office in charge."
):
    submitted_on: Date = described("提交日期", "day it was handed in, after the year", unit=DATE, source=f"{LAW} 49")
    tables: str | None = _tables()


class ReportPublished(BusModel, title="公布年度报告", meaning="a unit published its annual report."):
    published_on: Date = _published_on()
    url: str | None = url_field()
    tables: str | None = _tables()


class CountyReportAssigned(
    BusModel, title="承担本级政府年度报告", meaning="the unit draws up the annual report of its county's government."
):
    assigned_on: Date = described("承担日期", "day from which it is known", unit=DATE, source=f"{LAW} 49")


class CountyReportPublished(
    BusModel, title="公布本级政府年度报告", meaning="the office in charge published the county's annual report."
):
    published_on: Date = _published_on()
    url: str | None = url_field()
    tables: str | None = _tables()


class AnnualReportState(
    SubjectState, title="年度报告", meaning="a unit's annual report, and the county's by its office."
):
    year: int | None = described("年度", "absent where the subject's id is no year", default=None)
    submitted_on: date | None = described("提交日期", "first day on which it was handed in", unit=DATE, default=None)
    published_on: date | None = described("公布日期", "first day on which it was public", unit=DATE, default=None)
    submitted_tables: str | None = described("提交的表格摘要", "as last handed in with one", default=None)
    published_tables: str | None = described("公布的表格摘要", "as last published with one", default=None)
    county: bool = described("承担本级政府年度报告", "whether it draws up the county's", default=False)
    county_published_on: date | None = described(
        "本级政府报告公布日期", "first day on which the county's was public", unit=DATE, default=None
    )
    county_tables: str | None = described("本级政府报告的表格摘要", "as last published with one", default=None)


class Figures(msgspec.Struct):
    """What it reads of a year's figures: that there are any."""

    org: str
    subject: str
    year: int | None = None


_BY_UNITS, _BY_COUNTY = day_of_year(1, 31, 0), day_of_year(3, 31, 0)

SUBMIT_REPORT = Duty("submit_annual_report", "提交年度报告", "Hand in the annual report", ART_49, _BY_UNITS)
PUBLISH_REPORT = Duty("publish_annual_report", "公布年度报告", "Publish the annual report", ART_49, _BY_UNITS)
PUBLISH_COUNTY_REPORT = Duty(
    "publish_county_report", "公布本级政府年度报告", "Publish the county's annual report", ART_49, _BY_COUNTY
)

_measure = partial(Measure, unit="份", group="年度报告", group_english="Annual reports", shown=False)

ANNUAL_REPORT = Family(
    name="annual_report",
    service="catalog",
    chinese="年度报告",
    english="annual report",
    facts={
        "submitted": ReportSubmitted,
        "published": ReportPublished,
        "county_assigned": CountyReportAssigned,
        "county_published": CountyReportPublished,
    },
    state=AnnualReportState,
    duties=(SUBMIT_REPORT, PUBLISH_REPORT, PUBLISH_COUNTY_REPORT),
    measures=(
        _measure("annual_reports_submitted", "提交", "Handed in"),
        _measure("annual_reports_published", "公布", "Published"),
        _measure("county_reports_published", "公布本级政府报告", "Published for the county"),
    ),
    findings={
        "annual_report.subject": "年度报告事项编号不对",
        "annual_report.differs": "公布的年度报告与提交的数字不同",
        "annual_report.early": "年度没有结束即报年度报告",
    },
    takes=(ANNUAL_FIGURE.kind,),
    most_facts=50,
)

FAMILIES = (ANNUAL_REPORT,)
