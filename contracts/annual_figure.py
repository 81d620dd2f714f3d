"""年度数据: what a unit decided and collected, as it reports by month, quarter or year (年度报告表二).

A subject is a unit's year, and its id is that year: reports of months, quarters and the whole year meet there.
"""

from __future__ import annotations

from functools import partial

from contracts.fields import DATE, PATTERN_SPAN, REPORT, BusModel, Date, described
from contracts.kit import Family, Measure, MeasureKind
from contracts.opening_balance import OPENING_BALANCE
from contracts.state import SubjectState

MOST_DECISIONS = 1_000_000_000
MOST_YUAN = 1_000_000_000_000
YUAN_PER_10K = 10_000
"""元 in 万元: four decimals of 万元 are exact in 元."""

LICENSING, PENALTY, COERCION, FEES = FIGURES = (
    "licensing_decisions",
    "penalty_decisions",
    "coercion_decisions",
    "administrative_fees",
)
"""Measures, and the fields of a report that they count, in the order of the form."""


class FiguresReported(
    BusModel,
    title="报送年度数据",
    meaning="what a unit decided and collected in a period; of several reports of one period the latest counts, figure by figure.",
):
    reported_on: Date = described("报送日期", "day of the report", unit=DATE)
    period: str = described(
        "所属期间",
        "2026, 2026-Q1 or 2026-03, within the subject's year; what is reported for a longer period is not less than its parts",
        pattern=PATTERN_SPAN,
    )
    licensing_decisions: int | None = described(
        "行政许可处理决定",
        "decisions; absent: not told",
        unit="件",
        source=REPORT,
        default=None,
        ge=0,
        le=MOST_DECISIONS,
    )
    penalty_decisions: int | None = described(
        "行政处罚处理决定",
        "decisions; absent: not told",
        unit="件",
        source=REPORT,
        default=None,
        ge=0,
        le=MOST_DECISIONS,
    )
    coercion_decisions: int | None = described(
        "行政强制处理决定",
        "decisions; absent: not told",
        unit="件",
        source=REPORT,
        default=None,
        ge=0,
        le=MOST_DECISIONS,
    )
    administrative_fees: int | None = described(
        "行政事业性收费",
        "collected, in whole 元: 59237.2449 万元 are 592372449 元; absent: not told",
        unit="元",
        source=REPORT,
        default=None,
        ge=0,
        le=MOST_YUAN,
    )


class AnnualFigureState(SubjectState, title="年度数据", meaning="what a unit decided and collected in a year."):
    year: int | None = described("年度", "absent where the subject's id is no year", default=None)
    figures: dict[str, int] = described(
        "数据", "what counts for the year, of what was told; the fees in 元", default_factory=dict
    )
    periods: list[str] = described("已报期间", "periods of which there is a report, in order", default_factory=list)
    opening_in_force: dict[str, int] | None = described(
        "期初现行有效", "documents in force at the year's beginning, where it is the unit's first here", default=None
    )


_measure = partial(Measure, unit="件", group="年度数据", group_english="Annual figures", shown=False)

ANNUAL_FIGURE = Family(
    name="annual_figure",
    service="catalog",
    chinese="年度数据",
    english="annual figures",
    facts={"reported": FiguresReported},
    state=AnnualFigureState,
    measures=(
        _measure(LICENSING, "行政许可", "Licensing decisions"),
        _measure(PENALTY, "行政处罚", "Penalties"),
        _measure(COERCION, "行政强制", "Coercive measures"),
        _measure(FEES, "行政事业性收费", "Administrative fees", unit="元", kind=MeasureKind.MONEY),
    ),
    opens=("documents_in_force",),
    findings={
        "annual_figure.subject": "年度数据事项编号不对",
        "annual_figure.early": "期间没有开始即报数据",
        "annual_figure.differs": "期间数据与各期合计不符",
    },
    takes=(OPENING_BALANCE.kind,),
    most_facts=500,
)

FAMILIES = (ANNUAL_FIGURE,)
