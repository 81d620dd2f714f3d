"""Tables 二, 三 and 四 as the form draws them: boxes on a grid, whatever they are drawn into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from law import table2, table3, table4
from law.outcomes import Row
from law.tables import Headings
from papers.annual.report import Report
from papers.headings import spans
from papers.official.blocks import Box, Sum, Table

_SIZE = 8.5
"""Of the letters, in points: fifteen columns go on a page."""
WIDE2 = 1 + max(len(columns) for columns in table2.COLUMNS.values())
LEFT3 = 3
WIDE3 = LEFT3 + len(table3.COLUMNS)
CELLS4: dict[tuple[str, str], Headings] = {
    (block, column): (outer, inner, name) if inner else (outer, name, "")
    for block, (outer, inner) in table4.BLOCKS.items()
    for column, name in table4.COLUMNS.items()
}
"""(block, column) of table 四 → its headings, in the order of the form's one row."""


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
            yield Box(at, beside, at, beside, _three(report, key, column, at, beside))


def _three(report: Report, key: str, column: str, at: int, beside: int) -> int | Sum:
    """总计 of a line and （七）总计 of a column are sums of the cells that the form adds up."""
    number = report.table3[key][column]
    if column == "total":
        return _summed(number, {(at, LEFT3 + n): report.table3[key][each] for n, each in enumerate(table3.KINDS)})
    if key == table3.RESULTS_TOTAL:
        results = {(3 + n, beside): report.table3[row][column] for n, row in enumerate(table3.ROWS) if row in set(Row)}
        return _summed(number, results)
    return number


def _summed(number: int, cells: Mapping[tuple[int, int], int]) -> int | Sum:
    """A sum where it is one: a number that breaks an identity stays as it is, so that it is seen."""
    return Sum(number, tuple(cells)) if sum(cells.values()) == number else number


def four(report: Report) -> Iterator[Box]:
    """Three rows of headings over one row of numbers."""
    for span in spans(list(CELLS4.values())):
        yield Box(span.level, span.first, span.until, span.last, span.text)
    for beside, (block, column) in enumerate(CELLS4):
        number: int | Sum = report.table4[block][column]
        if column == "total":
            results = enumerate(table4.RESULT_NAMES, start=beside - len(table4.RESULT_NAMES))
            number = _summed(report.table4[block][column], {(3, n): report.table4[block][each] for n, each in results})
        yield Box(3, beside, 3, beside, number)


def tables(report: Report) -> tuple[Table, Table, Table]:
    """The three as the form draws them. Widths in millimetres of a page."""
    return (
        Table("表二", (52, 36, 36, 36), tuple(two(report)), head=0, size=_SIZE, together=True),
        Table(
            "表三", (8, 16, 50, *([12] * len(table3.COLUMNS))), tuple(three(report)), head=3, size=_SIZE, together=True
        ),
        Table("表四", (1,) * len(CELLS4), tuple(four(report)), head=3, size=_SIZE, together=True),
    )


def _blocks() -> Iterator[tuple[str, list[str]]]:
    blocks: dict[str, list[str]] = {}
    for key, (article, _) in table2.ROWS.items():
        blocks.setdefault(article, []).append(key)
    yield from blocks.items()
