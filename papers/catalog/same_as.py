"""同上 and its kin in a catalog's columns: the cell takes the words of another row, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from papers.catalog.columns import MARKED, Column
from papers.catalog.finding import Finding
from papers.files import same_as

_BLANK_SAYS = MARKED | {Column.AUDIENCE_ALL, Column.AUDIENCE_GROUP}
"""Columns in which a blank cell is an answer, which the row below may point at."""


class Texts(Protocol):
    """A row whose texts may point at other rows."""

    line: int
    texts: dict[Column, str]
    findings: list[Finding]


Find = Callable[[str, int, str], Finding]


def resolve(rows: Sequence[Texts], column: Column, find: Find) -> None:
    """Replaces what points elsewhere by the words there; where there are none, the row gets a finding."""
    texts = [row.texts.get(column, "") for row in rows]
    cells = same_as.Column(texts, [row.line for row in rows], lambda: [row.texts.get(Column.ORDER, "") for row in rows])
    for cell in same_as.resolve(cells, blank_says=column in _BLANK_SAYS):
        row = rows[cell.at]
        if cell.fault is not None:
            row.findings.append(find(cell.fault, row.line, texts[cell.at]))
        row.texts[column] = cell.text
