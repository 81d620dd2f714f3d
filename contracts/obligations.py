"""Obligations: what is owed by a date, and why by that date."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described
from law.codes import ObligationStatus


class Explanation(BusModel, title="期限说明", meaning="why a due date is what it is; the formula beside the number."):
    article: str = described("条款", "clause that sets the limit")
    start: date = described("起算日", "day whose next day is the first counted", unit=DATE)
    limit: int = described(
        "期限", "how many units; years after, for a fixed day of the year; 0 where a fact sets the day"
    )
    unit: str = described("单位", "of the limit, with its measure word: 个工作日, 日, 个月 …")
    calendars: dict[str, int] = described("日历版本", "version of each year's working-day calendar that was used")
    rule: str = described("规则", "how the day came about, where it is no plain count", default="")


class Obligation(BusModel, title="义务", meaning="what is owed by a date."):
    id: str = described(
        "义务编号",
        "duty and the day or period it opened on, or the number by which facts tell it; one of its subject's",
    )
    duty: str = described("义务种类", "code of the duty; registry.measures.v1 has its words")
    org: str = described("单位", "organisation that owes it")
    subject: str = described("事项编号", "the department's own id")
    opened_on: date = described("起始日期", "day the obligation arose", unit=DATE)
    due_on: date = described("到期日", "last lawful day, by the calendar known now", unit=DATE)
    original_due_on: date = described("原到期日", "last lawful day as first computed", unit=DATE)
    provisional: bool = described("暂定", "true when a year without a holiday notice was counted")
    met_on: date | None = described("履行日期", "day it was met", unit=DATE, default=None)
    status: ObligationStatus = described("状态", "open, met, met_late, overdue or excused")
    facts: list[str] = described("依据事实", "ids of the facts behind it")
    explanation: Explanation = described("期限说明", "how the due date was computed")
