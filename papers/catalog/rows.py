"""The rows of a table as texts: merged cells filled downwards, 同上 resolved, footers told from rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from papers.catalog.columns import PASSED_OVER, Column, column_of
from papers.catalog.finding import Finding
from papers.catalog.head import Head
from papers.catalog.same_as import resolve
from papers.files.footers import begins_as_footer
from papers.files.grid import Grid, fill_merged
from papers.files.spelling import on_a_line, plain

_SECTION = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]+[)、.]*)?(.{2,20}?)领域(?:.{0,12}目录)?$")
_CARRIED = (Column.DOMAIN, Column.LEVEL1, Column.LEVEL2)
"""Columns in which a blank cell is the one above, where no deeper level is blank: one heading for several rows."""


@dataclass
class RawRow:
    """A row's texts by column; ``line`` counts from 0."""

    line: int
    texts: dict[Column, str]
    section: str = ""
    """The domain of a heading above it, inside the table."""
    findings: list[Finding] = field(default_factory=list)


def raw_rows(grid: Grid, head: Head) -> tuple[list[RawRow], list[Finding]]:
    """The rows under the head, and what was left out."""
    fill_merged(grid, head.below)
    rows: list[RawRow] = []
    left_out: list[Finding] = []
    section = ""
    for line in range(head.below, len(grid.rows)):
        texts = {column: _cell(grid, line, places) for column, places in head.columns.items()}
        filled = {column: text for column, text in texts.items() if text and column not in PASSED_OVER}
        if not filled and not any(grid.rows[line]):
            continue
        if heading := _alone(grid, line, filled):
            named = _SECTION.match(plain(heading))
            section = named[1] if named else section
            if not named:
                left_out.append(Finding("row.left_out", grid.name, line, None, heading))
        elif not _repeats_head(texts):
            row = RawRow(line, texts, section)
            row.findings += _uncomputed(grid, head, line)
            rows.append(row)
    # A blank cell under a heading is the heading, and may be pointed at.
    _carry_down(rows)
    for column in head.columns:
        if column not in PASSED_OVER:
            resolve(rows, column, _finder(grid, head, column))
    return rows, left_out


def _cell(grid: Grid, line: int, places: tuple[int, ...]) -> str:
    return next((text for at in places if (text := grid.text(line, at))), "")


def _alone(grid: Grid, line: int, filled: dict[Column, str]) -> str:
    """The text of a row that is no row of the table: a section's heading, a footer."""
    texts = [text for text in grid.rows[line] if text]
    if not texts:
        return ""
    named = filled.keys() & {Column.LEVEL2, Column.LEVEL3, Column.NAME, Column.CONTENT}
    if len(set(texts)) == 1 and not named:
        return texts[0]
    is_footer = begins_as_footer(texts[0]) and len(filled.keys() - {Column.LEVEL1}) < 4 and not _is_row(filled)
    return texts[0] if is_footer else ""


def _is_row(filled: dict[Column, str]) -> bool:
    return (
        len(filled.keys() & {Column.LEVEL2, Column.LEVEL3, Column.NAME, Column.CONTENT, Column.LIMIT, Column.BODY}) >= 2
    )


def _repeats_head(texts: dict[Column, str]) -> bool:
    """Whether a row is the head once more, as tables of several pages have it, or its numbers of columns."""
    filled = {column: text for column, text in texts.items() if text}
    return len(filled) > 2 and all(column_of(text) is not None for text in filled.values())


def _uncomputed(grid: Grid, head: Head, line: int) -> list[Finding]:
    return [
        Finding("cell.uncomputed", grid.name, line, at)
        for column, places in head.columns.items()
        for at in places
        if column not in PASSED_OVER and (line, at) in grid.uncomputed
    ]


def _finder(grid: Grid, head: Head, column: Column) -> Callable[[str, int, str], Finding]:
    return lambda code, line, text: Finding(code, grid.name, line, head.at(column), text, on_a_line(text))


def _carry_down(rows: list[RawRow]) -> None:
    above: dict[Column, str] = {}
    for row in rows:
        deeper = any(row.texts.get(column) for column in (Column.LEVEL2, Column.LEVEL3, Column.NAME))
        for column in _CARRIED:
            text = row.texts.get(column, "")
            if not text and above.get(column) and _is_carried(row, column, deeper=deeper):
                row.texts[column] = above[column]
            elif text:
                if column is Column.LEVEL1:
                    above.pop(Column.LEVEL2, None)
                above[column] = text


def _is_carried(row: RawRow, column: Column, *, deeper: bool) -> bool:
    if column is Column.DOMAIN:
        return True
    if column is Column.LEVEL1:
        return deeper
    return bool(row.texts.get(Column.LEVEL3) or row.texts.get(Column.NAME))
