"""The tables of a paper as a workbook: a sheet each, that prints on A4, with sums that stay sums."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from papers.files.undated import save
from papers.official.blocks import Box, Paper, Sum, Table, tables
from papers.sheet import Formula, Sheet

_OPEN = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)')
_NAME = re.compile(r"[\[\]:*?/\\']")
_MOST, _LONGEST = 31, 32_767
"""Characters of a sheet's name, and of a cell."""
_CHARACTERS = 105.0
"""Of the widest sheet, across A4."""
_LINE = 15.0
"""Height of a line, in points."""
SIGNED = "填报：　　　　　　　　　　审核：　　　　　　　　　　签字：　　　　　　　　　　日期："


def write(paper: Paper, to: Path | IO[bytes]) -> None:
    """Writes the tables to a file or a stream. Raises ``OSError``, and ``ValueError`` for a paper without any."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    sheets: dict[str, Sheet] = {}
    for title, table in tables(paper):
        name = _free(table.name, sheets)
        sheets[name.lower()] = Sheet(book, name)
        _draw(sheets[name.lower()], title, paper, table)
    if not sheets:
        raise ValueError(f"{paper.title}: has no table")
    about = book.properties
    about.title, about.creator = _clean(paper.title)[:255], _clean(paper.signed)[:255]
    results = {f"xl/worksheets/sheet{number}.xml": sheet.results for number, sheet in enumerate(sheets.values(), 1)}
    save(book, to, lambda part, content: _reckoned(content, results[part]) if part in results else content)


def _reckoned(content: bytes, results: Mapping[str, float]) -> bytes:
    """A sheet's XML with what its formulas come to, which the library leaves open: previews and readers do not reckon."""

    def filled(match: re.Match[bytes]) -> bytes:
        return match[1] + b"<v>%s</v>" % str(results[match[2].decode()]).encode()

    return _OPEN.sub(filled, content)


def _draw(sheet: Sheet, title: str, paper: Paper, table: Table) -> None:
    wide = len(table.widths)
    top = sheet.title(_clean(title), _clean("    ".join([*paper.marks, *paper.facts])), wide)
    whole = sum(table.widths)
    widths = [max(6.0, _CHARACTERS * width / whole) for width in table.widths]
    heights: dict[int, float] = {}
    for box in table.boxes:
        to = (top + box.bottom, 1 + box.right)
        value = _value(box, top)
        sheet.cell(top + box.top, 1 + box.left, value, to=to, bold=box.heading, from_left=box.from_left)
        if box.top == box.bottom:
            lines = _lines(box.words, sum(widths[box.left : box.right + 1]))
            heights[box.top] = max(heights.get(box.top, 0), min(409.0, 6 + _LINE * lines))
    for row, height in heights.items():
        sheet.height(top + row, height)
    sheet.note(top + table.high, SIGNED, wide, color="000000")
    sheet.widths(widths)
    sheet.print_on_a4(repeat=f"{top}:{top + table.head - 1}" if table.head else None)
    sheet.freeze(top + table.head, 1)


def _value(box: Box, top: int) -> str | int | float | Formula:
    match box.value:
        case Sum():
            value = box.value.value
            reckoned = float(value) if isinstance(value, Decimal) else value
            return Formula(f"=SUM({','.join(_ranges(box.value.cells, top))})", reckoned)
        case Decimal():
            return float(box.value)
        case str():
            return _clean(box.value)[:_LONGEST]
        case _:
            return box.value


def _ranges(cells: Iterable[tuple[int, int]], top: int) -> list[str]:
    """Neighbours below one another as one range; a function takes at most 255."""
    ranges: list[list[int]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if ranges and ranges[-1][0] == column and ranges[-1][2] == row - 1:
            ranges[-1][2] = row
        else:
            ranges.append([column, row, row])
    return [
        f"{get_column_letter(1 + column)}{top + first}:{get_column_letter(1 + column)}{top + last}"
        if first != last
        else f"{get_column_letter(1 + column)}{top + first}"
        for column, first, last in ranges
    ]


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of so many narrow characters."""
    return sum(1 + int(sum(2 if ord(c) > 0x2E7F else 1.1 for c in line) / width) for line in text.split("\n"))


def _free(name: str, taken: Container[str]) -> str:
    plain = _NAME.sub(" ", _clean(name)).strip()[:_MOST] or "表"
    number, candidate = 1, plain
    while candidate.lower() in taken:
        number += 1
        candidate = f"{plain[: _MOST - len(str(number)) - 1]} {number}"
    return candidate


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "ignore").decode())
