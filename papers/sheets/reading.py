"""A workbook that a clerk filled in, read: rows with what each cell says, and findings where that is unclear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from papers.files import same_as
from papers.files.file import FileKind, SheetFile, read_file
from papers.files.footers import begins_as_footer, is_numbered
from papers.files.grid import Grid, fill_merged
from papers.files.refusal import SAVE_AS, NotTaken
from papers.sheets.columns import Role
from papers.sheets.finding import Finding
from papers.sheets.forms import NOTES, OPTIONS
from papers.sheets.headings import Head, head_of, is_heading
from papers.sheets.rows import Row, Rows

_EXAMPLE = re.compile(r"^(?:示例|例[:：(（]|样例|举例)")

Progress = Callable[[int], None]
"""Told how many rows were read."""


@dataclass
class Filled:
    """The rows of a file in its order, and the findings that belong to no row."""

    file: SheetFile
    rows: list[Row] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
    """By sheet; sheets without a table have none."""

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, those of sheets first."""
        yield from self.remarks
        for row in self.rows:
            yield from row.findings

    @property
    def refused(self) -> int:
        """Rows that are not taken as they stand."""
        return sum(row.refused for row in self.rows)


def read_filled(
    data: bytes, name: str = "", units: Mapping[str, str] | None = None, progress: Progress = lambda _: None
) -> Filled:
    """The rows of a file; ``units``: names of organisations → slugs. Raises ``NotTaken``."""
    file = read_file(data, name)
    _refuse_hazards(file)
    filled = Filled(file)
    for grid in file.grids:
        if grid.name not in {NOTES, OPTIONS} and any(any(row) for row in grid.rows):
            _read_sheet(filled, grid, Rows(units or {}, from_1904=file.from_1904), progress)
    if not filled.heads:
        raise NotTaken(
            "file.no_table",
            "没有一张工作表有报送表的表头（本单位编号和模板中的列名）",
            "请用报送表的模板；列可以移动、改名、增加，但要有“本单位编号”",
        )
    if not filled.rows:
        raise NotTaken("file.no_rows", "表头之下没有要报送的行（示例行不报送）", "请填写后再报送")
    return filled


def _refuse_hazards(file: SheetFile) -> None:
    """What a sheet of values has no use for is refused, and not merely passed over."""
    if file.macros:
        raise NotTaken("file.macros", "文件带有宏", SAVE_AS)
    if file.links:
        raise NotTaken(
            "file.links", "文件链接到别的工作簿或者外部数据", "请在“数据 → 编辑链接”中断开链接，保存后再报送"
        )
    if file.unplaced_formulas:
        raise NotTaken("file.formulas", "文件里有公式，不是值", f"请把公式复制后“选择性粘贴”为数值。{SAVE_AS}")


def _read_sheet(filled: Filled, grid: Grid, rows: Rows, progress: Progress) -> None:
    if grid.hidden:
        filled.remarks.append(Finding("sheet.hidden", grid.name))
        return
    head = head_of(grid)
    if head is None:
        filled.remarks.append(Finding("sheet.no_head", grid.name))
        return
    filled.heads[grid.name] = head
    filled.remarks += head.remarks
    fill_merged(grid, head.below)
    lines = list(_lines(filled, grid, head))
    faults = _same_as(grid, head, lines)
    if head.layout.parts:
        _carry_numbers(grid, head, lines)
    is_text = filled.file.kind is FileKind.CSV
    for count, line in enumerate(lines, start=1):
        row = rows.row(grid, head, line, formulas_as_text=is_text)
        row.findings += [fault for fault in faults if fault.row == line] if faults else []
        filled.rows.append(row)
        if count % 500 == 0:
            progress(len(filled.rows))


def _lines(filled: Filled, grid: Grid, head: Head) -> Iterator[int]:
    """The lines that tell something; what is left out is said."""
    number = head.of(Role.NUMBER)
    assert number is not None, "a head has the number's column"
    for line in range(head.below, len(grid.rows)):
        texts = {at: text for at in head.columns if (text := grid.text(line, at))}
        written = {at: text for at, text in texts.items() if head.columns[at].role not in {Role.ORDER, Role.PROBLEM}}
        first = next((text for text in grid.rows[line] if text), "")
        if _EXAMPLE.match(grid.text(line, number)):
            filled.remarks.append(Finding("row.example", grid.name, line))
        elif _is_footer(first, written) or (number not in written and len(written) < 2 and not head.layout.parts):
            if written or (first and not texts):
                filled.remarks.append(Finding("row.left_out", grid.name, line))
        elif written and not all(is_heading(head.columns[at], text) for at, text in written.items()):
            yield line


def _is_footer(first: str, written: Mapping[int, str]) -> bool:
    """Whether a line is none of the table's: few cells, and the first begins as the foot of a paper does."""
    return len(written) < 3 and begins_as_footer(first) and not is_numbered(first)


def _same_as(grid: Grid, head: Head, lines: list[int]) -> list[Finding]:
    """Puts the words where 同上 stands; a finding where there are none."""
    order = head.of(Role.ORDER)
    faults = []
    for at, column in head.columns.items():
        if column.role in {Role.ORDER, Role.PROBLEM}:
            continue
        cells = same_as.Column(
            [grid.text(line, at) for line in lines],
            lines,
            lambda: [grid.text(line, order) if order is not None else "" for line in lines],
        )
        for cell in same_as.resolve(cells):
            line = lines[cell.at]
            if cell.source is not None:
                grid.take(line, at, lines[cell.source])
                continue
            grid.rows[line][at] = cell.text
            if cell.fault is not None:
                faults.append(Finding(cell.fault, grid.name, line, at))
    return faults


def _carry_numbers(grid: Grid, head: Head, lines: list[int]) -> None:
    """Where a number has several rows, it may stand in the first alone."""
    number, above = head.of(Role.NUMBER), ""
    assert number is not None, "a head has the number's column"
    for line in lines:
        above = grid.text(line, number) or above
        grid.rows[line] += [""] * (number + 1 - len(grid.rows[line]))
        grid.rows[line][number] = above
