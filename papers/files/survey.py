"""A worksheet's XML, looked through in one pass: how far its cells and merged areas go, and which of them are formulas.

A table is laid out in memory from its first to its last cell, so a sheet whose last cell is XFD1048576 must be known first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from papers.files.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from papers.files.covered import COVERING, Covered
from papers.files.refusal import broken, too_large

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_AREA = re.compile(rf"{_PLACE.pattern}(?::{_PLACE.pattern})?")
_OF_AREAS = frozenset({"array", "dataTable"})
"""Formulas of which one cell has the text, and all cells of their area the results."""
_CONSTANTS = frozenset({"TRUE()", "FALSE()"})
"""What is written as a formula and is a value: LibreOffice keeps TRUE and FALSE so."""

_LONGEST_CONSTANT = max(map(len, _CONSTANTS)) + 1

Places = set[tuple[int, int]]
"""Rows and columns, from 0."""


@dataclass
class Survey:
    """What a sheet's cells come to."""

    rows: int = 0
    """Rows with something in them."""
    last_row: int = 0
    last_column: int = 0
    """They count from 1."""
    uncomputed: Places = field(default_factory=set)
    """Cells with a formula and no value, or with an error for a value."""
    formulas: Places = field(default_factory=set)
    """Cells that hold a formula, or a result of one that stands in another cell."""


def surveyed(xml: bytes, rows_before: int, covered: Covered) -> Survey:
    """The survey of a sheet; ``rows_before`` and what is ``covered`` stand in other sheets. Raises ``NotTaken``."""
    surveyor = _Surveyor(rows_before, covered)
    try:
        surveyor.parse(xml)
    except (expat.ExpatError, ValueError) as error:
        raise broken(f"工作表不是完整的XML：{error}") from error
    surveyor.spread()
    return surveyor.survey


class _Surveyor:
    def __init__(self, rows_before: int, covered: Covered) -> None:
        self.survey = Survey()
        self._before, self._covered = rows_before, covered
        self._row, self._column = 0, 0
        self._row_counted = 0
        self._inside = self._in_formula = False
        self._formula = self._value = self._error = self._text = False
        self._written = ""
        self._areas: list[tuple[int, ...]] = []

    def parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def spread(self) -> None:
        """The results of a formula stand in all cells of its area, as far as there are cells."""
        survey = self.survey
        covered = 0
        for top, left, bottom, right in self._areas:
            rows = range(top, min(bottom, survey.last_row) + 1)
            columns = range(left, min(right, survey.last_column) + 1)
            covered += len(rows) * len(columns)
            if covered > MOST_CELLS:
                raise too_large("公式的区域太大")
            survey.formulas.update((row - 1, column - 1) for row in rows for column in columns)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._column += 1
            self._formula = self._value = False
            self._written = ""
            self._error = attributes.get("t") == "e"
            self._text = attributes.get("t") == "str"
            if place := _PLACE.fullmatch(attributes.get("r", "")):
                self._row, self._column = int(place[2]), _number(place[1])
        elif name in {"v", "t"}:
            self._inside = True
            # A formula may come to an empty text; an empty value of another kind is none.
            self._value = self._value or self._text or name == "t"
        elif name == "f":
            self._formula = self._in_formula = True
            if attributes.get("t") in _OF_AREAS and (area := _AREA.fullmatch(attributes.get("ref", ""))):
                self._areas.append(_corners(area))
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif name in COVERING:
            self._covered.take_written(attributes.get("ref", ""))

    def _characters(self, text: str) -> None:
        if self._inside:
            self._value = True
        elif self._in_formula and len(self._written) < _LONGEST_CONSTANT:
            self._written += text

    def _end(self, tag: str) -> None:
        self._inside = self._in_formula = False
        if tag.rpartition(":")[2] != "c" or not (self._value or self._formula):
            return
        survey = self.survey
        place = (self._row - 1, self._column - 1)
        if self._formula and self._written not in _CONSTANTS:
            survey.formulas.add(place)
        if not self._value or self._error:
            survey.uncomputed.add(place)
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


def _corners(area: re.Match[str]) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of an area, from 1."""
    left, top, right, bottom = area.groups()
    return int(top), _number(left), int(bottom or top), _number(right or left)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
