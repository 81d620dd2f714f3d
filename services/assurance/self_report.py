"""What a unit's reports on its own period come to: the newest counts (101号 三（三）)."""

from __future__ import annotations

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.assessment_notice import ASSESSMENT_NOTICE
from contracts.assurance import SUPERVISION, last_day_of, months_of
from contracts.kit import Key
from contracts.self_report import NOTHING_TO_REPORT, FigureTold, SelfReportReported, SelfReportState
from law.findings import Finding


def fold(case: Case) -> Folded:
    """The newest report; it flows to the notice that asks for it."""
    reports = dated(case, SelfReportReported, "reported_on")
    if not reports:
        return case.close(SelfReportState, relevant=False)
    newest = reports[-1]
    newest_data = newest.data
    first_on = next(step.on for step in reports if step.data.period == newest_data.period)
    case.count(first_on, "self_reports")
    # It is about its period and not about the day of telling; of what is not over yet nobody can say so.
    if newest_data.nothing_to_report and newest.on >= last_day_of(newest_data.period):
        for month in months_of(newest_data.period):
            case.count(month, NOTHING_TO_REPORT)
    _find(case, newest)
    return case.close(
        SelfReportState,
        title=f"{newest_data.period}自评",
        period=newest_data.period,
        reported_on=first_on,
        newest_on=newest.on,
        nothing_to_report=newest_data.nothing_to_report,
        score=newest_data.score,
        figures=[FigureTold.of(name=name, amount=amount) for name, amount in _once(newest_data)],
        sends=[Key(ASSESSMENT_NOTICE.kind, case.key.org, newest_data.notice or newest_data.period)],
    )


def _once(report: SelfReportReported) -> list[tuple[str, int]]:
    """Each name once: the first that has it."""
    return list({figure.name: (figure.name, figure.amount) for figure in reversed(report.figures)}.values())[::-1]


def _find(case: Case, step: Dated[SelfReportReported]) -> None:
    report = step.data
    if step.on < (last_on := last_day_of(report.period)):
        text = f"{report.period}到{last_on}才结束，{step.on}报送的自评不完整；结束后请再报"
        case.find(Finding(step.on, "self_report.too_early", SUPERVISION, text, step.id))
    if report.nothing_to_report and any(figure.amount for figure in report.figures):
        text = "零报告却有数字；请核对，二者只能有一项"
        case.find(Finding(step.on, "self_report.contradiction", SUPERVISION, text, step.id))
    if len({figure.name for figure in report.figures}) < len(report.figures):
        text = "同一名称报了两个数字，按先写的计；请核对"
        case.find(Finding(step.on, "self_report.figure_twice", SUPERVISION, text, step.id))
