"""Views as tables: their codes in the words of the registry of measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from cli.words import Words
from contracts.control_characters import written_out
from law.codes import STATUS_NAMES

Row = Mapping[str, Any]

_STATUSES = {
    "due": "应履\n行",
    "met_on_time": "按期",
    "met_late": "逾期\n履行",
    "overdue": "逾期\n未履行",
    "open": "未到\n期",
    "excused": "免除",
}
"""Those after the first add up to it."""


class Column(NamedTuple):
    """A column of a table of periods: the cell of one row, or of several together."""

    heading: str
    cell: Callable[[Sequence[Row]], str]


def plain_table(title: str, *headings: str) -> Table:
    """A table with the title above it."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for heading in headings:
        # Chinese has no spaces to break at: fold where the column ends.
        table.add_column(heading, overflow="fold")
    return table


def add(table: Table, *cells: object) -> None:
    """A row of these cells as text: a square bracket in an id is no markup, and a control character is only shown."""
    table.add_row(*(Text("" if cell is None else written_out(str(cell), keep="\n")) for cell in cells))


def period_table(title: str, rows: Iterable[Row], names: Mapping[str, str], words: Words) -> Table:
    """Rows of the monthly, quarterly or annual view, and their sum; measures that are nowhere above 0 have no column."""
    rows = list(rows)
    columns = list(_columns(rows, words))
    table = plain_table(title, "单位")
    for column in columns:
        table.add_column(column.heading, justify="right", no_wrap=True)
    for row in rows:
        add(table, names.get(row["org"], row["org"]), *(column.cell([row]) for column in columns))
    if len(rows) > 1:
        table.add_section()
        add(table, "合计", *(column.cell(rows) for column in columns))
    return table


def unit_table(title: str, row: Row, words: Words) -> Table:
    """All that one row counts: every measure, by label too, working days, and obligations by duty."""
    table = plain_table(title, "栏目", "统计项", "分类", "数量")
    for code, measure in words.measures.items():
        named = (measure["group"], measure["chinese"])
        if amount := row.get("counts", {}).get(code):
            add(table, *named, "", f"{amount} {measure['unit']}")
        for label, amount in row.get("by", {}).get(code, {}).items():
            add(table, *named, words.label(code, label), f"{amount} {measure['unit']}")
        if days := row.get("days", {}).get(code):
            text = f"{_mean([row], code)} {measure['unit']}（{days['count']}件，最长{days['max']}）"
            add(table, *named, "", text)
    for code, counts in sorted(row.get("obligations", {}).items(), key=lambda entry: _place(words, entry[0])):
        parts = [f"{heading.replace(chr(10), '')} {counts[name]}" for name, heading in _STATUSES.items()]
        add(table, "义务", words.duty(code), "", "，".join(parts))
    return table


def obligation_table(title: str, rows: Iterable[Row], names: Mapping[str, str], words: Words) -> Table:
    """Open and overdue obligations; several of one duty on one subject stand side by side."""
    table = plain_table(title, "单位", "事项", "标题", "义务", "条款", "起始", "到期", "状态")
    for row in rows:
        owed = row["obligation"]
        add(
            table,
            names.get(owed["org"], owed["org"]),
            owed["subject"],
            row["title"],
            words.duty(owed["duty"]),
            owed["explanation"]["article"],
            owed["opened_on"],
            owed["due_on"] + ("（暂定）" if owed["provisional"] else ""),
            STATUS_NAMES.get(owed["status"], owed["status"]),
        )
    return table


def _columns(rows: Sequence[Row], words: Words) -> Iterable[Column]:
    for code, measure in words.measures.items():
        if measure["shown"] and code in words.stocks and any(row.get("by", {}).get(code) for row in rows):
            yield Column(_heading(measure["group"], measure["chinese"]), lambda of, code=code: _stock(of, code))  # type: ignore[misc]
        elif measure["shown"] and any(row.get("counts", {}).get(code) for row in rows):
            yield Column(_heading(measure["group"], measure["chinese"]), lambda of, code=code: _sum(of, code))  # type: ignore[misc]
    for name, heading in _STATUSES.items():
        yield Column(heading, lambda of, name=name: _owed(of, name))  # type: ignore[misc]
    for code, measure in words.measures.items():
        if any(code in row.get("days", {}) for row in rows):
            heading = _heading(measure["chinese"], f"平均{measure['unit']}")
            yield Column(heading, lambda of, code=code: _mean(of, code))  # type: ignore[misc]


def _sum(rows: Iterable[Row], code: str) -> str:
    return str(sum(row.get("counts", {}).get(code, 0) for row in rows))


def _stock(rows: Iterable[Row], code: str) -> str:
    return str(sum(amount for row in rows for amount in row.get("by", {}).get(code, {}).values()))


def _owed(rows: Iterable[Row], name: str) -> str:
    return str(sum(counts[name] for row in rows for counts in row.get("obligations", {}).values()))


def _mean(rows: Iterable[Row], code: str) -> str:
    """The mean of all together: it adds up from sums and counts."""
    durations = [row.get("days", {})[code] for row in rows if code in row.get("days", {})]
    count, total = (sum(duration[name] for duration in durations) for name in ("count", "sum"))
    return f"{total / count:.1f}" if count else ""


def _heading(*parts: str) -> str:
    """A narrow heading: each part in lines of at most four characters, as even as can be."""
    lines = []
    for part in parts:
        width = -(-len(part) // -(-len(part) // 4)) if part else 1
        lines += [part[start : start + width] for start in range(0, len(part), width)]
    return "\n".join(lines)


def _place(words: Words, duty: str) -> tuple[int, str]:
    """Where a duty stands; an unknown one comes last."""
    return (list(words.duties).index(duty) if duty in words.duties else len(words.duties), duty)
