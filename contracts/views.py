"""Views: the rows that metrics publishes and anyone may read. They carry codes; registry.measures.v1 has the words."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described
from contracts.obligations import Obligation


class Durations(
    BusModel,
    title="用时",
    meaning="days taken, working days unless the measure's unit says otherwise; sums and counts, so that means add up.",
):
    count: int = described("件数", "how many")
    sum: int = described("合计", "total", unit="days")
    max: int = described("最长", "longest; 0 when there is none", unit="days")
    histogram: dict[str, int] = described("分布", "days → how many took just that long")


class ObligationCounts(
    BusModel,
    title="义务统计",
    meaning="obligations that fall due in the period: due = met_on_time + met_late + overdue + open + excused.",
):
    due: int = described("应履行", "fall due in the period")
    met_on_time: int = described("按期履行", "met by the due date")
    met_late: int = described("逾期履行", "met after the due date")
    overdue: int = described("逾期未履行", "not met, due date has passed")
    open: int = described("未到期", "not met, not yet past due")
    excused: int = described("免除", "fell away")


class PeriodRow(
    BusModel,
    title="期间统计",
    meaning="one organisation in one month (2026-03), quarter (2026-Q1) or year (2026); what is not there is 0.",
):
    period: str = described("期间", "month, quarter or year", pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$")
    org: str = described("单位", "organisation")
    county: str = described("县", "county of the organisation; empty until the registry names it")
    counts: dict[str, int] = described("计数", "measure → amount", default_factory=dict)
    by: dict[str, dict[str, int]] = described("分类计数", "measure → label → amount", default_factory=dict)
    days: dict[str, Durations] = described("用时", "measure → working days", default_factory=dict)
    obligations: dict[str, ObligationCounts] = described(
        "义务", "duty → obligations due in the period", default_factory=dict
    )


class ObligationRow(
    BusModel,
    title="未履行义务",
    meaning="an obligation that is open or overdue; a tombstone on its key says it no longer is.",
):
    county: str = described("县", "county of the organisation")
    kind: str = described("事项种类", "kind of the subject, e.g. requests.application")
    title: str | None = described("标题", "title of the information", default=None)
    obligation: Obligation = described("义务", "the obligation")


class Watermark(BusModel, title="完整截至", meaning="everything up to this day has been counted."):
    complete_up_to: date | None = described("完整截至", "last day closed by every service", unit=DATE)
    positions: dict[str, dict[str, int]] = described("读取位置", "next offset per topic and partition")
