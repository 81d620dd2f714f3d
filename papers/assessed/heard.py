"""How the units were heard, as annexes of a 通报: their own reports beside what was counted, and appeals that nobody has decided."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contracts.assessment.hearing import OwnReport
from papers.assessed.cells import measure_words
from papers.assessed.issued import Report
from papers.official.blocks import Annex, Table, Value, rows


def annexes(report: Report) -> Iterator[Annex]:
    """None where nobody was asked and nobody appealed."""
    head = report.head
    if head.own_reports or head.unreported:
        figures = _figures(report)
        yield Annex("自评与核定对照表", (_scores(report), *([figures] if figures else [])))
    if head.appeals:
        lines: list[list[Value]] = [
            [_named(report, appeal.org), appeal.appeal, f"{appeal.filed_on}", appeal.against] for appeal in head.appeals
        ]
        table = rows(
            "未裁决的申诉", ["单位", "申诉编号", "申诉日期", "申诉对象"], [30, 30, 20, 60], lines, left=[0, 1, 3]
        )
        yield Annex("尚未裁决的申诉", (table,))


def _scores(report: Report) -> Table:
    """A line a unit that was asked: its own score beside the score here, and those that said nothing."""
    lines: list[list[Value]] = [
        [
            _named(report, own.org),
            f"{own.reported_on}",
            "零报告" if own.nothing_to_report else "",
            _points(own.score),
            _points(own.total),
            _difference(own),
        ]
        for own in report.head.own_reports
    ]
    lines += [[_named(report, org), "没有报送", "", "—", "—", "—"] for org in report.head.unreported]
    head = ["单位", "报送日期", "说明", "自评得分", "核定得分", "差"]
    return rows("自评得分", head, [40, 24, 18, 18, 18, 14], lines, left=[0])


def _figures(report: Report) -> Table | None:
    """A line for each number of a unit's own, with what was counted."""
    lines: list[list[Value]] = [
        [
            _named(report, own.org),
            measure_words(figure.name),
            figure.own,
            "—" if figure.counted is None else figure.counted,
            "—" if figure.counted is None else figure.own - figure.counted,
        ]
        for own in report.head.own_reports
        for figure in own.figures
    ]
    head = ["单位", "数字", "自报", "核定", "差"]
    return rows("自报数字", head, [40, 50, 16, 16, 14], lines, left=[0, 1]) if lines else None


def _points(points: str | None) -> Value:
    return "—" if points is None else Decimal(points)


def _difference(own: OwnReport) -> Value:
    return "—" if own.score is None or own.total is None else Decimal(own.score) - Decimal(own.total)


def _named(report: Report, org: str) -> str:
    return report.names.get(org, org)
