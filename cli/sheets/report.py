"""What a sheet came to, on the console: findings in groups, what is corrected and withdrawn."""

from __future__ import annotations

import json
from typing import Any

import typer

from cli.console import open_console
from cli.findings import show_findings
from cli.sheets.taking_in import Taken
from cli.tables import add, plain_table
from papers.sheets.summary import changes
from services.gateway.rules import shown

_MOST = 60
"""Corrections that are shown."""


def show(taken: Taken) -> None:
    """For people."""
    show_findings(taken.filled.findings, values=False)
    made = changes(taken.plan)
    if made:
        table = plain_table("更正与撤回", "", "位置", "本单位编号", "步骤", "改动")
        for change in made[:_MOST]:
            add(table, change["what"], change["cell"], shown(change["number"]), change["step"], _fields(change))
        console = open_console()
        console.print(table)
        if len(made) > _MOST:
            console.print(f"… and {len(made) - _MOST} more")


def show_json(taken: Taken) -> None:
    """A line of JSON a finding and a change, and the numbers last."""
    for finding in taken.filled.findings:
        row = {
            "finding": finding.code,
            "weight": finding.weight.name.lower(),
            "sheet": finding.sheet,
            "cell": finding.cell,
            "rule": finding.rule,
            "remedy": finding.remedy,
        }
        typer.echo(json.dumps(row, ensure_ascii=False))
    for change in changes(taken.plan):
        fields = [
            {name: shown(value) if name != "field" else value for name, value in field.items()}
            for field in change["changes"]
        ]
        typer.echo(json.dumps({**change, "number": shown(change["number"]), "changes": fields}, ensure_ascii=False))
    typer.echo(json.dumps(taken.numbers(), ensure_ascii=False))


def _fields(change: dict[str, Any]) -> str:
    return "\n".join(
        f"{field['field']}：{shown(field['before'])} → {shown(field['after'])}" for field in change["changes"]
    )
