"""A table with a line for each cell (row_key, column_key, value), of one or several reports; and one of totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from law import table2, table3, table4
from law.report_check.published import OTHERWISE, Key, Passage, PublishedReport, Table
from papers.annual.reading.blocks import At
from papers.annual.reading.cells import read_cell
from papers.files.grid import Grid

_TABLES = {"2": Table.TWO, "3": Table.THREE, "4": Table.FOUR, "二": Table.TWO, "三": Table.THREE, "四": Table.FOUR}
_CELLS, _TOTALS = frozenset({"row_key", "column_key", "value"}), frozenset({"org", "year", "figure", "value"})
_NAMED = ("report_id", "agency", "org", "year")
"""Columns that tell reports apart."""
_FIGURES = {
    "requests_received": Key(Table.THREE, table3.NEW, "total"),
    "requests_finished": Key(Table.THREE, table3.RESULTS_TOTAL, "total"),
    "requests_carried_out": Key(Table.THREE, table3.CARRIED_OUT, "total"),
    "reviews": Key(Table.FOUR, "review", "total"),
}
"""Figure of a file of totals → its cell."""
_SUM = re.compile(r"\d+(?:\s*[^\d+=;,，；]*)?(?:\+\s*\d+[^\d+=;,，；]*)+")


def tidy(grid: Grid, place: Callable[[Grid, At], str]) -> tuple[list[PublishedReport], list[str]] | None:
    """The reports of such a file and what could not be read of it; None for a file of another kind."""
    head = [cell.strip().lower() for cell in grid.rows[0]] if grid.rows else []
    columns = {name: at for at, name in enumerate(head) if name}
    reports: dict[tuple[str, ...], PublishedReport] = {}
    remarks: list[str] = []
    if columns.keys() >= _CELLS:
        read = _cell
    elif columns.keys() >= _TOTALS:
        read = _figure
    else:
        return None
    for at, cells in enumerate(grid.rows[1:], start=1):
        if not any(cells):
            continue
        line = {name: cells[column] if column < len(cells) else "" for name, column in columns.items()}
        of = tuple(line.get(name, "") for name in _NAMED)
        report = reports.setdefault(of, _begun(line))
        where = place(grid, At(at, columns["value"]))
        if not read(report, line, where):
            remarks.append(f"{where}：不认识{line.get('row_key') or line.get('figure')}，没有读取")
    return list(reports.values()), remarks


def _begun(line: Mapping[str, str]) -> PublishedReport:
    year = re.match(r"(20\d\d)(?!\d)", line.get("year", ""))
    agency = line.get("agency") or line.get("org") or ""
    return PublishedReport(agency, int(year[1]) if year else None)


def _cell(report: PublishedReport, line: Mapping[str, str], where: str) -> bool:
    key = _key(line)
    if key is None:
        return False
    report.cells[key] = read_cell(line["value"], where)
    return True


def _key(line: Mapping[str, str]) -> Key | None:
    row, column = line["row_key"].strip(), line["column_key"].strip()
    table = _TABLES.get(line.get("table", "")[-1:]) or _table_of(row)
    if table is Table.TWO:
        fits = column in table2.COLUMNS.get(row, ())
        return Key(table, row, column) if fits else None
    if table is Table.THREE:
        known = _longest(row, (*table3.ROWS, OTHERWISE))
        return Key(table, known, column) if known and column in table3.COLUMNS else None
    column = column.removesuffix("_result")
    return Key(Table.FOUR, row, column) if row in list(table4.BLOCKS) and column in table4.COLUMNS else None


def _table_of(row: str) -> Table:
    if row in table2.ROWS:
        return Table.TWO
    return Table.FOUR if row in list(table4.BLOCKS) else Table.THREE


def _longest(row: str, keys: Sequence[str]) -> str:
    """The row that ``row`` begins with: 3_3_1_state_secret is 3_3_1."""
    fitting = [str(key) for key in keys if row == key or row.startswith(f"{key}_")]
    return max(fitting, key=len, default="")


def _figure(report: PublishedReport, line: Mapping[str, str], where: str) -> bool:
    report.excerpt = True
    figure, value = line["figure"].strip(), line["value"].strip()
    if key := _FIGURES.get(figure):
        report.cells[key] = read_cell(value, where)
        return True
    if figure != "published_items":
        return False
    parts = _SUM.search(line.get("note", ""))
    listed = "、".join(f"{part.strip()}条" for part in _spoken(parts.group() if parts else ""))
    report.passages.append(Passage(f"主动公开政府信息{value}条" + (f"，其中{listed}" if listed else ""), where))
    return True


def _spoken(sums: str) -> list[str]:
    """``24 公示公告+35 工作情况`` as 公示公告24, 工作情况35."""
    parts = [re.match(r"\s*(\d+)\s*(.*)", part) for part in sums.split("+")]
    return [f"{part[2].strip()}{part[1]}" for part in parts if part]
