"""What every state has: whose it is, what is wrong, what is a sign, what is owed, what it counts, to whom it flows."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described
from contracts.obligations import Obligation

Counts = dict[str, dict[str, int]]
"""month → measure → amount. A measure is ``<code>``, ``<code>@<label>``, ``<code>#<working days>``, or ``<duty>!<status>``."""


class StatedFinding(BusModel, title="问题", meaning="a departure from the law, recorded beside the result."):
    on: date = described("日期", "day of the step it is about", unit=DATE)
    code: str = described("代码", "stable code, e.g. correction.second")
    article: str = described("条款", "clause")
    text: str = described("说明", "what is wrong, for people")
    fact: str = described("依据事实", "id of the fact it is about; empty where there is none")


class Signal(
    BusModel,
    title="迹象",
    meaning="a step that is no fault; many of its kind may be a sign that the numbers were served. Never scored.",
):
    on: date = described("日期", "day by which it counts", unit=DATE)
    code: str = described("代码", "stable code, e.g. extended_near_due")
    amount: int = described("数量", "how many facts or steps it stands for", default=1, ge=1)
    text: str = described("说明", "what happened, for people")
    facts: list[str] = described("依据事实", "ids of the facts, the first five")
    told_of: str = described("所述月份", "of facts recorded late: the month that they tell of; else empty", default="")


class Met(BusModel, title="已履行的义务", meaning="a duty that was met in time."):
    id: str = described("义务编号", "as of an obligation")
    duty: str = described("义务种类", "code of the duty; registry.measures.v1 has its words")
    opened_on: date = described("起始日期", "day the obligation arose", unit=DATE)
    due_on: date = described("到期日", "last lawful day", unit=DATE)
    met_on: date = described("履行日期", "day it was met", unit=DATE)
    facts: list[str] = described("依据事实", "ids of the facts behind it, the first five")


class SubjectState(BusModel, title="事项", meaning="a subject of any kind, as its service keeps it."):
    org: str = described("单位", "organisation")
    subject: str = described("事项编号", "the department's own id")
    title: str | None = described("标题", "what it is about, where that is public", default=None)
    counts: Counts = described("计数", "what it contributes, by month and measure", default_factory=dict)
    obligations: list[Obligation] = described(
        "义务",
        "what is open, overdue or was met late; what was excused only counts",
        default_factory=list,
    )
    met: list[Met] = described("已履行", "the newest twenty duties that were met in time", default_factory=list)
    findings: list[StatedFinding] = described("问题", "departures from the law, by day", default_factory=list)
    signals: list[Signal] = described(
        "迹象", "by code the newest twenty days that have any, by day", default_factory=list
    )
    flags: list[str] = described("标记", "what is wrong in practice, as codes", default_factory=list)
    told_in: list[str] = described(
        "事实月份", "months of the latest day that each of its facts names", default_factory=list
    )
    sends: list[str] = described("流向", "keys of the subjects to which this state flows", default_factory=list)
