"""The workbook: tables 二, 三 and 四 in the layout of 国办公开办函〔2021〕30号, and the units beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook

from law import table2, table4
from law.table3 import COLUMNS, HINT, ROWS, TITLE
from law.table4 import BLOCKS
from law.tables import TOTAL_NAME, Headings
from papers.annual.report import Report, doubts, problems
from papers.sheet import Sheet

_CELLS4: dict[tuple[str, str], Headings] = {
    (block, column): (*BLOCKS[block], name) for block in BLOCKS for column, name in table4.COLUMNS.items()
}
"""(block, column) of table 四 → its headings, in the order of the form's one row."""

_MOST = 31
"""Characters of a sheet's name."""

_WIDE2 = 1 + max(len(columns) for columns in table2.COLUMNS.values())
_LEFT, _RIGHT = 3, len(COLUMNS)
_PER_LINE = 21
"""Characters of a row's wording that fit on a line of its column."""


def workbook(reports: Sequence[Report]) -> Workbook:
    """表二, 表三 and 表四 of each, and 各单位 where there are units; with several, their names before the sheets'."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for report in reports:
        before = f"{report.name[: _MOST - 4]} " if len(reports) > 1 else ""
        _table2(Sheet(book, f"{before}表二"), report)
        _table3(Sheet(book, f"{before}表三"), report)
        _table4(Sheet(book, f"{before}表四"), report)
        if report.units:
            _units(Sheet(book, f"{before}各单位"), report)
    return book


def save(reports: Sequence[Report], to: Path | BinaryIO) -> None:
    """Writes the workbook to a file or a stream. Raises ``OSError``."""
    workbook(reports).save(to)


def _table2(sheet: Sheet, report: Report) -> None:
    """Blocks under one another as the form has them, each with headings of its own."""
    row = sheet.title(table2.TITLE, report.heading, _WIDE2)
    for article, rows in _blocks2():
        sheet.cell(row, 1, article, to=(row, _WIDE2), bold=True)
        for at, key in enumerate((None, *rows), start=row + 1):
            columns = table2.COLUMNS[rows[0]]
            sheet.cell(at, 1, table2.ROWS[key][1] if key else "信息内容")
            for beside, column in enumerate(columns, start=2):
                last = _WIDE2 if len(columns) == 1 else beside
                sheet.cell(
                    at, beside, report.table2[key][column] if key else table2.COLUMN_NAMES[column], to=(at, last)
                )
            sheet.height(at, 22)
        row += 2 + len(rows)
    for at, text in enumerate(text for text in (*problems(report), *doubts(report)) if " 表二 " in text):
        sheet.note(row + at, text, _WIDE2)
    sheet.widths([28, 22, 22, 22])
    sheet.print_on_a4()


def _blocks2() -> list[tuple[str, list[str]]]:
    blocks: dict[str, list[str]] = {}
    for key, (article, _) in table2.ROWS.items():
        blocks.setdefault(article, []).append(key)
    return list(blocks.items())


def _table3(sheet: Sheet, report: Report) -> None:
    top = sheet.title(TITLE, report.heading, _LEFT + _RIGHT)
    sheet.cell(top, 1, HINT, to=(top + 2, _LEFT))
    sheet.headings_across(list(COLUMNS.values()), top, _LEFT + 1)
    first = top + 3
    sheet.headings_down(list(ROWS.values()), first, 1)
    for at, (key, headings) in enumerate(ROWS.items()):
        for beside, column in enumerate(COLUMNS):
            sheet.cell(first + at, _LEFT + 1 + beside, report.table3[key][column])
        sheet.height(first + at, 30 if len(headings[2]) > _PER_LINE else 18)
    _notes(sheet, report, first + len(ROWS), _LEFT + _RIGHT)
    sheet.widths([6, 17, 44, *([10] * _RIGHT)])
    sheet.print_on_a4()


def _table4(sheet: Sheet, report: Report) -> None:
    top = sheet.title(table4.TITLE, report.heading, len(_CELLS4))
    sheet.headings_across(list(_CELLS4.values()), top, 1)
    for beside, (block, column) in enumerate(_CELLS4):
        sheet.cell(top + 3, 1 + beside, report.table4[block][column])
    sheet.height(top + 2, 36)
    sheet.height(top + 3, 28)
    _notes(sheet, report, top + 4, len(_CELLS4))
    sheet.widths([8] * len(_CELLS4))
    sheet.print_on_a4()


def _units(sheet: Sheet, report: Report) -> None:
    """A line a unit: the column 总计 of table 三 and the three 总计 of table 四, their sum, and the county's own."""
    sums: list[Headings] = [(*names, TOTAL_NAME) for names in BLOCKS.values()]
    wide = 1 + len(ROWS) + len(sums)
    top = sheet.title("各单位申请、复议和诉讼情况（表三、表四总计）", report.heading, wide)
    sheet.cell(top, 1, "单位", to=(top + 2, 1))
    sheet.headings_across([*ROWS.values(), *sums], top, 2)
    sheet.height(top + 1, 64)
    sheet.height(top + 2, 150)
    lines = [_line(unit) for unit in report.units]
    total = [sum(column) for column in zip(*lines, strict=True)]
    named = [*(unit.name for unit in report.units), "各单位合计", f"{report.name}（县表）"]
    for at, (name, line) in enumerate(zip(named, [*lines, total, _line(report)], strict=True)):
        sheet.cell(top + 3 + at, 1, name, bold=at >= len(lines))
        for beside, number in enumerate(line):
            sheet.cell(top + 3 + at, 2 + beside, number, bold=at >= len(lines))
        sheet.height(top + 3 + at, 30 if len(name) > 12 else 18)
    sheet.widths([26, *([6.5] * (wide - 1))])
    sheet.print_on_a4(repeat=f"{top}:{top + 2}")
    sheet.freeze(top + 3, 2)


def _line(report: Report) -> list[int]:
    return [
        *(report.table3[key]["total"] for key in ROWS),
        *(report.table4[block]["total"] for block in BLOCKS),
    ]


def _notes(sheet: Sheet, report: Report, row: int, wide: int) -> None:
    """Under the table: what is wrong with this report's own tables."""
    for at, text in enumerate(problems(report)):
        sheet.note(row + at, text, wide)
