"""Findings of a table that somebody made, on the console: in groups, the worst first."""

from __future__ import annotations

from collections.abc import Iterable

from cli.console import open_console
from cli.tables import add, plain_table
from papers.files.finding import Finding
from papers.files.grouped import WEIGHTS, grouped, places

_MOST = 60
"""Groups of findings that are shown; the returned workbook has them all."""


def show_findings(findings: Iterable[Finding], *, values: bool = True) -> None:
    """The findings, those of one kind together, the worst first; ``values``: with what stands in the first cell."""
    groups = grouped(findings)
    if not groups:
        return
    headings = ("", "工作表", "位置", "", "问题", *(("单元格的值",) if values else ()), "处理办法")
    table = plain_table(*headings)
    for group in groups[:_MOST]:
        first = group[0]
        value = (first.shown,) if values else ()
        add(table, first.sheet, places(group), WEIGHTS[first.weight], first.rule, *value, first.remedy)
    console = open_console()
    console.print(table)
    if len(groups) > _MOST:
        console.print(f"… and {len(groups) - _MOST} more kinds; --bad FILE writes them all into the workbook")
