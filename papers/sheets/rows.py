"""A row's cells as values, by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from papers.files.finding import Weight
from papers.files.grid import Grid
from papers.sheets import days
from papers.sheets.columns import WHOLE_ROW, Column, Kind, Role
from papers.sheets.finding import Finding
from papers.sheets.forms import Step
from papers.sheets.headings import Head
from papers.sheets.values import Fault, code_in, nth_in, value_of

MOST_TIMES = 1_000
"""The largest 第几次."""


@dataclass
class Row:
    """A row of a sheet: whose it is, and what it says of each step."""

    sheet: str
    line: int
    head: Head
    number: str = ""
    subject: str = ""
    nth: int = 1
    values: dict[Step, dict[tuple[str, ...], Any]] = field(default_factory=dict)
    """Step → path of a field → value; only of steps of which something is said."""
    withdrawn: tuple[Step, ...] = ()
    reason: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether it is not taken as it stands."""
        return any(finding.weight is Weight.REFUSED for finding in self.findings)

    def find(self, code: str, at: int | None = None, about: str = "") -> None:
        """Adds a finding about the cell in column ``at``, or about the row; one that two of its facts have stands once."""
        finding = Finding(code, self.sheet, self.line, at, about=about)
        if finding not in self.findings:
            self.findings.append(finding)


class Rows:
    """Makes rows of lines; ``units``: names of organisations → slugs, ``from_1904``: how the workbook counts days."""

    def __init__(self, units: Mapping[str, str], *, from_1904: bool) -> None:
        self._units, self._from_1904 = units, from_1904

    def row(self, grid: Grid, head: Head, line: int, *, formulas_as_text: bool) -> Row:
        """The row in a line of the sheet."""
        row = Row(grid.name, line, head)
        for at, column in head.columns.items():
            text = grid.text(line, at)
            if column.role in {Role.ORDER, Role.PROBLEM}:
                continue
            as_text = formulas_as_text and text.startswith("=")
            if (unread := "cell.formula" if as_text else _unread(grid, line, at, column)) is not None:
                row.find(unread, at)
                if column.step is not None:
                    # Something stands there: the door is not asked whether it is missing.
                    row.values.setdefault(column.step, {})[column.path] = None
            elif text:
                self._take(row, at, column, text)
        _check(row)
        return row

    def _take(self, row: Row, at: int, column: Column, text: str) -> None:
        if column.role is Role.NUMBER:
            row.number = code_in(text)
        elif column.role is Role.SUBJECT:
            row.subject = code_in(text)
        elif column.role is Role.REASON:
            row.reason = text
        elif column.role is Role.WITHDRAW:
            row.withdrawn = _withdrawn(row, at, column, text)
        elif column.role is Role.NTH:
            row.nth = nth_in(text)
        elif column.kind is Kind.DATE and self._from_1904 and days.is_serial(text):
            row.find("date.other_system", at)
        else:
            value = value_of(column, text, self._units)
            if isinstance(value, Fault):
                row.find(value.code, at, value.about)
            if column.step is not None:
                values = row.values.setdefault(column.step, {})
                values[column.path] = None if isinstance(value, Fault) else value


def _unread(grid: Grid, line: int, at: int, column: Column) -> str | None:
    """The code of why a cell is no value; None where it is one, or is blank."""
    if (line, at) in grid.formulas:
        return "cell.formula"
    if (line, at) in grid.uncomputed:
        return "cell.error"
    cut = (line, at) in grid.imprecise and column.kind in {Kind.CODE, Kind.TEXT}
    return "cell.imprecise" if cut else None


def _withdrawn(row: Row, at: int, column: Column, text: str) -> tuple[Step, ...]:
    value = value_of(column, "整行撤回" if text.strip() in {"是", "撤回", "全部", "√"} else text, {})
    if isinstance(value, Fault):
        row.find("withdraw.unknown", at, value.about)
        return ()
    steps = row.head.layout.steps
    return steps if WHOLE_ROW in value else tuple(step for step in steps if step.verb in value)


def _check(row: Row) -> None:
    head = row.head
    if not row.number and not any(finding.column == head.of(Role.NUMBER) for finding in row.findings):
        row.find("row.no_number", head.of(Role.NUMBER))
    if not head.layout.subject:
        row.subject = row.number
    elif not row.subject and not any(finding.column == head.of(Role.SUBJECT) for finding in row.findings):
        row.find("row.no_subject", head.of(Role.SUBJECT), head.layout.subject)
    if not 1 <= row.nth <= MOST_TIMES:
        row.find("nth.unreadable", head.of(Role.NTH))
    if row.number and not row.values and not row.withdrawn and not row.refused:
        row.find("row.nothing")
