"""自评: what a unit says of its own period before it is assessed; also that there is nothing to report (101号 三（三）)."""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.assurance import GROUP, GROUP_ENGLISH, SUPERVISION, assessed_period, own_reference
from contracts.fields import DATE, PATTERN_WORDS, BusModel, Date, described
from contracts.kit import Family, Measure
from contracts.state import SubjectState

MOST_FIGURES = 200
MOST_HUNDREDTHS = 100_000


class Figure(BusModel, title="自报数字", meaning="a number of the period by the unit's own count."):
    name: str = described(
        "名称", "code of a measure, or the unit's own words", min_length=1, max_length=100, pattern=PATTERN_WORDS
    )
    amount: int = described("数量", "how many", ge=0, le=1_000_000_000)


class SelfReportReported(BusModel, title="报送自评", meaning="a unit reported on its period; told again it replaces."):
    reported_on: Date = described("报送日期", "day of the report", unit=DATE, source=SUPERVISION)
    period: str = assessed_period()
    notice: str | None = own_reference(
        "考核告知", "number of the notice that asks for it; absent: the one whose number is the period"
    )
    nothing_to_report: bool = described(
        "零报告", "nothing happened in the period: neither zero points nor silence", source=SUPERVISION, default=False
    )
    score: int | None = described(
        "自评得分", "points by its own count", unit="1/100 point", default=None, ge=0, le=MOST_HUNDREDTHS
    )
    figures: list[Figure] = described(
        "自报数字", "numbers of the period", default_factory=list, max_length=MOST_FIGURES
    )
    note: str | None = described("说明", "in words", default=None, min_length=1, max_length=2000)


class FigureTold(BusModel, title="自报数字", meaning="a number of the period as the unit last told it."):
    name: str = described("名称", "code of a measure, or the unit's own words")
    amount: int = described("数量", "how many")


class SelfReportState(SubjectState, title="自评", meaning="what a unit last said of its period."):
    period: str | None = described("考核期间", "month, quarter or year", default=None)
    reported_on: date | None = described("报送日期", "first report for this period", unit=DATE, default=None)
    newest_on: date | None = described("最近报送", "the one that counts", unit=DATE, default=None)
    nothing_to_report: bool = described("零报告", "nothing happened in the period", default=False)
    score: int | None = described("自评得分", "points by its own count", unit="1/100 point", default=None)
    figures: list[FigureTold] = described("自报数字", "each name once", default_factory=list)


_measure = partial(Measure, unit="份", group=GROUP, group_english=GROUP_ENGLISH, in_total=False)

SELF_REPORT = Family(
    name="self_report",
    service="assurance",
    chinese="自评",
    english="self-report",
    facts={"reported": SelfReportReported},
    state=SelfReportState,
    findings={
        "self_report.contradiction": "零报告却有数字",
        "self_report.figure_twice": "同一名称报两个数字",
        "self_report.too_early": "期间结束之前自评",
    },
    measures=(
        _measure("self_reports", "自评", "Self-reports"),
        _measure("nothing_to_report", "零报告的月份", "Months with nothing to report", unit="个月", shown=False),
    ),
    most_facts=100,
)

FAMILIES = (SELF_REPORT,)
