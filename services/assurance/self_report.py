"""What a unit's reports on its own period come to: the newest counts (101号 三（三）)."""

from __future__ import annotations

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.assessment_notice import ASSESSMENT_NOTICE
from contracts.assurance import SUPERVISION, last_day_of, months_of
from contracts.kit import Key
from contracts.self_report import FigureTold, SelfReportReported, SelfReportState
from law.findings import Finding


def fold(case: Case) -> Folded:
    """The newest report; it flows to the notice that asks for it."""
    told = dated(case, SelfReportReported, "reported_on")
    if not told:
        return case.close(SelfReportState, relevant=False)
    newest = told[-1]
    said = newest.data
    first_on = next(step.on for step in told if step.data.period == said.period)
    case.count(first_on, "self_reports")
    for month in months_of(said.period) if said.nothing_to_report else ():
        case.count(month, "nothing_to_report")
    _find(case, newest)
    return case.close(
        SelfReportState,
        title=f"{said.period}自评",
        period=said.period,
        reported_on=first_on,
        newest_on=newest.on,
        nothing_to_report=said.nothing_to_report,
        score=said.score,
        figures=[FigureTold.of(name=name, amount=amount) for name, amount in _once(said)],
        sends=[Key(ASSESSMENT_NOTICE.kind, case.key.org, said.notice or said.period)],
    )


def _once(said: SelfReportReported) -> list[tuple[str, int]]:
    """Each name once: the first that has it."""
    return list({figure.name: (figure.name, figure.amount) for figure in reversed(said.figures)}.values())[::-1]


def _find(case: Case, step: Dated[SelfReportReported]) -> None:
    said = step.data
    if step.on < (last_on := last_day_of(said.period)):
        text = f"{said.period}到{last_on}才结束，{step.on}报送的自评不完整；结束后请再报"
        case.find(Finding(step.on, "self_report.too_early", SUPERVISION, text, step.id))
    if said.nothing_to_report and any(figure.amount for figure in said.figures):
        text = "零报告却有数字；请核对，二者只能有一项"
        case.find(Finding(step.on, "self_report.contradiction", SUPERVISION, text, step.id))
    if len({figure.name for figure in said.figures}) < len(said.figures):
        text = "同一名称报了两个数字，按先写的计；请核对"
        case.find(Finding(step.on, "self_report.figure_twice", SUPERVISION, text, step.id))
