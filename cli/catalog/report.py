"""What a file came to, on the console: findings in groups, changes in numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable

import typer

from cli.console import open_console
from cli.tables import add, plain_table
from papers.catalog.changes import Changes
from papers.catalog.finding import Finding
from papers.files.finding import Weight

_WEIGHTS = {Weight.REFUSED: "不能读取", Weight.DOUBT: "请核对", Weight.REMARK: "说明"}
_MOST = 60
"""Groups of findings that are shown; the returned workbook has them all."""
_NAMED = 3


def show_findings(findings: Iterable[Finding]) -> None:
    """The findings, those of one kind together, the worst first."""
    groups: dict[tuple[Weight, str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.weight, finding.sheet, finding.code, finding.about), []).append(finding)
    if not groups:
        return
    table = plain_table("", "工作表", "位置", "", "问题", "单元格的值", "处理办法")
    ordered = sorted(groups.values(), key=lambda group: -group[0].weight)
    for group in ordered[:_MOST]:
        first = group[0]
        places = "、".join(filter(None, dict.fromkeys(finding.cell for finding in group[:_NAMED])))
        where = f"{places} 等{len(group)}处" if len(group) > _NAMED else places
        add(table, first.sheet, where, _WEIGHTS[first.weight], first.rule, first.shown, first.remedy)
    console = open_console()
    console.print(table)
    if len(ordered) > _MOST:
        console.print(f"… and {len(ordered) - _MOST} more kinds; --bad FILE writes them all into the workbook")


def show_vanished(changes: Changes) -> None:
    """The items that the file has no row for."""
    if not changes.vanished:
        return
    table = plain_table("目录中有、文件中没有的事项", "事项编号", "领域", "一级事项", "二级事项")
    for item in changes.vanished[:_MOST]:
        add(table, item.number, *(item.elements.get(name) for name in ("domain", "level1", "level2")))
    console = open_console()
    console.print(table)
    if len(changes.vanished) > _MOST:
        console.print(f"… and {len(changes.vanished) - _MOST} more")


def show_json(findings: Iterable[Finding], changes: Changes | None, summary: dict[str, object]) -> None:
    """A line of JSON a finding, one a vanished item, and the numbers last."""
    for finding in findings:
        row = {
            "finding": finding.code,
            "weight": finding.weight.name.lower(),
            "sheet": finding.sheet,
            "cell": finding.cell,
            "value": finding.shown,
            "rule": finding.rule,
            "remedy": finding.remedy,
        }
        typer.echo(json.dumps(row, ensure_ascii=False))
    for item in changes.vanished if changes else ():
        typer.echo(json.dumps({"missing": item.number, **item.elements}, ensure_ascii=False))
    typer.echo(json.dumps(summary, ensure_ascii=False))
