"""What a file came to, on the console: findings in groups, changes in numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable

import typer

from cli.console import open_console
from cli.tables import add, plain_table
from papers.catalog.changes import Changes
from papers.catalog.finding import Finding

_MOST = 60
"""Vanished items that are shown."""


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
