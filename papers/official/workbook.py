"""The tables of a paper as a workbook: a sheet each, that prints on A4, with sums that stay sums."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path
from typing import IO

from openpyxl import Workbook

from papers.official.blocks import Paper, Table, clean, tables
from papers.official.cells import in_cell
from papers.sheet import Sheet, save

_NAME = re.compile(r"[\[\]:*?/\\']")
_MOST = 31
"""Characters of a sheet's name."""
_CHARACTERS = 105.0
"""Of the widest sheet, across A4."""
_LINE = 15.0
"""Height of a line, in points."""
SIGNED = "填报：　　　　　　　　　　审核：　　　　　　　　　　签字：　　　　　　　　　　日期：　　　　　　"
"""Printed under every page of a sheet, so that no page holds it alone."""


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
    about.title, about.creator = clean(paper.title)[:255], clean(paper.written_by)[:255]
    save(book, sheets.values(), to)


def _draw(sheet: Sheet, title: str, paper: Paper, table: Table) -> None:
    wide = len(table.widths)
    top = sheet.title(clean(title), clean("    ".join([*paper.marks, *paper.facts])), wide)
    whole = sum(table.widths)
    widths = [max(6.0, _CHARACTERS * width / whole) for width in table.widths]
    heights: dict[int, float] = {}
    for box in table.boxes:
        to = (top + box.bottom, 1 + box.right)
        sheet.cell(
            top + box.top, 1 + box.left, in_cell(box.value, top), to=to, bold=box.heading, from_left=box.from_left
        )
        if box.top == box.bottom:
            lines = _lines(box.words, sum(widths[box.left : box.right + 1]))
            heights[box.top] = max(heights.get(box.top, 0), min(409.0, 6 + _LINE * lines))
    for row, height in heights.items():
        sheet.height(top + row, height)
    basis = clean(paper.formula + (paper.closing.plain if paper.closing else ""))
    if basis:
        sheet.note(top + table.high, basis, wide, color="000000")
        sheet.height(top + table.high, min(409.0, 4 + _LINE * _lines(basis, sum(widths))))
    sheet.widths(widths)
    sheet.print_on_a4(repeat=f"{top}:{top + table.head - 1}" if table.head else None, foot=SIGNED)
    sheet.freeze(top + table.head, 1)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of so many narrow characters."""
    return sum(1 + int(sum(2 if ord(c) > 0x2E7F else 1.1 for c in line) / width) for line in text.split("\n"))


def _free(name: str, taken: Container[str]) -> str:
    plain = _NAME.sub(" ", clean(name)).strip()[:_MOST] or "表"
    number, candidate = 1, plain
    while candidate.lower() in taken:
        number += 1
        candidate = f"{plain[: _MOST - len(str(number)) - 1]} {number}"
    return candidate
