"""指标异常: what a unit's facts look like when they are taken together. Shown beside the sheet with its facts, never scored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contracts.fields import DATE, BusModel, described
from law.signals import Indicator

INDICATOR = "metrics.indicator.v1"
"""Type of the record on metrics.findings.v1; its key is its id."""


class IndicatorRow(
    BusModel, title="指标异常", meaning="a pattern that a person should look at; it takes no points and says no fault."
):
    id: str = described("编号", "<period>/<organisation>/!<code>")
    county: str = described("县", "county of the organisation")
    org: str = described("单位", "organisation")
    period: str = described("期间", "month, quarter or year")
    code: str = described("代码", "stable code, e.g. bulk_extension")
    name: str = described("名称", "what it is called")
    amount: int = described("数量", "facts or steps that it is about")
    out_of: int | None = described("总数", "of how many, where it is a share of them", default=None)
    text: str = described("说明", "what it says, with its numbers")
    days: list[date] = described("日期", "days that have any, the first hundred", unit=DATE)
    keys: list[str] = described("相关事项", "subjects, the first hundred")
    facts: list[str] = described("依据事实", "ids of the facts, the first hundred")


def indicator_rows(county: str, indicators: Iterable[Indicator]) -> list[IndicatorRow]:
    """Indicators of a county's unit as they are told."""
    return [
        IndicatorRow(
            id=f"{indicator.period}/{indicator.org}/!{indicator.code}",
            county=county,
            org=indicator.org,
            period=indicator.period,
            code=indicator.code,
            name=indicator.name,
            amount=indicator.amount,
            out_of=indicator.out_of,
            text=indicator.text,
            days=list(indicator.days),
            keys=list(indicator.keys),
            facts=list(indicator.facts),
        )
        for indicator in indicators
    ]
