"""A catalog as a workbook in the official layout: a sheet a domain, a two-row head, A4 across with the head on each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from papers.catalog.columns import Column
from papers.catalog.layout import Place, places
from papers.catalog.listing import Listed
from papers.files.heights import height, lines

Units = Callable[[Listed], tuple[str, str]]

_TITLE_FONT, _HEAD_FONT, _TEXT_FONT = "方正小标宋_GBK", "方正黑体_GBK", "方正仿宋_GBK"
"""The typefaces of official papers; where one is not there, a program takes another of the same script (GB 2312)."""
_CHARSET = 134
_THIN = Side(style="thin")
_ALL_ROUND = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FROM_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_GREY = PatternFill("solid", fgColor="EDEDED")
_SIZE = 9
_FIRST = 4
"""The first row under title and head."""
_MOST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_MERGED = (Column.LEVEL1, Column.LEVEL2, Column.LEVEL3)


@dataclass(frozen=True)
class About:
    """Whose catalog it is, and of which day."""

    county: str
    day: date
    simulated: bool = False


def save(items: Sequence[Listed], about: About, units: Units, to: Path | BinaryIO) -> None:
    """Writes the items to a file or a stream, sheets in the order in which the domains come. Raises ``OSError``."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for domain, listed in _by_domain(items):
        sheet = book.create_sheet(_sheet_name(domain, book.sheetnames))
        _write(sheet, domain, listed, about, units)
    book.save(to)


def _by_domain(items: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    """In the order in which they come; a row that came later stands with those of its 一级事项."""
    domains: dict[str, dict[str, list[Listed]]] = {}
    for item in items:
        domain, level1 = (str(item.elements.get(name) or "") for name in ("domain", "level1"))
        domains.setdefault(domain, {}).setdefault(level1, []).append(item)
    return [(domain, [item for group in groups.values() for item in group]) for domain, groups in domains.items()]


def _sheet_name(domain: str, taken: Sequence[str]) -> str:
    name = _NOT_IN_NAMES.sub("", domain)[: _MOST_NAME - 3] or "目录"
    suffix = 1
    while (candidate := name if suffix == 1 else f"{name}({suffix})") in taken:
        suffix += 1
    return candidate


def _write(sheet: Worksheet, domain: str, items: list[Listed], about: About, units: Units) -> None:
    columns = places(items, units)
    printed = sum(place.printed for place in columns)
    _title(sheet, f"{about.county}{domain}领域基层政务公开标准目录", printed)
    _head(sheet, columns)
    for order, item in enumerate(items, start=1):
        row = _FIRST + order - 1
        texts = [str(order) if place.column is Column.ORDER else place.value(item) for place in columns]
        for at, (place, text) in enumerate(zip(columns, texts, strict=True), start=1):
            _cell(sheet, row, at, text, place)
        sheet.row_dimensions[row].height = _height(columns, texts)
    _merge_levels(sheet, columns, len(items))
    _print(sheet, columns, printed, about, last=_FIRST + len(items) - 1)


def _title(sheet: Worksheet, title: str, wide: int) -> None:
    cell = sheet.cell(1, 1, title)
    cell.font, cell.alignment = Font(name=_TITLE_FONT, size=20, charset=_CHARSET), _CENTRED
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=wide)
    sheet.row_dimensions[1].height = 40


def _head(sheet: Worksheet, columns: list[Place]) -> None:
    font = Font(name=_HEAD_FONT, size=_SIZE, charset=_CHARSET)
    for at, place in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = place.width
        for row, text in ((2, place.above or place.column), (3, place.column)):
            cell = sheet.cell(row, at, str(text))
            cell.font, cell.alignment, cell.border = font, _CENTRED, _ALL_ROUND
            if not place.printed:
                cell.fill = _GREY
    at = 1
    for above, group in groupby(columns, key=lambda place: place.above or place.column):
        wide = len(list(group))
        alone = columns[at - 1].above != above
        sheet.merge_cells(start_row=2, end_row=3 if alone else 2, start_column=at, end_column=at + wide - 1)
        at += wide
    sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 24, 40


def _cell(sheet: Worksheet, row: int, at: int, text: str, place: Place) -> None:
    cell = sheet.cell(row, at)
    assert isinstance(cell, Cell)
    if text:
        # A text that begins with = is no formula.
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
    cell.font = Font(name=_TEXT_FONT, size=_SIZE, charset=_CHARSET)
    cell.alignment = _CENTRED if place.centred else _FROM_LEFT
    cell.border = _ALL_ROUND
    if place.printed:
        return
    cell.fill = _GREY
    cell.number_format = "@"


def _height(columns: list[Place], texts: list[str]) -> float:
    most = max(lines(text, place.width) for place, text in zip(columns, texts, strict=True) if place.printed)
    return height(max(most, 2))


def _merge_levels(sheet: Worksheet, columns: list[Place], rows: int) -> None:
    """One heading for several rows stands once; a deeper level is merged inside a higher one only."""
    places_of = [at for at, place in enumerate(columns, start=1) if place.column in _MERGED]
    bounds = {_FIRST, _FIRST + rows}
    for at in places_of[:-1] or places_of:
        texts = [str(sheet.cell(_FIRST + row, at).value or "") for row in range(rows)]
        bounds |= {_FIRST + row for row in range(1, rows) if texts[row] != texts[row - 1]}
        edges = sorted(bounds)
        for first, below in pairwise(edges):
            if below - first > 1 and texts[first - _FIRST]:
                sheet.merge_cells(start_row=first, end_row=below - 1, start_column=at, end_column=at)


def _print(sheet: Worksheet, columns: list[Place], printed: int, about: About, *, last: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    sheet.print_title_rows = "2:3"
    sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    simulated = "（模拟数据）" if about.simulated else ""
    of_day = f"{about.county}{simulated} {about.day.year}年{about.day.month}月{about.day.day}日施行的版本"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(of_day), center=_HeaderFooterPart(), right=_HeaderFooterPart("第 &P 页，共 &N 页")
    )
    sheet.freeze_panes = sheet.cell(
        _FIRST, 1 + sum(place.column in {Column.ORDER, *_MERGED} for place in columns)
    ).coordinate
