"""What a check of reports came to, on the console and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from rich.text import Text

from cli.console import open_console
from cli.report.checking import Judged
from law.report_check.finding import Finding, Level
from law.report_check.published import TABLE_NAMES, PublishedReport, Table

_LEVELS = {Level.ERROR: "错误", Level.WARNING: "请核对", Level.HINT: "提示"}
_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.HINT: "dim"}
_PLACES = 8
"""Places of a finding that are shown; --json has them all."""


def show(judged: Sequence[Judged], remarks: Sequence[str]) -> None:
    """Each report, what was read of it, and its findings, the weightiest first."""
    console = open_console()
    for remark in remarks:
        console.print(Text(f"说明：{remark}"))
    for report, findings in judged:
        console.print(Text(f"{report.name}：{_read(report)}", style="bold"))
        for finding in findings:
            console.print(Text(f"  {_LEVELS[finding.level]}  {finding.where}", style=_STYLES[finding.level]))
            for line in _lines(finding):
                console.print(Text(f"        {line}"))
        if not findings:
            console.print(Text("  没有发现问题"))
    counted = _counted(judged)
    console.print("，".join(f"{_LEVELS[level]}{counted[level]}处" for level in Level))


def _counted(judged: Sequence[Judged]) -> Counter[Level]:
    return Counter(finding.level for _, findings in judged for finding in findings)


def _read(report: PublishedReport) -> str:
    tables = [f"{TABLE_NAMES[table]}{len(report.of(table))}格" for table in Table if report.has(table)]
    return "、".join([*tables, f"正文{len(report.passages)}段"])


def _lines(finding: Finding) -> Iterator[str]:
    numbers = ""
    if finding.left is not None:
        numbers = f"：{finding.left}" + (f" ≠ {finding.right}" if finding.right is not None else "")
    yield f"规则：{finding.rule}{numbers}"
    if finding.places:
        more = f" 等{len(finding.places)}处" if len(finding.places) > _PLACES else ""
        yield f"位置：{'、'.join(finding.places[:_PLACES])}{more}"
    yield f"处理：{finding.remedy}"


def show_json(judged: Sequence[Judged], remarks: Sequence[str]) -> None:
    """A line of JSON a finding, and last what was read and how many of each level."""
    for _, findings in judged:
        for finding in findings:
            typer.echo(json.dumps(_row(finding), ensure_ascii=False))
    counted = _counted(judged)
    summary = {
        "reports": [_summary(report) for report, _ in judged],
        "remarks": remarks,
        **{level.value: counted[level] for level in Level},
    }
    typer.echo(json.dumps(summary, ensure_ascii=False))


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "finding": finding.code,
        "level": finding.level,
        "report": finding.report,
        "where": finding.where,
        "places": finding.places,
        "cells": [{"table": key.table, "row": key.row, "column": key.column} for key in finding.keys],
        "rule": finding.rule,
        "left": finding.left,
        "right": finding.right,
        "remedy": finding.remedy,
    }


def _summary(report: PublishedReport) -> dict[str, Any]:
    return {
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "cells": {table.value: len(report.of(table)) for table in Table},
        "paragraphs": len(report.passages),
    }
