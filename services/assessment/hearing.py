"""How a county's units were heard before a report of a period: their own reports beside what was counted, and what is not decided. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from contracts.assessment.hearing import OpenAppeal, OwnFigure, OwnReport
from contracts.assessment.report import ReportPart
from contracts.families import FAMILIES
from contracts.kit import MeasureKind
from law.scoring.points import words
from services.assessment.periods import months_in
from services.assessment.proceedings import Appeal, Figure, Proceedings, SelfReport

_CODES = {measure.chinese: code for code, measure in FAMILIES.measures.items()}
"""What a measure is called → its code."""


@dataclass(frozen=True)
class Heard:
    """How the units of a report were heard."""

    own_reports: Sequence[OwnReport] = field(default_factory=list)
    unreported: Sequence[str] = field(default_factory=list)
    """Organisations that were asked for their own report and gave none."""
    appeals: Sequence[OpenAppeal] = field(default_factory=list)
    windows: Mapping[str, date] = field(default_factory=dict)
    """Organisation → day until which it may still appeal."""
    unheard: Sequence[str] = field(default_factory=list)
    """Organisations with a sheet that was not put to them."""


def heard(period: str, today: date, parts: Sequence[ReportPart], proceedings: Proceedings) -> Heard:
    """Of the units of these parts, on the day on which the report would be issued."""
    notices = {notice.org: notice for notice in proceedings.notices if notice.period == period}
    own = _own_reports(period, parts, proceedings.self_reports)
    reported = {report.org for report in own}
    called = {org for org, notice in notices.items() if notice.called_on}
    # Where the office called nobody and some reported all the same, all might have.
    asked = called or ({part.org for part in parts} if reported else set())
    return Heard(
        own,
        [part.org for part in parts if part.org in asked - reported],
        sorted(_open(period, proceedings), key=lambda appeal: (appeal.filed_on, appeal.org, appeal.appeal)),
        {
            org: notice.appeal_by
            for org, notice in sorted(notices.items())
            if notice.put_on and notice.appeal_by and today <= notice.appeal_by
        },
        [
            part.org
            for part in parts
            if part.sheet is not None and not ((notice := notices.get(part.org)) and notice.put_on)
        ],
    )


def _own_reports(period: str, parts: Sequence[ReportPart], reports: Sequence[SelfReport]) -> list[OwnReport]:
    """The newest of each unit."""
    newest = {
        report.org: report
        for report in sorted(reports, key=lambda report: (report.newest_on or date.min, report.subject))
        if report.period == period and report.newest_on is not None
    }
    return [_beside(part, newest[part.org]) for part in parts if part.org in newest]


def _beside(part: ReportPart, own: SelfReport) -> OwnReport:
    assert own.newest_on is not None
    return OwnReport(
        org=part.org,
        reported_on=own.newest_on,
        nothing_to_report=own.nothing_to_report,
        score=None if own.score is None else words(own.score),
        total=part.sheet.total if part.sheet else None,
        figures=[_figure(part, figure) for figure in own.figures],
    )


def _figure(part: ReportPart, own: Figure) -> OwnFigure:
    return OwnFigure(name=own.name, own=own.amount, counted=_counted(part, _CODES.get(own.name, own.name)))


def _counted(part: ReportPart, name: str) -> int | None:
    """Of a measure by its code, or of one label of it (code@label)."""
    code, _, label = name.partition("@")
    measure = FAMILIES.measures.get(code)
    if measure is None or measure.kind is MeasureKind.DAYS:
        return None
    if measure.kind is MeasureKind.STOCK:
        return part.stocks.get(name, 0)
    labelled = part.row.by.get(code, {})
    if label:
        return labelled.get(label, 0)
    return sum(labelled.values()) if measure.kind is MeasureKind.LABELLED else part.row.counts.get(code, 0)


def _open(period: str, proceedings: Proceedings) -> Iterator[OpenAppeal]:
    notices = {(notice.org, notice.subject): notice.period for notice in proceedings.notices}
    faults = {(fault.org, fault.subject): fault.found_on for fault in proceedings.faults}
    months = set(months_in(period))
    for appeal in proceedings.appeals:
        if appeal.filed_on is None or appeal.withdrawn_on or appeal.decided_on:
            continue
        notice = notices.get((appeal.org, appeal.notice or ""))
        about = _periods(appeal, notice, faults.get((appeal.org, appeal.fault or "")))
        # One that does not tell its period may be about any that had begun when it was filed.
        if any(each <= months for each in about) or (not about and min(months) <= f"{appeal.filed_on:%Y-%m}"):
            against = appeal.deduction or appeal.fault or appeal.notice or ""
            yield OpenAppeal(org=appeal.org, appeal=appeal.subject, filed_on=appeal.filed_on, against=against)


def _periods(appeal: Appeal, notice: str | None, fault: date | None) -> list[set[str]]:
    """The months of each period that the appeal names: by its notice, by the id of its deduction, by the day of its fault."""
    named = [notice or appeal.notice or "", (appeal.deduction or "").partition("/")[0]]
    about = [{f"{fault:%Y-%m}"}] if fault else []
    for period in named:
        try:
            about.append(set(months_in(period)))
        except ValueError:
            continue
    return about
