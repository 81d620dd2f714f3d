"""Finding the head of a table: one to four rows, below titles, with merged headings or without."""

from __future__ import annotations

from dataclasses import dataclass

from papers.catalog.columns import PARENTS, UNDER, Column, column_of
from papers.files.grid import Grid, Texts, spread_merged
from papers.files.spelling import plain

_SEARCHED, _DEEPEST = 30, 4
"""Rows in which a head is looked for, and rows that a head has at most."""

_TELLING = frozenset(
    {Column.LIMIT, Column.CONTENT, Column.BODY, Column.BASIS, Column.CHANNELS, Column.LEVEL1, Column.LEVEL2}
)
"""A row of headings has two of these; texts above a table do not."""

_SEVERAL = frozenset({Column.TIER_TOWN, Column.TIER_CITY})
"""乡级 and 村级 are one level of ours, 省级 and 市级 none: each may have several columns."""


@dataclass(frozen=True)
class Head:
    """Where each column stands; rows and columns count from 0."""

    titles: tuple[str, ...]
    """Texts of the rows above the head."""
    first: int
    below: int
    """The first row under the head."""
    columns: dict[Column, tuple[int, ...]]
    unknown: dict[int, str]
    """Columns whose heading a catalog does not have, or has further left already."""

    def at(self, column: Column) -> int | None:
        """The first place of a column."""
        return self.columns[column][0] if column in self.columns else None


def head_of(grid: Grid) -> Head | None:
    """The head of the table in ``grid``; None where there is none."""
    spread = spread_merged(grid, _SEARCHED + _DEEPEST, _DEEPEST)
    for first in range(min(_SEARCHED, len(grid.rows))):
        texts = [spread.get((first, at)) or text for at, text in enumerate(grid.rows[first])]
        named = {column for text in texts if text and (column := column_of(text))}
        if len(named & _TELLING) >= 2 and len(named) >= 3:
            return _head(grid, spread, first, first + _depth(grid, first))
    return None


def _depth(grid: Grid, first: int) -> int:
    """How many rows are headings: those that a heading is merged over, and those of headings that stand under others."""
    covered = max(
        (merge.bottom for merge in grid.merges if merge.top <= first <= merge.bottom < first + _DEEPEST), default=first
    )
    depth = covered - first + 1
    while depth < _DEEPEST and first + depth < len(grid.rows):
        texts = [text for text in grid.rows[first + depth] if text]
        headings = [column for text in texts if (column := column_of(text)) is not None]
        under = sum(column in UNDER for column in headings)
        if not _counts(texts) and (under < 2 or len(headings) < len(texts)):
            break
        depth += 1
    return depth


def _counts(texts: list[str]) -> bool:
    """A row that numbers the columns: 1 2 3 4 …, (1) (2) (3) …"""
    numbers = [plain(text).strip("()") for text in texts]
    return len(numbers) > 3 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _head(grid: Grid, spread: Texts, first: int, below: int) -> Head:
    columns: dict[Column, tuple[int, ...]] = {}
    unknown: dict[int, str] = {}
    for at in range(max(len(row) for row in grid.rows[first:below])):
        texts = [spread.get((row, at)) or grid.text(row, at) for row in range(first, below)]
        path = [text for text in dict.fromkeys(texts) if text and not plain(text).strip("()").isdigit()]
        column = _named(path)
        if column is not None and (column not in columns or column in _SEVERAL):
            columns[column] = (*columns.get(column, ()), at)
        elif path:
            unknown[at] = " / ".join(path)
    if Column.TIER_CITY in columns and Column.TIER_COUNTY not in columns:
        # The county is a city (县级市).
        columns[Column.TIER_COUNTY] = columns.pop(Column.TIER_CITY)
    titles = tuple(text for row in grid.rows[:first] for text in row if text)
    return Head(titles, first, below, columns, unknown)


def _named(path: list[str]) -> Column | None:
    """The column of a heading and those above it: the lowest that names one counts, unless it is at home elsewhere."""
    columns = [column for text in path if (column := column_of(text)) is not None]
    if len(columns) > 1 and columns[0] in PARENTS and columns[-1] not in UNDER:
        return columns[0] if columns[0] is not Column.NAME else columns[-1]
    return columns[-1] if columns else None
