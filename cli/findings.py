"""Findings of a table that somebody made, on the console: in groups, the worst first."""

from __future__ import annotations

from collections.abc import Iterable

from cli.console import open_console
from cli.tables import add, plain_table
from papers.files.finding import Finding, Weight

_WEIGHTS = {Weight.REFUSED: "不能读取", Weight.DOUBT: "请核对", Weight.REMARK: "说明"}
_MOST = 60
"""Groups of findings that are shown; the returned workbook has them all."""
_NAMED = 3


def show_findings(findings: Iterable[Finding], *, values: bool = True) -> None:
    """The findings, those of one kind together, the worst first; ``values``: with what stands in the first cell."""
    groups: dict[tuple[Weight, str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.weight, finding.sheet, finding.code, finding.about), []).append(finding)
    if not groups:
        return
    headings = ("", "工作表", "位置", "", "问题", *(("单元格的值",) if values else ()), "处理办法")
    table = plain_table(*headings)
    ordered = sorted(groups.values(), key=lambda group: -group[0].weight)
    for group in ordered[:_MOST]:
        first = group[0]
        places = "、".join(filter(None, dict.fromkeys(finding.cell for finding in group[:_NAMED])))
        where = f"{places} 等{len(group)}处" if len(group) > _NAMED else places
        value = (first.shown,) if values else ()
        add(table, first.sheet, where, _WEIGHTS[first.weight], first.rule, *value, first.remedy)
    console = open_console()
    console.print(table)
    if len(ordered) > _MOST:
        console.print(f"… and {len(ordered) - _MOST} more kinds; --bad FILE writes them all into the workbook")
