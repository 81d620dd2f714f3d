"""月报告, 季通报, 年考核: reports that are issued once, under a number, and never change. They are told as events.

A report goes out as one record for each unit and a last one, its head, which names them all by their sha256. So a reader that
has the head can tell whether it has all of the report, and whether any of it is another one now.
"""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from contracts.assessment.hearing import OpenAppeal, Overruled, OwnReport
from contracts.assessment.indicator import IndicatorRow
from contracts.assessment.restatement import Restatement
from contracts.assessment.sheet import DeductionRow, RankingRow, SheetRow
from contracts.fields import DATE, BusModel, described
from contracts.views import PeriodRow
from law.reports import ReportKind

REPORT, PART = "metrics.report.v1", "metrics.report_part.v1"
"""Types of the records on metrics.reports.v1."""


class ReportPart(BusModel, title="报告分表", meaning="what an issued report holds of one unit."):
    report: str = described("报告", "id of the report")
    org: str = described("单位", "organisation")
    name: str = described("单位名称", "as it was called when the report was issued")
    row: PeriodRow = described("统计", "its numbers of the period")
    stocks: dict[str, int] = described("期末数", "what stood at the period's end, by measure", default_factory=dict)
    sheet: SheetRow | None = described("评分表", "its score sheet; null where no rubric held", default=None)
    deductions: list[DeductionRow] = described("扣分", "what was taken away in it", default_factory=list)
    indicators: list[IndicatorRow] = described(
        "指标异常", "what looks odd when its facts are taken together; not scored", default_factory=list
    )


class ReportHead(BusModel, title="报告", meaning="an issued report: its number, what it was made of, and its parts."):
    id: str = described("报告编号", "<county>|<kind>|<period>")
    county: str = described("县代号", "slug of the county")
    kind: ReportKind = described("种类", "monthly, quarterly or annual")
    period: str = described("期间", "month, quarter or year")
    year: int = described("编号年份", "year of the number 〔year〕n")
    number: int = described("编号", "n of the number; counts up by county, kind and year", ge=1)
    title: str = described("标题", "as printed")
    issued_on: date = described("印发日期", "the stack's day", unit=DATE)
    as_of: date = described("数据截至", "last day of which everything was counted", unit=DATE)
    rubric: int | None = described("细则版本", "version of the rubric; null where none held", default=None)
    rubrics: list[int] = described(
        "已知细则版本", "versions of the rubric that were known, in order", default_factory=list
    )
    profile: int | None = described(
        "口径版本", "version of the county's profile; null where there is none", default=None
    )
    begun: date | None = described(
        "启用日期", "first day that passed here; what is told of earlier months was brought in", unit=DATE, default=None
    )
    positions: dict[str, dict[str, int]] = described("读取位置", "next offset per topic of states and partition")
    text: list[str] = described("正文", "paragraphs, in their order")
    rankings: list[RankingRow] = described("排名", "by roster", default_factory=list)
    restated: list[Restatement] = described(
        "更正",
        "what earlier reports would say otherwise now, as far as it was not carried before",
        default_factory=list,
    )
    own_reports: list[OwnReport] = described(
        "自评对照", "what units said of the period, beside what was counted", default_factory=list
    )
    unreported: list[str] = described(
        "未报自评的单位", "organisations that were asked for their own report and gave none", default_factory=list
    )
    appeals: list[OpenAppeal] = described(
        "未裁决的申诉", "on which nobody had decided at the issue", default_factory=list
    )
    despite: list[Overruled] = described(
        "仍予印发", "what held it up, and why it was issued all the same", default_factory=list
    )
    parts: dict[str, str] = described("分表", "organisation → sha256 of its part, hex")
    sha256: str = described("摘要", "of this head without this field, hex")

    @property
    def numbered(self) -> str:
        """〔2026〕3."""
        return f"〔{self.year}〕{self.number}"


_encode = msgspec.json.Encoder(order="sorted").encode


def report_id(county: str, kind: ReportKind, period: str) -> str:
    """The id of a report, and the key of its head."""
    return f"{county}|{kind}|{period}"


def digest(model: BusModel) -> str:
    """sha256 of a part, or of a head without its own; the same for equal content, whoever wrote it."""
    content = model.model_dump(mode="json")
    content.pop("sha256", None)
    return hashlib.sha256(_encode(content)).hexdigest()
