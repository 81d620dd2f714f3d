"""Views as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from law.codes import STATUS_NAMES

Row = Mapping[str, Any]

_NUMBERS = (
    "主动\n公开",
    "收到\n申请",
    "答复\n申请",
    "未办\n结",
    "应履\n行",
    "按期",
    "逾期\n履行",
    "逾期\n未履行",
    "未到\n期",
)
_MEAN = "公开平均\n工作日"


def plain_table(title: str, *headings: str) -> Table:
    """A table with the title above it."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for heading in headings:
        # Chinese has no spaces to break at: fold where the column ends.
        table.add_column(heading, overflow="fold")
    return table


def period_table(title: str, rows: Iterable[Row], names: Mapping[str, str]) -> Table:
    """Rows of the monthly, quarterly or annual view, and their sum."""
    table = plain_table(title, "单位")
    for heading in (*_NUMBERS, _MEAN):
        table.add_column(heading, justify="right", no_wrap=True)
    rows = list(rows)
    for row in rows:
        table.add_row(
            names.get(row["org"], row["org"]), *map(str, _numbers(row)), _mean(row["days_to_publish"])
        )
    if len(rows) > 1:
        sums = [sum(column) for column in zip(*map(_numbers, rows), strict=True)]
        durations = [row["days_to_publish"] for row in rows]
        total = {name: sum(duration[name] for duration in durations) for name in ("count", "sum")}
        table.add_section()
        table.add_row("合计", *map(str, sums), _mean(total))
    return table


def _numbers(row: Row) -> list[int]:
    owed = row["obligations"]
    return [
        row["items_published"],
        row["applications_received"],
        row["applications_answered"],
        row["applications_open"],
        owed["due"],
        owed["met_on_time"],
        owed["met_late"],
        owed["overdue"],
        owed["open"],
    ]


def _mean(durations: Mapping[str, int]) -> str:
    return f"{durations['sum'] / durations['count']:.1f}" if durations["count"] else ""


def obligation_table(title: str, rows: Iterable[Row], names: Mapping[str, str]) -> Table:
    """Open and overdue obligations."""
    table = plain_table(title, "单位", "事项", "标题", "条款", "起始", "到期", "状态")
    for row in rows:
        owed = row["obligation"]
        table.add_row(
            names.get(owed["org"], owed["org"]),
            owed["subject"],
            row["title"] or "",
            owed["explanation"]["article"],
            owed["opened_on"],
            owed["due_on"] + ("（暂定）" if owed["provisional"] else ""),
            STATUS_NAMES.get(owed["status"], owed["status"]),
        )
    return table
