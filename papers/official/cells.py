"""What a block's cell is in a workbook: a number, a text that is never a formula, or a sum that stays one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openpyxl.utils import get_column_letter

from papers.official.blocks import Sum, Value, clean
from papers.sheet import Formula

_LONGEST = 32_767
"""Characters of a cell."""


def in_cell(value: Value, top: int) -> str | int | float | Formula:
    """A value as a workbook's cell has it; ``top``: the row of the sheet in which its table begins."""
    match value:
        case Sum():
            reckoned = float(value.value) if isinstance(value.value, Decimal) else value.value
            return Formula(f"=SUM({','.join(_ranges(value.cells, top))})", reckoned)
        case Decimal():
            return float(value)
        case str():
            return clean(value)[:_LONGEST]
        case _:
            return value


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
