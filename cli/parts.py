"""Parts of a subject as tables that every kind has: what is owed and why, what is wrong, which facts are behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.table import Table

from cli.facts import fact_day, fact_name
from cli.tables import add, plain_table
from contracts.families import FAMILIES
from law.codes import STATUS_NAMES, ObligationStatus
from law.limit import UNIT_NAMES, LimitUnit
from law.signals import BOUNDS

if TYPE_CHECKING:
    from cli.places import Lies

SIGNAL_OF = {bound.signal: bound.name for bound in BOUNDS}
"""Code of a signal → the indicator that it belongs to."""

_PROVISIONAL = "（暂定）"
_DAYS = {UNIT_NAMES[LimitUnit.DAY_OF_YEAR], UNIT_NAMES[LimitUnit.SET_BY_FACT]}
"""Limits that name a day, which the table shows by itself."""


MOST_SETTLED = 24
"""Obligations that are settled and shown, the newest; what is open, overdue or was met late is all shown."""

_SETTLED = (ObligationStatus.MET, ObligationStatus.EXCUSED)


def obligation_lines(obligations: Iterable[Mapping[str, Any]]) -> Table:
    """By their last day, those met in time too; a duty or status that this version does not know by its code."""
    ordered = sorted(obligations, key=lambda owed: (owed["due_on"], owed["id"]))
    settled = [owed["id"] for owed in ordered if owed["status"] in _SETTLED]
    left_out = set(settled[:-MOST_SETTLED])
    more = f"（按期履行和不再需要的只列最近{MOST_SETTLED}项，共{len(settled)}项）" if left_out else ""
    rows = [
        (
            duty.chinese if (duty := FAMILIES.duties.get(owed["duty"])) else owed["duty"],
            owed["explanation"]["article"],
            owed["opened_on"],
            _counted(owed["explanation"]),
            _due(owed),
            owed["met_on"],
            STATUS_NAMES.get(owed["status"], owed["status"]),
            owed["explanation"]["rule"],
        )
        for owed in ordered
        if owed["id"] not in left_out
    ]
    return filled(f"义务{more}", ("义务", "条款", "起始", "期限", "到期", "履行", "状态", "规则"), rows)


def _counted(explanation: Mapping[str, Any]) -> str:
    """What is counted; nothing where the law or a fact names the day itself."""
    unit = explanation["unit"]
    return "" if unit in _DAYS else f"{explanation['limit']}{unit}"


def _due(owed: Mapping[str, Any]) -> str:
    """The last day, and the one first computed where a notice has moved it."""
    moved = owed["due_on"] != owed["original_due_on"]
    day = due_day(owed["due_on"], provisional=owed["provisional"])
    return f"{day}（原{owed['original_due_on']}）" if moved else day


def finding_lines(findings: Iterable[Mapping[str, Any]]) -> Table:
    """Departures from the law, by day."""
    rows = [(each["on"], each["article"], each["text"], each["code"], each["fact"]) for each in findings]
    return filled("问题", ("日期", "条款", "说明", "代码", "事实"), rows)


def signal_lines(signals: Iterable[Mapping[str, Any]]) -> Table:
    """Steps that are no fault, with the indicator that many of them make; by day."""
    rows = [
        (each["on"], SIGNAL_OF.get(each["code"], each["code"]), each["amount"], each["text"], "、".join(each["facts"]))
        for each in signals
    ]
    return filled("迹象（单独不是问题，不计分）", ("日期", "多件时构成", "数量", "说明", "事实"), rows)


def fact_lines(facts: Iterable[Mapping[str, Any]], places: Mapping[str, Lies] | None = None) -> Table:
    """The facts, with what an amendment is about and, where it was looked for, the place in the log."""
    if places is not None:
        return filled(
            "事实",
            ("事实", "日期", "记录日期", "编号", "更正或者撤回", "位置", "收件位置"),
            [
                (
                    fact_name(row["type"]),
                    fact_day(row),
                    row["recorded_on"],
                    row["id"],
                    row["data"].get("fact", ""),
                    *(places[row["id"]].words if row["id"] in places else ("", "")),
                )
                for row in facts
            ],
        )
    rows = [
        (fact_name(row["type"]), fact_day(row), row["recorded_on"], row["id"], row["data"].get("fact", ""))
        for row in facts
    ]
    return filled("事实", ("事实", "日期", "记录日期", "编号", "更正或者撤回的事实"), rows)


def filled(title: str, headings: tuple[str, ...], rows: Iterable[Iterable[object]]) -> Table:
    """A table of these rows."""
    table = plain_table(title, *headings)
    for row in rows:
        add(table, *row)
    return table


def due_day(on: date | str | None, *, provisional: bool) -> str:
    """A last day, with a word where a year without a holiday notice was counted."""
    return f"{on}{_PROVISIONAL if provisional else ''}" if on else ""
