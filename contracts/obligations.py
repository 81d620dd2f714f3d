"""Obligations: what is owed by a date, and why by that date."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, Said, said
from law.codes import ObligationKind, ObligationStatus


class Explanation(Said):
    """期限说明: why a due date is what it is; the formula beside the number."""

    article: str = said("条款", "clause that sets the limit")
    start: date = said("起算日", "day whose next day is the first counted", unit=DATE)
    working_days: int = said("期限", "limit; 0 where `rule` sets a day", unit="working days")
    calendars: dict[str, int] = said("日历版本", "version of each year's working-day calendar that was used")
    rule: str = said("规则", "how the day came about, where it is no plain count of working days", default="")


class Obligation(Said):
    """义务: what is owed by a date."""

    kind: ObligationKind = said("义务种类", "clause code")
    org: str = said("单位", "organisation that owes it")
    subject: str = said("事项编号", "document, information or application")
    opened_on: date = said("起始日期", "day the obligation arose", unit=DATE)
    due_on: date = said("到期日", "last lawful day, by the calendar known now", unit=DATE)
    original_due_on: date = said("原到期日", "last lawful day as first computed", unit=DATE)
    provisional: bool = said("暂定", "true when a year without a holiday notice was counted")
    met_on: date | None = said("履行日期", "day it was met", unit=DATE, default=None)
    status: ObligationStatus = said("状态", "open, met, met_late, overdue or excused")
    facts: list[str] = said("依据事实", "ids of the facts behind it")
    explanation: Explanation = said("期限说明", "how the due date was computed")
