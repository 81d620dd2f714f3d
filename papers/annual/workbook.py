"""The workbook: tables 二, 三 and 四 in the layout of 国办公开办函〔2021〕30号, and the units beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from law import table2, table4
from law.table3 import COLUMNS, ROWS, TITLE
from law.table4 import BLOCKS
from law.tables import TOTAL_NAME, Headings
from papers import sheet as sheets
from papers.annual import form, text
from papers.annual.report import Report, doubts, problems
from papers.official.blocks import Box
from papers.official.cells import in_cell
from papers.sheet import Formula, Sheet

_MOST = 31
"""Characters of a sheet's name."""

_PER_LINE = 21
"""Characters of a row's wording that fit on a line of its column."""

_TWO_LINES = 32
"""Height of a row, in points."""


def save(reports: Sequence[Report], to: Path | IO[bytes]) -> None:
    """Writes 表二, 表三 and 表四 of each, and 各单位 where there are units; with several, their names before the sheets'.

    Raises ``OSError``.
    """
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    drawn: list[Sheet] = []

    def sheet(name: str) -> Sheet:
        drawn.append(Sheet(book, name))
        return drawn[-1]

    for report in reports:
        before = f"{report.name[: _MOST - 4]} " if len(reports) > 1 else ""
        _table2(sheet(f"{before}表二"), report)
        _table3(sheet(f"{before}表三"), report)
        _table4(sheet(f"{before}表四"), report)
        if report.units:
            _units(sheet(f"{before}各单位"), report)
    sheets.save(book, drawn, to)


def _table2(sheet: Sheet, report: Report) -> None:
    top = sheet.title(table2.TITLE, report.heading, form.WIDE2)
    bottom = _draw(sheet, form.two(report), top)
    for row in range(top, bottom):
        sheet.height(row, 22)
    doubtful = [doubt for doubt in (*problems(report), *doubts(report)) if " 表二 " in doubt]
    _notes(sheet, text.basis(report), doubtful, bottom, form.WIDE2)
    sheet.widths([28, 22, 22, 22])
    sheet.print_on_a4()


def _table3(sheet: Sheet, report: Report) -> None:
    top = sheet.title(TITLE, report.heading, form.WIDE3)
    bottom = _draw(sheet, form.three(report), top)
    for at, headings in enumerate(ROWS.values(), start=top + 3):
        sheet.height(at, 30 if len(headings[2]) > _PER_LINE else 18)
    _notes(sheet, text.basis(report), list(problems(report)), bottom, form.WIDE3)
    sheet.widths([6, 17, 44, *([10] * len(COLUMNS))])
    sheet.print_on_a4()


def _table4(sheet: Sheet, report: Report) -> None:
    top = sheet.title(table4.TITLE, report.heading, len(form.CELLS4))
    bottom = _draw(sheet, form.four(report), top)
    sheet.height(top + 2, 36)
    sheet.height(top + 3, 28)
    _notes(sheet, text.basis(report), list(problems(report)), bottom, len(form.CELLS4))
    sheet.widths([8] * len(form.CELLS4))
    sheet.print_on_a4()


def _draw(sheet: Sheet, boxes: Iterable[Box], top: int) -> int:
    """Draws the boxes from a row down; the first row under them."""
    below = top
    for box in boxes:
        to = (top + box.bottom, 1 + box.right)
        value = in_cell(box.value, top)
        sheet.cell(top + box.top, 1 + box.left, value, to=to, bold=box.heading, from_left=box.from_left)
        below = max(below, top + box.bottom + 1)
    return below


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
    first, last = top + 3, top + 2 + len(lines)
    total = [
        Formula(f"=SUM({column}{first}:{column}{last})", sum(numbers))
        for column, numbers in zip(map(get_column_letter, range(2, 2 + wide)), zip(*lines, strict=True), strict=False)
    ]
    named = [*(unit.name for unit in report.units), "各单位合计", f"{report.name}（县表）"]
    whole: list[Sequence[int | Formula]] = [*lines, total, _line(report)]
    for at, (name, line) in enumerate(zip(named, whole, strict=True)):
        sheet.cell(top + 3 + at, 1, name, bold=at >= len(lines))
        for beside, number in enumerate(line):
            sheet.cell(top + 3 + at, 2 + beside, number, bold=at >= len(lines))
        sheet.height(top + 3 + at, 30 if len(name) > 12 else 18)
    unequal = [doubt for doubt in problems(report) if "各单位之和" in doubt]
    _notes(sheet, text.basis_of_units(report), unequal, top + 3 + len(whole), wide)
    sheet.widths([26, *([6.5] * (wide - 1))])
    sheet.print_on_a4(repeat=f"{top}:{top + 2}")
    sheet.freeze(top + 3, 2)


def _line(report: Report) -> list[int]:
    return [
        *(report.table3[key]["total"] for key in ROWS),
        *(report.table4[block]["total"] for block in BLOCKS),
    ]


def _notes(sheet: Sheet, basis: str, doubtful: Sequence[str], row: int, wide: int) -> None:
    """Under the table: how it came about, and what is wrong with it."""
    sheet.note(row, basis, wide, color="000000")
    sheet.height(row, _TWO_LINES)
    for at, doubt in enumerate(doubtful, start=row + 1):
        sheet.note(at, doubt, wide)
