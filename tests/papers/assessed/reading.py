"""The papers of made reports."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from law.reports import ReportKind
from papers.assessed.issued import Report, report
from papers.official import workbook
from papers.official.blocks import Paper
from tests.papers.assessed import made

UNITS = ("奉节县财政局", "永乐镇", "平安乡", "夔州街道", "奉节县教育委员会", "白帝镇", "云雾土家族乡", "鱼复街道")


def monthly(names: Sequence[str] = UNITS, **more: Any) -> Report:
    """March's 月报告, the second of its year, after February's."""
    february = made.body(ReportKind.MONTHLY, "2026-02", names)
    return report(made.body(ReportKind.MONTHLY, "2026-03", names, number=2, **more), february)


def sheets(paper: Paper, *, reckoned: bool = False) -> Any:
    """The paper's workbook."""
    stream = BytesIO()
    workbook.write(paper, stream)
    return load_workbook(stream, data_only=reckoned)
