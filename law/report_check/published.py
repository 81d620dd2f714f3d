"""An annual report as it was published or drafted: what stands in its cells, and what its text says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from law import table2, table3, table4


class Table(StrEnum):
    """The three tables, by the keys that the services use."""

    TWO = "table2"
    THREE = "table3"
    FOUR = "table4"


class Key(NamedTuple):
    """A cell of the form."""

    table: Table
    row: str
    column: str


class Form(StrEnum):
    """The layout that a report is in."""

    CURRENT = "国办公开办函〔2021〕30号"
    TRIAL = "国办公开办函〔2019〕60号（试行）"


class Kind(StrEnum):
    """What a cell holds."""

    NUMBER = "number"
    BLANK = "blank"
    MARK = "mark"
    """A sign for "nothing", as / or —."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file: ``place`` says where, ``text`` what is written."""

    kind: Kind
    number: Decimal | None
    text: str
    place: str
    unit: str = ""
    """What follows the number, as 件 or 万元."""

    @property
    def counted(self) -> Decimal:
        """Its number; what is no number counts as nothing."""
        return self.number or Decimal(0)


OTHERWISE = "3_6"
"""Row of table 三 where （六）其他处理 is printed as one row, as the form of 2019 has it and some later reports."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the text, and where it stands."""

    text: str
    place: str


@dataclass
class PublishedReport:
    """One report: whose, of which year, its cells by the form's keys, and its paragraphs."""

    agency: str = ""
    year: int | None = None
    cells: dict[Key, Cell] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    form: Form = Form.CURRENT
    excerpt: bool = False
    """Only some of its figures, copied out: that tables and rows lack says nothing."""

    @property
    def name(self) -> str:
        """Whose report of which year, in words."""
        return f"{self.agency or '（没有写明单位）'} {f'{self.year}年' if self.year else '（没有写明年度）'}"

    @property
    def one_row(self) -> bool:
        """Whether （六）其他处理 is printed as one row."""
        return any(key.row == OTHERWISE for key in self.cells)

    def has(self, table: Table) -> bool:
        """Whether the file has this table."""
        return any(key.table is table for key in self.cells)

    def of(self, table: Table) -> dict[Key, Cell]:
        """The cells of one table."""
        return {key: cell for key, cell in self.cells.items() if key.table is table}

    def table2(self) -> Mapping[str, Mapping[str, Decimal | None]]:
        """Table 二 as numbers; None where there is none."""
        return {
            row: {column: self._number(Key(Table.TWO, row, column)) for column in columns}
            for row, columns in table2.COLUMNS.items()
        }

    def _number(self, key: Key) -> Decimal | None:
        cell = self.cells.get(key)
        return cell.number if cell is not None else None


def form_keys(report: PublishedReport, table: Table) -> Iterator[Key]:
    """The cells that the form has in ``table``, with （六）其他处理 as the report prints it."""
    if table is Table.TWO:
        yield from (Key(table, row, column) for row, columns in table2.COLUMNS.items() for column in columns)
    elif table is Table.THREE:
        for row in rows3(one_row=report.one_row):
            yield from (Key(table, row, column) for column in table3.COLUMNS)
    else:
        yield from (Key(table, block, column) for block in table4.BLOCKS for column in table4.COLUMNS)


def rows3(*, one_row: bool) -> list[str]:
    """The rows of table 三."""
    if not one_row:
        return list(table3.ROWS)
    rows = [row for row in table3.ROWS if not row.startswith(f"{OTHERWISE}_")]
    return [*rows[:-2], OTHERWISE, *rows[-2:]]


def place_words(key: Key) -> tuple[str, str]:
    """The words of a cell's row and column."""
    if key.table is Table.TWO:
        return table2.ROWS[key.row][1], table2.COLUMN_NAMES[key.column]
    if key.table is Table.THREE:
        row = "（六）其他处理" if key.row == OTHERWISE else table3.row_name(key.row)
        _, outer, inner = table3.COLUMNS[key.column]
        return row, inner or outer
    block = next(headings for name, headings in table4.BLOCKS.items() if name == key.row)
    return "".join(block), table4.COLUMNS[key.column]


TABLE_NAMES = {Table.TWO: "表二", Table.THREE: "表三", Table.FOUR: "表四"}
