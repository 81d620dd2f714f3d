"""An item as it is read again from the table that is written of it: what a table cannot say otherwise is no change."""

from __future__ import annotations

from typing import Any

from papers.catalog.head import Head, head_of
from papers.catalog.interpret import Interpreter
from papers.catalog.layout import Place, places
from papers.catalog.listing import Listed
from papers.catalog.rows import raw_rows
from papers.files.grid import Grid

_UNITS = ("county_units", "town_units")


def as_read(item: Listed) -> dict[str, Any]:
    """The elements of ``item`` after writing and reading: names on one line, channels in the order of the list.

    Whom it obliges stays as it is. Nothing where the table would not be read as one item.
    """
    columns = places([item], lambda _: ("", ""))
    grid = Grid("", [*_headings(columns), [_cell(place.value(item)) for place in columns]])
    head = _head(grid)
    rows, _ = raw_rows(grid, head)
    if len(rows) != 1:
        return {}
    facts = Interpreter(grid, head, "").entry(rows[0]).facts()
    return facts | {name: item.elements[name] for name in _UNITS if name in item.elements}


def _headings(columns: list[Place]) -> list[list[str]]:
    return [[str(place.above or place.column) for place in columns], [str(place.column) for place in columns]]


def _head(grid: Grid) -> Head:
    head = head_of(grid)
    assert head is not None, "our own layout has a head"
    return head


def _cell(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
