"""The tables of a year as reports have them, from sums; a number knows the cell that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from dashboard.annual.cells import KINDS, Cell, Table
from dashboard.annual.sums import FEES, Sums
from dashboard.behind import Term
from law import table2, table3, table4
from law.tables import Broken
from papers.annual.report import NO_DAY, Report

YUAN_IN_10K = 10_000
NEGATIVE = "现行有效不为负"


class Whole(int):
    """A number of a table, and the cell that says what it is made of."""

    cell: Cell


class Parts(float):
    """The same of 万元, which have decimals."""

    cell: Cell


def report(sums: Sums, name: str, year: int, day: date | None, *, simulated: bool) -> Report:
    """Tables 二, 三 and 四 of the units summed up, with what does not hold in them."""
    three = _counted(sums, "table3", table3.ROWS, table3.COLUMNS, year)
    four = _counted(sums, "table4", table4.BLOCKS, table4.COLUMNS, year)
    two = {
        row: {column: _two(sums, Cell("table2", row, column), year) for column in columns}
        for row, columns in table2.COLUMNS.items()
    }
    # What is brought in with the year was left by the one before, which was kept elsewhere.
    left = _counted(sums, "table3", (table3.CARRIED_OUT,), table3.COLUMNS, year - 1)
    broken = [*table3.broken(three, left), *table4.broken(four), *_negative(two)]
    return Report(
        name,
        year,
        day.isoformat() if day else NO_DAY,
        three,
        four,
        two,
        [asdict(each) for each in broken],
        fees=sums.total(Term(FEES, FEES), year, year),
        simulated=simulated,
    )


def _counted(
    sums: Sums, table: Table, rows: Iterable[str], columns: Iterable[str], year: int
) -> dict[str, dict[str, int]]:
    return {row: {column: _whole(Cell(table, row, column), sums, year) for column in columns} for row in rows}


def _whole(cell: Cell, sums: Sums, year: int) -> Whole:
    made = Whole(sums.amount(cell, year))
    made.cell = cell
    return made


def _two(sums: Sums, cell: Cell, year: int) -> Whole | Parts:
    if cell.column != table2.AMOUNT:
        return _whole(cell, sums, year)
    made = Parts(Decimal(sums.amount(cell, year)) / YUAN_IN_10K)
    made.cell = cell
    return made


def _negative(two: Mapping[str, Mapping[str, float]]) -> Iterator[Broken]:
    for row in KINDS:
        if two[row][table2.IN_FORCE] < 0:
            yield Broken(NEGATIVE, row, int(two[row][table2.IN_FORCE]), 0)
