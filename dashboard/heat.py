"""Heat table: unit × month of one measure, each number in a class of colour that the legend names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dashboard import figures, periods
from dashboard.board import Board, Unit
from dashboard.heat_choices import Choice, Number
from dashboard.views import Figures

RATE_STEPS = (Fraction(60, 100), Fraction(80, 100), Fraction(90, 100), Fraction(1))
"""Rates below each step share a level; the last level is 100 % alone."""

LEVELS = 5


@dataclass(frozen=True)
class Cell:
    """``none``: a row with nothing to divide; ``silent``: no row; ``ahead``: the month has not begun."""

    state: Literal["value", "none", "silent", "ahead"]
    value: Number | None = None
    level: int = 0


@dataclass(frozen=True)
class Step:
    """One class of the legend: from ``low`` to ``high``, both included for counts, ``high`` left out for rates."""

    level: int
    low: Number
    high: Number


@dataclass(frozen=True)
class Line:
    """A unit's twelve months and its year; ``unit`` None is the county's sum."""

    unit: Unit | None
    cells: list[Cell]
    year: Cell


@dataclass(frozen=True)
class HeatTable:
    """The table, the classes of its colours, and the sums at its foot."""

    months: list[periods.Period]
    lines: list[Line]
    total: Line
    steps: list[Step]


def heat_table(board: Board, county: str, year: int, choice: Choice) -> HeatTable:
    """Twelve months of ``choice`` for every unit of ``county``."""
    units, months = board.units(county), periods.months(year)
    rows = {unit.org: [_part(choice, board.row(month, unit.org)) for month in months] for unit in units}
    # Of the year its own row: months that have not begun may have something too, and the list behind the number counts it.
    years = {unit.org: _part(choice, board.row(periods.Period("year", year), unit.org)) for unit in units}
    values = [choice.of(row) for line in rows.values() for row in line if row]
    steps = rate_steps() if choice.scale == "rate" else count_steps(int(value) for value in values if value)
    ahead = [periods.stage(month, board.day) == "ahead" for month in months]

    def cell(column: Iterable[Figures | None], coming: bool, coloured: bool) -> Cell:
        if coming:
            return Cell("ahead")
        sums = figures.total(row for row in column if row)
        if sums is None:
            return Cell("silent")
        value = choice.of(sums)
        return Cell("none") if value is None else Cell("value", value, level(value, steps) if coloured else 0)

    def line(unit: Unit | None, columns: list[list[Figures | None]], whole: list[Figures | None]) -> Line:
        cells = [cell(column, coming, unit is not None) for column, coming in zip(columns, ahead, strict=True)]
        return Line(unit, cells, cell(whole, all(ahead), coloured=False))

    lines = [line(unit, [[row] for row in rows[unit.org]], [years[unit.org]]) for unit in units]
    total = line(None, [[rows[unit.org][index] for unit in units] for index in range(12)], list(years.values()))
    return HeatTable(months, lines, total, steps)


def _part(choice: Choice, row: Figures | None) -> Figures | None:
    return None if row is None else choice.part(row)


def level(value: Number, steps: list[Step]) -> int:
    """The class of a value; 0 for a count of nothing."""
    return next((step.level for step in reversed(steps) if value >= step.low), 0)


def rate_steps() -> list[Step]:
    """Fixed classes of 按期率: below 60 %, 80 %, 90 %, 100 %, and 100 %."""
    bounds = [Fraction(0), *RATE_STEPS, Fraction(1)]
    return [Step(index + 1, bounds[index], bounds[index + 1]) for index in range(LEVELS)]


def count_steps(values: Iterable[int]) -> list[Step]:
    """At most five classes of the counts above zero, holding about equally many cells each."""
    amounts = sorted(value for value in values if value > 0)
    if not amounts:
        return []
    cuts = sorted({amounts[len(amounts) * index // LEVELS] for index in range(LEVELS)})
    highs = [*(low - 1 for low in cuts[1:]), amounts[-1]]
    # The darkest colour means "most", however few classes there are.
    first = LEVELS - len(cuts) + 1 if len(cuts) > 1 else LEVELS // 2
    return [Step(first + index, low, high) for index, (low, high) in enumerate(zip(cuts, highs, strict=True))]
