"""A sheet of bordered, centred cells that prints on A4 across."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from law.tables import Headings
from papers.files import undated
from papers.headings import spans

_THIN = Side(style="thin")
_ALL_ROUND = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FROM_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TEXT, _HEAD = "宋体", "黑体"
"""Typefaces of official papers: 宋体 for tables, 黑体 for headings."""


_OPEN = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)')


class Formula(NamedTuple):
    """``text`` begins with =; ``value`` is what it comes to, for readers that do not reckon."""

    text: str
    value: int | float


class Sheet:
    """One sheet of a workbook; rows and columns count from 1."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._sheet = book.create_sheet(name)
        self.results: dict[str, float] = {}
        """What its formulas come to, by coordinate."""

    def title(self, title: str, heading: str, wide: int) -> int:
        """Title and heading over ``wide`` columns; the first row under them."""
        for row, text, font, height in (
            (1, title, Font(name=_HEAD, size=16), 34),
            (2, heading, Font(name=_TEXT, size=11), 22),
        ):
            cell = self._sheet.cell(row, 1, text)
            cell.data_type = "s"
            cell.font, cell.alignment = font, _CENTRED if row == 1 else _FROM_LEFT
            self._sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
            self.height(row, height)
        return 3

    def cell(
        self,
        row: int,
        column: int,
        value: str | float | Formula,
        *,
        to: tuple[int, int] | None = None,
        bold: bool = False,
        from_left: bool = False,
    ) -> None:
        """A cell, or one merged down and across ``to`` a last row and column."""
        last_row, last_column = to or (row, column)
        for down in range(row, last_row + 1):
            for across in range(column, last_column + 1):
                self._sheet.cell(down, across).border = _ALL_ROUND
        cell = self._sheet.cell(row, column, value.text if isinstance(value, Formula) else value)
        if isinstance(value, Formula):
            self.results[cell.coordinate] = value.value
        elif isinstance(value, str):
            cell.data_type = "s"  # also where it begins like a formula
        cell.font = Font(name=_TEXT, size=10, bold=bold)
        cell.alignment = _FROM_LEFT if from_left else _CENTRED
        if isinstance(value.value if isinstance(value, Formula) else value, int):
            cell.number_format = "0"
        if (last_row, last_column) != (row, column):
            self._sheet.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)

    def headings_across(self, lines: Sequence[Headings], row: int, column: int) -> None:
        """Headings of neighbouring columns, three rows deep."""
        for span in spans(lines):
            last = (row + span.until, column + span.last)
            self.cell(row + span.level, column + span.first, span.text, to=last)

    def note(self, row: int, text: str, wide: int, *, color: str = "C00000") -> None:
        """A line under the table."""
        cell = self._sheet.cell(row, 1, text)
        cell.data_type = "s"
        cell.font, cell.alignment = Font(name=_TEXT, size=10, color=color), _FROM_LEFT
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
        self.height(row, 18)

    def height(self, row: int, points: float) -> None:
        """Height of a row."""
        self._sheet.row_dimensions[row].height = points

    def widths(self, widths: Sequence[float]) -> None:
        """Widths of the columns from the first, in characters."""
        for column, width in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width

    def freeze(self, row: int, column: int) -> None:
        """What stands above and left of the cell stays in sight."""
        self._sheet.freeze_panes = self._sheet.cell(row, column).coordinate

    def print_on_a4(self, *, repeat: str | None = None, foot: str = "") -> None:
        """A4 across, as wide as the page: on one page, or on several with the rows ``repeat`` on each; ``foot`` under every page."""
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0 if repeat else 1
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
        if foot:
            sheet.oddFooter.center.text = f"{foot}　　第&P页，共&N页"
        if repeat:
            sheet.print_title_rows = repeat


def save(book: Workbook, sheets: Iterable[Sheet], to: Path | IO[bytes]) -> None:
    """Writes a workbook of these sheets to a file or a stream, the same bytes for the same cells. Raises ``OSError``.

    With each formula stands what it comes to, which the library leaves open: previews and readers do not reckon.
    """
    results = {f"xl/worksheets/sheet{number}.xml": sheet.results for number, sheet in enumerate(sheets, start=1)}

    def changed(part: str, content: bytes) -> bytes:
        return _reckoned(content, results[part]) if part in results else undated.without_times(part, content)

    undated.save(book, to, changed)


def _reckoned(content: bytes, results: Mapping[str, float]) -> bytes:
    return _OPEN.sub(lambda cell: cell[1] + b"<v>%s</v>" % str(results[cell[2].decode()]).encode(), content)
