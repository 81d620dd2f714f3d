"""Tables 二, 三 and 四 as the form draws them: boxes on a grid, whatever they are drawn into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from law import table2, table3, table4
from law.tables import Headings
from papers.annual.report import Report
from papers.headings import spans

WIDE2 = 1 + max(len(columns) for columns in table2.COLUMNS.values())
LEFT3 = 3
WIDE3 = LEFT3 + len(table3.COLUMNS)
CELLS4: dict[tuple[str, str], Headings] = {
    (block, column): (outer, inner, name) if inner else (outer, name, "")
    for block, (outer, inner) in table4.BLOCKS.items()
    for column, name in table4.COLUMNS.items()
}
"""(block, column) of table 四 → its headings, in the order of the form's one row."""


class Box(NamedTuple):
    """A cell over rows ``top`` to ``bottom`` and columns ``left`` to ``right``, which count from 0."""

    top: int
    left: int
    bottom: int
    right: int
    value: str | int | float
    heading: bool = False
    """It stands over a block of rows."""
    from_left: bool = False
    """The words of one row, which are read from the left."""


def two(report: Report) -> Iterator[Box]:
    """Blocks under one another, each with headings of its own."""
    row = 0
    for article, rows in _blocks():
        columns = table2.COLUMNS[rows[0]]
        yield Box(row, 0, row, WIDE2 - 1, article, heading=True)
        yield Box(row + 1, 0, row + 1, 0, "信息内容")
        for at, key in enumerate(rows, start=row + 2):
            yield Box(at, 0, at, 0, table2.ROWS[key][1])
        for beside, column in enumerate(columns, start=1):
            last = WIDE2 - 1 if len(columns) == 1 else beside
            yield Box(row + 1, beside, row + 1, last, table2.COLUMN_NAMES[column])
            for at, key in enumerate(rows, start=row + 2):
                yield Box(at, beside, at, last, report.table2[key][column])
        row += 2 + len(rows)


def three(report: Report) -> Iterator[Box]:
    """Three rows and three columns of headings around 25 rows of numbers."""
    yield Box(0, 0, 2, LEFT3 - 1, table3.HINT)
    for span in spans(list(table3.COLUMNS.values())):
        yield Box(span.level, LEFT3 + span.first, span.until, LEFT3 + span.last, span.text)
    for span in spans(list(table3.ROWS.values())):
        one_row = span.first == span.last
        yield Box(3 + span.first, span.level, 3 + span.last, span.until, span.text, from_left=one_row)
    for at, key in enumerate(table3.ROWS, start=3):
        for beside, column in enumerate(table3.COLUMNS, start=LEFT3):
            yield Box(at, beside, at, beside, report.table3[key][column])


def four(report: Report) -> Iterator[Box]:
    """Three rows of headings over one row of numbers."""
    for span in spans(list(CELLS4.values())):
        yield Box(span.level, span.first, span.until, span.last, span.text)
    for beside, (block, column) in enumerate(CELLS4):
        yield Box(3, beside, 3, beside, report.table4[block][column])


def _blocks() -> Iterator[tuple[str, list[str]]]:
    blocks: dict[str, list[str]] = {}
    for key, (article, _) in table2.ROWS.items():
        blocks.setdefault(article, []).append(key)
    yield from blocks.items()
