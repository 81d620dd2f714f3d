"""The tables as the form draws them, as rows of cells with what they span; a number leads to what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.annual.cells import Cell
from dashboard.annual.tables import Parts, Whole
from dashboard.texts import Texts
from law import table2, table3, table4
from papers.official.blocks import Box, Sum, Table

NUMERALS = {"table2": "二", "table3": "三", "table4": "四"}


@dataclass(frozen=True)
class Drawn:
    """A cell of the page: a heading with its ``scope`` in HTML, or a number and the ``cell`` that says what it is made of."""

    text: str
    scope: str
    number: int | float
    cell: Cell | None
    down: int
    across: int
    from_left: bool


def words(chinese: Texts, shown: Texts) -> Mapping[str, str]:
    """The form's headings → as the reader sees them."""
    return {chinese.say(key): shown.say(key) for key in shown.keys("annual.form.")}


def names(cell: Cell, worded: Mapping[str, str]) -> tuple[str, str]:
    """What its row and its column are called."""
    if cell.table == "table2":
        row, column = [table2.ROWS[cell.row][1]], [table2.COLUMN_NAMES[cell.column]]
    elif cell.table == "table3":
        outer, *inner = table3.ROWS[cell.row]
        row, column = inner if any(inner) else [outer], [*table3.COLUMNS[cell.column][1:]]
    else:
        row, column = [*table4.BLOCKS[table4.Remedy(cell.row)]], [table4.COLUMNS[cell.column]]
    return " ".join(worded.get(part, part) for part in row if part), " ".join(
        worded.get(part, part) for part in column if part
    )


def name(cell: Cell, chinese: Texts, shown: Texts) -> str:
    """What it is called where it stands alone."""
    row, column = names(cell, words(chinese, shown))
    numeral = NUMERALS[cell.table] if shown.language == "zh" else cell.table.removeprefix("table")
    return shown.say("annual.cell", table=numeral, row=row, column=column)


def rows(table: Table, worded: Mapping[str, str]) -> list[list[Drawn]]:
    """Row by row, each from the left."""
    made: list[list[Drawn]] = [[] for _ in range(table.high)]
    for box in sorted(table.boxes, key=lambda box: (box.top, box.left)):
        made[box.top].append(_drawn(box, table, worded))
    return made


def _drawn(box: Box, table: Table, worded: Mapping[str, str]) -> Drawn:
    down, across = box.bottom - box.top + 1, box.right - box.left + 1
    value = box.value.value if isinstance(box.value, Sum) else box.value
    if isinstance(value, str):
        return Drawn(worded.get(value, value), _scope(box, table), 0, None, down, across, box.from_left)
    assert isinstance(value, Whole | Parts)
    return Drawn("", "", value, value.cell, down, across, from_left=False)


def _scope(box: Box, table: Table) -> str:
    """Headings before numbers of their row are of rows, all others of columns."""
    of_row = box.left < _first_number(table, box.bottom)
    spans = box.bottom > box.top if of_row else box.right > box.left
    return ("row" if of_row else "col") + ("group" if spans else "")


def _first_number(table: Table, row: int) -> int:
    """The column of the first number of a row; 0 where it has none."""
    return min((box.left for box in table.boxes if box.top == row and not isinstance(box.value, str)), default=0)
