"""The workbook that goes back to the office: the same sheets, with what is wrong in red and the reason beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from papers.files.file import SheetFile
from papers.files.finding import Finding, Weight
from papers.files.grid import Grid
from papers.files.heights import height, lines

_RED, _YELLOW = "FFFF9C9C", "FFFFEB9C"
_FILLS = {Weight.REFUSED: PatternFill("solid", fgColor=_RED), Weight.DOUBT: PatternFill("solid", fgColor=_YELLOW)}
_AUTHOR = "政务公开"
_WIDE = 60
_LINE, _USUAL_WIDTH, _USUAL_HEIGHT = 15, 8.43, 15
"""Points of a line in the usual size; width (characters) and height (points) of a cell where the workbook says nothing."""
_NAME = "目录"

PROBLEM = "问题"
"""Heading of the column of reasons; one that came back already is written anew."""


@dataclass(frozen=True)
class Table:
    """Where a sheet's table stands; rows and columns count from 0."""

    first: int
    """The row in which 问题 is written."""
    below: int
    """The first row under the head."""
    last: int
    """The last column with a heading."""
    problem: int | None
    """The column 问题, where the sheet came back once already."""


def save_returned(file: SheetFile, tables: Mapping[str, Table], findings: Iterable[Finding], to: BinaryIO) -> None:
    """Writes the file back as an .xlsx: refused cells red, doubtful ones yellow, the reason as a note and in the column 问题."""
    book = _book(file)
    by_sheet: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_sheet[finding.sheet].append(finding)
    for grid in file.grids:
        sheet = book[grid.name or _NAME]
        table = tables.get(grid.name)
        if table is not None:
            _mark(sheet, grid, table, by_sheet[grid.name])
    book.save(to)


def _book(file: SheetFile) -> Workbook:
    if file.package is not None:
        try:
            book = load_workbook(BytesIO(file.package))
        except MemoryError:
            # Written the other way it would take as much again.
            raise
        except Exception:  # noqa: BLE001  # a part that it does not understand costs the styles, and not the answer
            return _plain(file)
        if {grid.name for grid in file.grids} <= {sheet.title for sheet in book.worksheets}:
            return book
    return _plain(file)


def _plain(file: SheetFile) -> Workbook:
    """The texts and merged cells of the sheets, where the file itself cannot be written again."""
    book = Workbook()
    if file.from_1904:
        book.epoch = CALENDAR_MAC_1904
    if book.active is not None:
        book.remove(book.active)
    for grid in file.grids:
        sheet = book.create_sheet(grid.name or _NAME)
        for row, texts in enumerate(grid.rows, start=1):
            for column, text in enumerate(texts, start=1):
                if text:
                    cell = sheet.cell(row, column)
                    cell.value, cell.alignment = (
                        ILLEGAL_CHARACTERS_RE.sub("", text),
                        Alignment(wrap_text=True, vertical="center"),
                    )
                    cell.data_type = "s"
        for merge in grid.merges:
            sheet.merge_cells(None, merge.top + 1, merge.left + 1, merge.bottom + 1, merge.right + 1)
    return book


def _mark(sheet: Worksheet, grid: Grid, table: Table, findings: list[Finding]) -> None:
    last, problems = table.last, table.problem
    beside = problems if problems is not None else max(last, *(len(row) - 1 for row in grid.rows)) + 1
    _clean(sheet, beside, table.below, len(grid.rows))
    anchors = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, len(grid.rows)) + 1)
        for column in range(area.min_col, min(area.max_col, beside) + 1)
    }
    reasons: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.row is None:
            continue
        reasons[finding.row].append(finding)
        for at in [finding.column] if finding.column is not None else range(last + 1):
            place = anchors.get((finding.row + 1, at + 1), (finding.row + 1, at + 1))
            _note(sheet, place, finding, spoken=finding.column is not None)
    _list(sheet, table, beside, reasons)


def _note(sheet: Worksheet, place: tuple[int, int], finding: Finding, *, spoken: bool) -> None:
    cell = sheet.cell(*place)
    if isinstance(cell, MergedCell) or finding.weight is Weight.REMARK:
        return
    if finding.weight is Weight.REFUSED or cell.fill.fgColor.rgb != _RED:
        cell.fill = _FILLS[finding.weight]
    text = f"{finding.rule}。{finding.remedy}"
    if spoken and (cell.comment is None or text not in cell.comment.text):
        before = f"{cell.comment.text}\n" if cell.comment is not None else ""
        cell.comment = Comment(before + text, _AUTHOR, width=320, height=120)


def _list(sheet: Worksheet, table: Table, beside: int, reasons: dict[int, list[Finding]]) -> None:
    title = sheet.cell(table.first + 1, beside + 1)
    if isinstance(title, Cell):
        title.value, title.font = PROBLEM, Font(bold=True, color="FFC00000")
    sheet.column_dimensions[get_column_letter(beside + 1)].width = _WIDE
    widths = _widths(sheet)
    for row, findings in reasons.items():
        cell = sheet.cell(row + 1, beside + 1)
        if row < table.below or isinstance(cell, MergedCell):
            continue
        texts = [
            f"{f'{finding.cell}：' if finding.column is not None else ''}{finding.rule}。{finding.remedy}"
            for finding in sorted(findings, key=lambda finding: -finding.weight)
        ]
        cell.value = "\n".join(dict.fromkeys(texts))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        worst = max(finding.weight for finding in findings)
        cell.font = Font(color="FFC00000" if worst is Weight.REFUSED else "FF7F6000")
        _make_room(sheet, cell, widths)


def _widths(sheet: Worksheet) -> dict[int, float]:
    """Widths of the columns that have one of their own; one entry of the file may be about several."""
    return {
        number: dimension.width
        for letter, dimension in sheet.column_dimensions.items()
        for first in [dimension.min or column_index_from_string(letter)]
        for number in range(first, (dimension.max or first) + 1)
    }


def _make_room(sheet: Worksheet, reasons: Cell, widths: dict[int, float]) -> None:
    """As high as the reasons need; a row without a height of its own as high as all its wrapped texts need."""
    row = sheet.row_dimensions[reasons.row]
    texts = [reasons] if row.height is not None else [cell for cell in _up_to(sheet, reasons) if _is_wrapped(cell)]
    most = max(lines(str(cell.value), widths.get(cell.column or 1, _USUAL_WIDTH)) for cell in texts)
    row.height = max(row.height or _USUAL_HEIGHT, height(most, _LINE))


def _up_to(sheet: Worksheet, last: Cell) -> Iterable[Cell | MergedCell]:
    """A row's cells. Asked for the row itself, the library would look through all cells for the last column, each time."""
    (cells,) = sheet.iter_rows(last.row, last.row, 1, last.column)
    return cells


def _is_wrapped(cell: Cell | MergedCell) -> bool:
    return isinstance(cell, Cell) and cell.value is not None and bool(cell.alignment.wrap_text)


def _clean(sheet: Worksheet, beside: int, below: int, rows: int) -> None:
    """A file that came back once already has the marks of that time."""
    for row in sheet.iter_rows(min_row=below + 1, max_row=rows, max_col=beside + 1):
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.fill.fgColor.rgb in {_RED, _YELLOW}:
                cell.fill = PatternFill()
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None
    for number in range(below + 1, rows + 1):
        cell = sheet.cell(number, beside + 1)
        if isinstance(cell, Cell):
            cell.value = None
