"""The rows of a grid, read one after the other: what table of the form each belongs to is told by headings, not places."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter

from law import table2, table3, table4
from law.report_check.published import OTHERWISE, Cell, Key, Kind, Passage, Table
from law.table4 import Remedy
from papers.annual.reading import labels
from papers.annual.reading.blocks import At, Sheet
from papers.annual.reading.cells import like_number, read_cell
from papers.annual.reading.gathered import Gathered

_HEADING4 = 12
"""Characters of a heading over columns of table 四 at most; what is longer is the table's title."""
_ALL4 = tuple(Key(Table.FOUR, block.value, column) for block in Remedy for column in table4.COLUMNS)
_TEXT = 6
"""Characters from which a cell that is in no table is text."""
_LEFT_MOST = 3
"""Filled cells of a row of table 二 of which one is its heading."""


@dataclass
class Sweep:
    """Reads grids into ``gathered``; table 三 may go on in the next grid without headings of its own."""

    gathered: Gathered
    _columns2: dict[str, int] = field(default_factory=dict)
    _columns3: dict[str, int] = field(default_factory=dict)
    _columns4: dict[int, str] = field(default_factory=dict)
    _row4: int = -1
    """The last row of headings of table 四; -1 before any."""
    _filled4: bool = False
    """Whether the row of numbers under them was read: another one is of no table."""
    _sheet3: Sheet | None = None
    """Where the headings of table 三 stand that are in use."""
    _last3: Sheet | None = None
    """Where its last row or heading was read."""
    _sheet: Sheet | None = None

    def read(self, sheet: Sheet) -> None:
        """All rows of a grid."""
        self._columns2, self._columns4, self._row4 = {}, {}, -1
        goes_on = self._last3 is self._sheet
        self._sheet = sheet
        if not goes_on:
            self._columns3 = {}
        for row in range(sheet.rows):
            if not (self._headings(sheet, row) or self._numbers(sheet, row)):
                self._texts(sheet, row)

    def _headings(self, sheet: Sheet, row: int) -> bool:
        shown = {at.column: sheet.text(*at) for at in sheet.cells(row)}
        own = {at.column: sheet.text(*at) for at in sheet.cells(row) if at.row == row}
        if sum(map(labels.only4, own.values())) >= 2:
            self._head4(sheet, row)
            return True
        if columns := labels.columns3(shown):
            self._head3(sheet, columns)
            return True
        headings = {column: at for at, text in own.items() if (column := labels.column2(text)) and len(text) < 30}
        if any(labels.TRIAL_COLUMNS.search(labels.bare(text)) for text in own.values()):
            self.gathered.trial()
            self._columns2 = headings
            return True
        if headings:
            self._columns2 = headings
        return bool(headings)

    def _head3(self, sheet: Sheet, columns: dict[str, int]) -> None:
        if self._sheet3 is not sheet or any(self._columns3.get(key, at) != at for key, at in columns.items()):
            self._columns3 = {}
        self._sheet3 = self._last3 = sheet
        self._columns3 |= columns

    def _head4(self, sheet: Sheet, row: int) -> None:
        if self._row4 not in {row - 1, row}:
            self._columns4 = {}
        self._row4, self._filled4 = row, False
        for column in range(sheet.width):
            name = labels.column4(sheet.text(row, column))
            if name is not None:
                self._columns4[column] = name

    def _numbers(self, sheet: Sheet, row: int) -> bool:
        cells = self._row_of_4(sheet, row) or self._row_of_2(sheet, row) or self._row_of_3(sheet, row)
        if cells:
            self.gathered.cells(cells)
        return bool(cells)

    def _row_of_4(self, sheet: Sheet, row: int) -> dict[Key, Cell]:
        if not self._columns4:
            return {}
        numbers = [at for at in sheet.cells(row) if like_number(sheet.text(*at))]
        if len(numbers) == len(_ALL4) != len(self._columns4):
            return {key: self._at(sheet, at) for key, at in zip(_ALL4, numbers, strict=True)}
        texts = [sheet.text(row, column) for column in self._columns4]
        if not any(map(like_number, texts)) and (row != self._row4 + 1 or any(texts)):
            return {}
        before = [sheet.text(row, column) for column in range(min(self._columns4))]
        of_row = labels.block4(before) if before else None
        if of_row is None and self._filled4:
            return {}
        self._filled4 = of_row is None
        blocks = self._blocks(sheet, of_row)
        return {
            Key(Table.FOUR, block.value, name): self._at(sheet, sheet.holder(row, column))
            for (column, name), block in zip(self._columns4.items(), blocks, strict=True)
            if block is not None
        }

    def _blocks(self, sheet: Sheet, of_row: Remedy | None) -> list[Remedy | None]:
        """The block of each column: from the row's own heading, from those above, else in the form's order."""
        if of_row is not None:
            return [of_row] * len(self._columns4)
        above = [
            labels.block4([sheet.text(self._row4, column)])
            or labels.block4([self._filled(sheet, row, column) for row in range(max(0, self._row4 - 3), self._row4)])
            for column in self._columns4
        ]
        if all(above):
            return list(above)
        order = list(Remedy)
        counted: dict[str, int] = {}
        blocks: list[Remedy | None] = []
        for name in self._columns4.values():
            at = counted.get(name, 0)
            counted[name] = at + 1
            blocks.append(order[at] if at < len(order) else None)
        return blocks

    def _filled(self, sheet: Sheet, row: int, column: int) -> str:
        """A heading over a column: the text there, else the next one to the left, as files without merged cells have it."""
        text = next((text for at in range(column, -1, -1) if (text := sheet.text(row, at))), "")
        return text if len(labels.bare(text)) <= _HEADING4 else ""

    def _row_of_2(self, sheet: Sheet, row: int) -> dict[Key, Cell]:
        cells = sheet.cells(row)
        filled = [at for at in cells if sheet.text(*at).strip()]
        named = next(
            ((at, key) for at in filled[:_LEFT_MOST] if (key := labels.row2(sheet.text(*at))) is not None), None
        )
        if named is None or not self._columns2:
            return {}
        label, key = named
        wanted = [column for column in table2.COLUMNS[key] if column in self._columns2]
        values = [at for at in cells if at.column > label.column]
        read: dict[Key, Cell] = {}
        for column in wanted:
            at = sheet.holder(row, self._columns2[column])
            if len(wanted) == 1 and not sheet.text(*at).strip():
                at = next((value for value in values if sheet.text(*value).strip()), at)
            read[Key(Table.TWO, key, column)] = self._at(sheet, at)
        return read

    def _row_of_3(self, sheet: Sheet, row: int) -> dict[Key, Cell]:
        if not self._columns3:
            return {}
        order, places = self._places3(sheet, row)
        if len(places) < len(order):
            return {}
        headings = [at for at in sheet.cells(row) if at.column < places[0].column]
        key = labels.row3([sheet.text(*at) for at in headings])
        texts = [sheet.text(*at) for at in places]
        if key is None or (key == OTHERWISE and not any(map(like_number, texts))):
            return {}
        read = {Key(Table.THREE, key, column): self._at(sheet, at) for column, at in zip(order, places, strict=True)}
        if self._sheet3 is not sheet and any(key in self.gathered.current.cells for key in read):
            return {}
        self._last3 = sheet
        return read

    def _places3(self, sheet: Sheet, row: int) -> tuple[list[str], list[At]]:
        """The columns of a row of table 三 and its cells: under their headings, else those after the row's own heading.

        Not every file keeps its rows in step with its headings: a table that goes on after a page has none, and one
        without its merged cells may begin each row at the left.
        """
        complete = len(set(self._columns3.values())) == len(table3.COLUMNS)
        order = sorted(self._columns3, key=lambda key: self._columns3[key]) if complete else list(table3.COLUMNS)
        if complete and self._sheet3 is sheet:
            places = [sheet.holder(row, self._columns3[key]) for key in order]
            if len(set(places)) == len(order) and places[0].column >= min(self._columns3.values()):
                return order, places
        cells = sheet.cells(row)
        named = [at for at, cell in enumerate(cells) if labels.is_row3(sheet.text(*cell))]
        if not named:
            return order, []
        windows = cells[-len(order) :], cells[named[-1] + 1 :][: len(order)]
        counted = [
            (sum(like_number(sheet.text(*at)) for at in window), window)
            for window in windows
            if len(window) == len(order)
        ]
        most, window = max(counted, key=itemgetter(0), default=(0, []))
        return order, window if most else []

    def _at(self, sheet: Sheet, at: At) -> Cell:
        if (at.row, at.column) in sheet.grid.uncomputed:
            return Cell(Kind.UNREADABLE, None, "公式没有计算结果", sheet.place(at))
        return read_cell(sheet.text(*at), sheet.place(at))

    def _texts(self, sheet: Sheet, row: int) -> None:
        for at in sheet.cells(row):
            text = sheet.text(*at)
            if (
                at.row == row
                and len(text) >= _TEXT
                and text not in {table3.HINT, table2.TITLE, table3.TITLE, table4.TITLE}
            ):
                for line in filter(str.strip, text.split("\n")):
                    self.gathered.text(Passage(line.strip(), sheet.place(at)))
