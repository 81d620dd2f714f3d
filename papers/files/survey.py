"""A worksheet's XML, looked through in one pass: how far its cells go, and formulas that nobody has computed.

A table is laid out in memory from its first to its last cell, so a sheet whose last cell is XFD1048576 must be known first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from papers.files.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from papers.files.refusal import broken, too_large

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass
class Survey:
    """What a sheet's cells come to; rows and columns count from 1."""

    rows: int = 0
    """Rows with something in them."""
    last_row: int = 0
    last_column: int = 0
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a formula and no value, or with an error for a value."""
    formulas: bool = False
    """Whether any cell holds a formula."""


def surveyed(xml: bytes, rows_before: int) -> Survey:
    """The survey of a sheet; ``rows_before`` stand in other sheets. Raises ``NotTaken``."""
    surveyor = _Surveyor(rows_before)
    try:
        surveyor.parse(xml)
    except expat.ExpatError as error:
        raise broken(f"工作表不是完整的XML：{error}") from error
    return surveyor.survey


class _Surveyor:
    def __init__(self, rows_before: int) -> None:
        self.survey = Survey()
        self._before = rows_before
        self._row, self._column = 0, 0
        self._row_counted = 0
        self._inside = False
        self._formula = self._value = self._error = self._text = False

    def parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._column += 1
            self._formula = self._value = False
            self._error = attributes.get("t") == "e"
            self._text = attributes.get("t") == "str"
            if place := _PLACE.fullmatch(attributes.get("r", "")):
                self._row, self._column = int(place[2]), _number(place[1])
        elif name in {"v", "t"}:
            self._inside = True
            # A formula may come to an empty text; an empty value of another kind is none.
            self._value = self._value or self._text or name == "t"
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0

    def _characters(self, _: str) -> None:
        if self._inside:
            self._value = True

    def _end(self, tag: str) -> None:
        self._inside = False
        if tag.rpartition(":")[2] != "c" or not (self._value or self._formula):
            return
        survey = self.survey
        survey.formulas = survey.formulas or self._formula
        if not self._value or self._error:
            survey.uncomputed.add((self._row, self._column))
        if self._row != self._row_counted:
            self._row_counted = self._row
            survey.rows += 1
        survey.last_row = max(survey.last_row, self._row)
        survey.last_column = max(survey.last_column, self._column)
        must_fit(self._before + survey.rows, survey.last_row, survey.last_column)


def must_fit(rows: int, last_row: int, last_column: int) -> None:
    """Raises ``NotTaken`` where a sheet is larger than what is read."""
    if rows > MOST_ROWS:
        raise too_large(f"文件超过{MOST_ROWS}行")
    if last_column > MOST_COLUMNS:
        raise too_large(f"第{MOST_COLUMNS}列以后还有内容（第{last_column}列）")
    if last_row * last_column > MOST_CELLS:
        raise too_large(f"表格的最后一行是第{last_row}行，其间几乎都是空行")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
