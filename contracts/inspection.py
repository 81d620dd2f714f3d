"""检查指标: what inspections of sites and accounts have in common (国办秘函〔2019〕19号): incidents, vetoes and their evidence."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from contracts.fields import DATE, PATTERN_ID, BusModel, Date, described

INSPECTION = "国办秘函〔2019〕19号"
VETOES = f"{INSPECTION} 单项否决"


class Safety(StrEnum):
    """安全、泄密事故等严重问题: one of them fails a site or an account on its own."""

    WORDING = "严重表述错误"
    LEAK = "泄露国家秘密"
    UNLAWFUL = "反动暴力色情"
    ATTACK = "被攻击未及时处置"
    FORGED = "弄虚作假"
    OPINION = "严重负面舆情"


class Incident(BusModel, title="安全问题", meaning="something happened that fails a site or an account on its own."):
    occurred_on: Date = described("发现日期", "day it was seen", unit=DATE, source=VETOES)
    kind: Safety = described("问题种类", "which of the six", source=VETOES)
    number: str = described("问题编号", "the unit's own number of it", min_length=1, max_length=100, pattern=PATTERN_ID)
    place: str | None = described("位置", "column, page or post", default=None, min_length=1, max_length=200)


class IncidentResolved(BusModel, title="安全问题处置完毕", meaning="an incident was put right."):
    resolved_on: Date = described("处置日期", "day it was put right", unit=DATE)
    number: str = described(
        "问题编号", "number of the incident, as it was told", min_length=1, max_length=100, pattern=PATTERN_ID
    )


class Days(BusModel, title="期间", meaning="days on which something holds."):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described(
        "止（当日不计）", "first day on which it holds no more; empty: it still does", unit=DATE
    )


class Evidence(BusModel, title="佐证", meaning="what a veto rests on."):
    subject: str = described("依据", "column or message, <organisation>:<id>; else the id of a fact; else empty")
    text: str = described("说明", "what of it, for people")
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止（当日不计）", "first day no more; empty: it goes on", unit=DATE)


class Veto(BusModel, title="单项否决", meaning="days on which one item of the inspection fails the whole."):
    code: str = described("代码", "which item; the measure's labels have its words")
    since: date = described("起", "first day on which it holds", unit=DATE)
    until: date | None = described(
        "止（当日不计）", "first day on which it holds no more; empty: it still does", unit=DATE
    )
    evidence: list[Evidence] = described("佐证", "what it rests on, the newest first days last")
    more: int = described("其余佐证", "how much more there is than is named", default=0)
