"""The empty workbook of a family: Chinese heads by step, drop-down lists, date cells, an example row, and a sheet of notes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from papers.files import undated
from papers.files.bounds import MOST_ROWS
from papers.files.heights import height, lines, wide
from papers.sheets.columns import Column, Kind, Role, columns_of
from papers.sheets.example import example
from papers.sheets.forms import NOTES, OPTIONS, Form, Layout
from papers.sheets.notes import HOW, meaning, source, wants
from papers.sheets.printing import on_paper, page_ends

_THIN = Side(style="thin", color="FFBFBFBF")
_ALL_ROUND = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FROM_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_ON_A_LINE = Alignment(horizontal="left", vertical="center")
_TEXT, _HEAD = "宋体", "黑体"
_BANDS = ("FFDDEBF7", "FFE2EFDA", "FFFFF2CC", "FFEDE1F3", "FFFCE4D6", "FFD9E2F3")
_OWN = PatternFill("solid", fgColor="FFEDEDED")
_RED, _GREY = "FFC00000", "FF7F7F7F"
_TITLE, _HINT, _STEPS, _HEADINGS, _EXAMPLE = 1, 2, 3, 4, 5
_DAY = "yyyy-mm-dd"
_RULED = 60
"""Rows under the example that have lines; lists and formats go on below."""
_WIDTHS = {Kind.DATE: 13, Kind.YES_NO: 9, Kind.NUMBER: 9, Kind.CHOICE: 16, Kind.CHOICES: 20, Kind.TEXT: 24}
_YES_NO = ("是", "否")


def save_template(form: Form, to: Path | BinaryIO) -> None:
    """Writes the workbook to a file or a stream, the same bytes each time. Raises ``OSError``."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    sheets = [book.create_sheet(layout.name) for layout in form.layouts]
    notes, options = book.create_sheet(NOTES), _Options(book)
    for sheet, layout in zip(sheets, form.layouts, strict=True):
        _Sheet(sheet, layout, form, options).write()
    _write_notes(notes, form)
    undated.save(book, to, undated.without_times)


