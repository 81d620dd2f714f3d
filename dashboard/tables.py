"""A list as a file: CSV and xlsx of what a page shows, line by line, with its title, period and day."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from starlette.responses import Response

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx")

Cell = str | int | float | date | None

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""

_LONGEST = 32_000
"""Characters of a cell that a workbook takes."""

_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDTH = 18


@dataclass(frozen=True)
class Table:
    """A list: what it is, what holds for all of it, its columns and lines."""

    title: str
    notes: Sequence[str]
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def answer(table: Table, form: Format) -> Response:
    """The list as a file to be saved; its name is its title."""
    return file(table.title, as_csv(table) if form == "csv" else as_xlsx(table), form)


def file(title: str, content: bytes, form: Format) -> Response:
    """A file to be saved under its title."""
    name = quote("".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in title)[:80])
    headers = {
        "content-disposition": f"attachment; filename=\"list.{form}\"; filename*=UTF-8''{name}.{form}",
        "cache-control": "no-cache",
    }
    return Response(content, media_type=_TYPES[form], headers=headers)


def as_csv(table: Table) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; a text that might be a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[_harmless(line)] for line in (table.title, *table.notes)])
    writer.writerow(list(map(_harmless, table.heads)))
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """A workbook of one sheet; texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    # Written documents bear no time of writing: equal lists are equal files.
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    sheet: Any = book.create_sheet("1")
    for number, _ in enumerate(table.heads, start=1):
        sheet.column_dimensions[chr(64 + number) if number <= 26 else f"A{chr(38 + number)}"].width = _WIDTH
    for line in (table.title, *table.notes):
        sheet.append([_cell(sheet, line)])
    sheet.append([_cell(sheet, head) for head in table.heads])
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _plain(cell: Cell) -> object:
    if isinstance(cell, str):
        return _harmless(cell)
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" \u3000\ufeff").startswith(_ACTIVE) or text.startswith(_ACTIVE) else text


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST])
    cell.data_type = "s"
    return cell
