"""What a file holds in its order: tables as grids, and paragraphs, each with words for where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from law.report_check.published import Passage
from papers.files.bounds import MOST_CELLS
from papers.files.grid import Grid, place
from papers.files.refusal import too_large


class At(NamedTuple):
    """A cell of a grid; rows and columns count from 0."""

    row: int
    column: int


@dataclass
class Sheet:
    """A grid with its merged cells followed, and words for the place of a cell. Raises ``NotTaken``."""

    grid: Grid
    where: Callable[[Grid, At], str]
    _holders: dict[At, At] = field(default_factory=dict)

    def __post_init__(self) -> None:
        area = 0
        for merge in self.grid.merges:
            rows = range(merge.top, min(merge.bottom + 1, self.rows))
            columns = range(merge.left, min(merge.right + 1, self.width))
            area += len(rows) * len(columns)
            if area > MOST_CELLS:
                raise too_large("合并的单元格重叠")
            self._holders |= dict.fromkeys((At(row, column) for row in rows for column in columns), At(*merge[:2]))

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.grid.rows)

    @property
    def width(self) -> int:
        """Columns of its widest row."""
        return max((len(row) for row in self.grid.rows), default=0)

    def holder(self, row: int, column: int) -> At:
        """The cell that holds what is shown at a place: itself, or the first of the merged ones."""
        return self._holders.get(At(row, column), At(row, column))

    def text(self, row: int, column: int) -> str:
        """What is shown there."""
        return self.grid.text(*self.holder(row, column))

    def cells(self, row: int) -> list[At]:
        """The cells of a row from the left, merged ones once."""
        width = len(self.grid.rows[row])
        return list(dict.fromkeys(self.holder(row, column) for column in range(width)))

    def place(self, at: At) -> str:
        """Where a cell stands, in words."""
        return self.where(self.grid, at)


Block = Sheet | Passage
"""A table or a paragraph."""


def in_workbook(grid: Grid, at: At) -> str:
    """工作表“表三” F12."""
    return f"工作表“{grid.name}” {place(at.row, at.column)}"


def in_lines(_: Grid, at: At) -> str:
    """第12行第6列, of a CSV."""
    return f"第{at.row + 1}行第{at.column + 1}列"


def in_document(grid: Grid, at: At) -> str:
    """第2个表格第5行第3列, of a Word document; columns count as the cells of the row are drawn, merged ones once."""
    row = grid.rows[at.row]
    inside = {
        At(at.row, column)
        for merge in grid.merges
        if merge.top <= at.row <= merge.bottom
        for column in range(merge.left + 1, merge.right + 1)
    }
    before = sum(At(at.row, column) not in inside for column in range(min(at.column, len(row))))
    return f"{grid.name}第{at.row + 1}行第{before + 1}列"