class _Options:
    """The hidden sheet on which the words of drop-down lists stand: a list in a cell's rule itself holds few."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.create_sheet(OPTIONS)
        self._sheet.sheet_state = "hidden"
        self._ranges: dict[tuple[str, ...], str] = {}

    def range(self, words: tuple[str, ...]) -> str:
        """Where the words stand."""
        if words not in self._ranges:
            at = len(self._ranges) + 1
            for row, word in enumerate(words, start=1):
                self._sheet.cell(row, at, word).data_type = "s"
            letter = get_column_letter(at)
            self._ranges[words] = f"{OPTIONS}!${letter}$1:${letter}${len(words)}"
        return self._ranges[words]


class _Sheet:
    def __init__(self, sheet: Worksheet, layout: Layout, form: Form, options: _Options) -> None:
        self._sheet, self._layout, self._form, self._options = sheet, layout, form, options
        self._columns = columns_of(layout)
        self._own = 2 if layout.subject else 1
        """Columns that name a row; they stay where they are on the screen, and stand on each page."""
        self._ends = page_ends(
            [_width(column) for column in self._columns], [column.step for column in self._columns], self._own
        )

    def write(self) -> None:
        """Title, steps, headings, the example, and what each column takes."""
        self._top(_TITLE, f"{self._form.title}：{self._layout.name}", Font(name=_HEAD, size=16), 32)
        hint = "红色列名（带*）必填；没有发生的步骤空着；示例行不报送。填写办法见“填表说明”。"
        self._top(_HINT, hint, Font(name=_TEXT, size=10, color=_GREY), 18)
        for at, column in enumerate(self._columns, start=1):
            self._column(at, column)
        self._bands()
        self._sheet.row_dimensions[_STEPS].height = 20
        self._sheet.row_dimensions[_HEADINGS].height = height(
            max(lines(_heading(column), _width(column)) for column in self._columns), 15
        )
        self._sheet.row_dimensions[_EXAMPLE].height = height(
            max(lines(str(example(self._layout, column)), _width(column)) for column in self._columns), 14
        )
        self._sheet.freeze_panes = self._sheet.cell(_EXAMPLE, self._own + 1).coordinate
        on_paper(self._sheet, f"{_STEPS}:{_HEADINGS}", self._ends, self._own)

    def _top(self, row: int, text: str, font: Font, points: float) -> None:
        # On the first page alone, where there are several: the columns that stand on each have no room for it.
        cell = self._sheet.cell(row, self._own + 1 if self._ends else 1, text)
        cell.font, cell.alignment = font, Alignment(vertical="center")
        self._sheet.row_dimensions[row].height = points

    def _column(self, at: int, column: Column) -> None:
        letter = get_column_letter(at)
        dimension = self._sheet.column_dimensions[letter]
        dimension.width = _width(column)
        dimension.number_format, dimension.alignment = _format(column), _alignment(column)
        heading = self._cell(_HEADINGS, at, _heading(column))
        heading.font = Font(name=_HEAD, size=11, color=_RED if column.required else None)
        heading.alignment, heading.fill = _CENTRED, self._fill(column)
        shown = self._cell(_EXAMPLE, at, example(self._layout, column))
        shown.font, shown.alignment = Font(name=_TEXT, size=10, italic=True, color=_GREY), _FROM_LEFT
        shown.number_format = _format(column)
        for row in range(_EXAMPLE + 1, _EXAMPLE + 1 + _RULED):
            blank = self._cell(row, at, "")
            blank.number_format, blank.alignment = _format(column), _alignment(column)
        self._validate(letter, column)

    def _cell(self, row: int, at: int, value: str | int | date) -> Cell:
        cell = self._sheet.cell(row, at)
        assert isinstance(cell, Cell)
        if value != "":
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
        cell.border = _ALL_ROUND
        return cell

    def _fill(self, column: Column) -> PatternFill:
        if column.step is None:
            return _OWN
        return PatternFill("solid", fgColor=_BANDS[self._layout.steps.index(column.step) % len(_BANDS)])

    def _bands(self) -> None:
        """Over the headings of each step, on each page, what it is called."""
        first = 1
        for at, column in enumerate(self._columns, start=1):
            cell = self._cell(_STEPS, at, "")
            cell.fill = self._fill(column)
            following = self._columns[at].step if at < len(self._columns) else None
            if at == len(self._columns) or following != column.step or at in self._ends:
                if column.step is not None:
                    title = self._cell(_STEPS, first, column.step.title)
                    title.font, title.alignment = Font(name=_HEAD, size=11), _CENTRED
                if at > first and column.step is not None:
                    self._sheet.merge_cells(start_row=_STEPS, end_row=_STEPS, start_column=first, end_column=at)
                first = at + 1

    def _validate(self, letter: str, column: Column) -> None:
        rule = _rule(column, self._options)
        rule.promptTitle, rule.prompt = column.title[:32], wants(column)[:250]
        rule.showInputMessage, rule.showErrorMessage = True, rule.type is not None
        rule.allow_blank = True
        rule.add(f"{letter}{_EXAMPLE + 1}:{letter}{MOST_ROWS}")
        self._sheet.add_data_validation(rule)


def _rule(column: Column, options: _Options) -> DataValidation:
    if column.kind is Kind.DATE:
        return DataValidation(
            type="date",
            operator="greaterThanOrEqual",
            formula1="39448",
            errorStyle="warning",
            errorTitle="日期",
            error="请写到日，如 2026-03-05",
        )
    if column.kind is Kind.NUMBER:
        return DataValidation(
            type="whole",
            operator="greaterThanOrEqual",
            formula1="0",
            errorStyle="warning",
            errorTitle="数字",
            error="请只写整数",
        )
    words = _YES_NO if column.kind is Kind.YES_NO else tuple(column.choices)
    if not words:
        return DataValidation()
    # Several may stand in one cell: then the list only helps.
    style: Literal["warning", "stop"] = "warning" if column.kind is Kind.CHOICES else "stop"
    return DataValidation(
        type="list", formula1=options.range(words), errorStyle=style, errorTitle="选项", error="请从下拉列表中选"
    )


def _heading(column: Column) -> str:
    return f"{column.heading}*" if column.required else column.heading


def _alignment(column: Column) -> Alignment:
    """Texts are wrapped; an address or a number stays on its line, so that it makes no row higher."""
    return _FROM_LEFT if column.kind in {Kind.TEXT, Kind.CHOICES, Kind.CHOICE} else _ON_A_LINE


def _format(column: Column) -> str:
    if column.kind is Kind.DATE:
        return _DAY
    return "0" if column.kind is Kind.NUMBER else "@"


def _width(column: Column) -> float:
    if column.role is Role.NUMBER:
        return 22
    return max(_WIDTHS.get(column.kind, 18), min(wide(column.heading), 18) + 2)


def _write_notes(sheet: Worksheet, form: Form) -> None:
    sheet.cell(1, 1, f"{form.title}：{NOTES}").font = Font(name=_HEAD, size=16)
    sheet.row_dimensions[1].height = 32
    row = 2
    for number, text in enumerate(HOW, start=1):
        line = f"{number}．{text}"
        cell = sheet.cell(row, 1, line)
        cell.font, cell.alignment = Font(name=_TEXT, size=11), _FROM_LEFT
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
        sheet.row_dimensions[row].height = height(lines(line, 150), 16)
        row += 1
    row += 1
    on_paper(sheet, f"{row}:{row}")
    for at, (title, width) in enumerate(
        (("工作表", 16), ("步骤", 16), ("列名", 26), ("必填", 7), ("填什么", 52), ("依据；数据字典原文", 60)), start=1
    ):
        cell = sheet.cell(row, at, title)
        cell.font, cell.alignment, cell.border, cell.fill = Font(name=_HEAD, size=11), _CENTRED, _ALL_ROUND, _OWN
        sheet.column_dimensions[get_column_letter(at)].width = width
    for layout in form.layouts:
        for column in columns_of(layout):
            row += 1
            about = "；".join(part for part in (source(column), meaning(column)) if part)
            choices = f"：{'、'.join(column.choices)}" if column.choices else ""
            texts = (
                layout.name,
                column.step.title if column.step else "",
                column.heading,
                "是" if column.required else "",
                wants(column) + choices,
                about,
            )
            for at, text in enumerate(texts, start=1):
                cell = sheet.cell(row, at, text or None)
                cell.font = Font(name=_TEXT, size=10, color=_GREY if at == len(texts) else None)
                cell.alignment, cell.border = _FROM_LEFT, _ALL_ROUND
            sheet.row_dimensions[row].height = height(max(lines(texts[4], 52), lines(about, 60)), 14)
