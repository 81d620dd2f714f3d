"""A catalog's file, read whole: its rows as items, with findings for what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from papers.catalog.columns import Column
from papers.catalog.finding import Finding
from papers.catalog.head import Head, head_of
from papers.catalog.interpret import Interpreter
from papers.catalog.item import Entry
from papers.catalog.repeated import look_for_repeated
from papers.catalog.rows import raw_rows
from papers.catalog.titles import domain_of
from papers.files.file import SheetFile, read_file
from papers.files.grid import Grid
from papers.files.refusal import SAVE_AS, NotTaken

_EXPECTED = (Column.LIMIT, Column.BODY, Column.CONTENT)


@dataclass
class Catalog:
    """The entries of a file in its order, and the findings that belong to no entry."""

    file: SheetFile
    entries: list[Entry]
    remarks: list[Finding]
    heads: dict[str, Head] = field(default_factory=dict)
    """By sheet; sheets without a table have none."""

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, those of sheets first."""
        yield from self.remarks
        for entry in self.entries:
            yield from entry.findings

    @property
    def good(self) -> list[Entry]:
        """Entries that can be taken."""
        return [entry for entry in self.entries if not entry.refused]


def read_catalog(data: bytes, name: str = "", *, domain: str = "") -> Catalog:
    """The catalog in a file; ``domain`` is that of rows whose file does not tell it. Raises ``NotTaken``."""
    file = read_file(data, name)
    catalog = Catalog(file, [], [])
    for grid in file.grids:
        _read_sheet(catalog, grid, domain)
    if not catalog.heads:
        raise NotTaken(
            "file.no_table",
            "没有一张工作表有标准目录的表头（一级事项、二级事项、公开内容、公开时限、公开主体等）",
            "请检查选的文件；表头可以有一至四行，但要有这些列名",
        )
    if not catalog.entries:
        raise NotTaken("file.no_rows", "表头之下没有事项", SAVE_AS)
    look_for_repeated(catalog.entries, catalog.heads)
    return catalog


def _read_sheet(catalog: Catalog, grid: Grid, domain: str) -> None:
    if not any(any(row) for row in grid.rows):
        return
    if grid.hidden:
        catalog.remarks.append(Finding("sheet.hidden", grid.name))
        return
    head = head_of(grid)
    if head is None:
        catalog.remarks.append(Finding("sheet.no_head", grid.name))
        return
    catalog.heads[grid.name] = head
    catalog.remarks += [
        Finding("column.missing", grid.name, about=column.value) for column in _EXPECTED if column not in head.columns
    ]
    catalog.remarks += [
        Finding("column.unknown", grid.name, head.first, at, heading) for at, heading in head.unknown.items()
    ]
    rows, left_out = raw_rows(grid, head)
    catalog.remarks += left_out
    interpreter = Interpreter(grid, head, domain_of(head.titles, grid.name) or domain)
    catalog.entries += [interpreter.entry(row) for row in rows]
