"""A sheet as texts in rows and columns, whatever file it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Merge(NamedTuple):
    """Merged cells, from the top left to the bottom right; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """A sheet's cells; ``rows`` begin with the sheet's first row, and each with its first column."""

    name: str
    rows: list[list[str]]
    merges: list[Merge] = field(default_factory=list)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    """Row and column, from 0, of formulas without a value."""
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """Row and column, from 0, of all cells that hold a formula or a result of one."""
    imprecise: set[tuple[int, int]] = field(default_factory=set)
    """Row and column, from 0, of numbers so long that a spreadsheet has lost digits of them."""
    hidden: bool = False
    """Whether its office does not see it."""

    def text(self, row: int, column: int) -> str:
        """The cell's text; empty beyond the end."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def take(self, row: int, column: int, source: int) -> None:
        """The cell takes the text of the cell in row ``source`` of its column, and with it what is known of how that came to be."""
        self.rows[row][column] = self.text(source, column)
        for places in (self.formulas, self.uncomputed, self.imprecise):
            if (source, column) in places:
                places.add((row, column))


Texts = dict[tuple[int, int], str]
"""Texts by row and column, from 0."""

_WIDEST = 100
"""Columns that a merged heading is read over."""


def spread_merged(grid: Grid, searched: int, deepest: int) -> Texts:
    """Texts that merged headings within the first rows carry to the cells that they cover, ``deepest`` rows at most."""
    texts: Texts = {}
    for merge in grid.merges:
        if merge.top >= searched:
            continue
        text = grid.text(merge.top, merge.left)
        for row in range(merge.top, min(merge.bottom, merge.top + deepest) + 1):
            for column in range(merge.left, min(merge.right, merge.left + _WIDEST) + 1):
                texts[row, column] = text
    return texts


def fill_merged(grid: Grid, below: int) -> None:
    """The text of merged cells stands in each row that they cover, from the row ``below`` on, in the leftmost column."""
    for merge in grid.merges:
        text = grid.text(merge.top, merge.left)
        for line in range(max(merge.top, below), min(merge.bottom, len(grid.rows) - 1) + 1):
            if text and merge.top >= below and merge.left < len(grid.rows[line]):
                grid.take(line, merge.left, merge.top)


def place(row: int, column: int) -> str:
    """A cell's name, as F12; row and column count from 0."""
    letters, number = "", column + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row + 1}"
