"""Reading the files of ``gongkai report check`` and judging them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cli.exits import USAGE, Stop
from cli.files import STANDARD, read_bounded
from law.report_check.check import check
from law.report_check.finding import Finding
from law.report_check.published import PublishedReport
from law.report_check.years import same_agency
from papers.annual.reading.reading import Reading, read_reports
from papers.files.bounds import MOST_BYTES
from papers.files.refusal import NotTaken


class Judged(NamedTuple):
    """A report and what is wrong with it."""

    report: PublishedReport
    findings: list[Finding]


def opened(file: str, *, agency: str | None = None, year: int | None = None) -> Reading:
    """The reports in a file; ``agency`` and ``year`` stand where it does not say. Raises ``Stop``."""
    data = read_bounded(file, "an annual report as .docx, .xlsx, .xls, CSV or .html", MOST_BYTES)
    try:
        reading = read_reports(data, "" if file == STANDARD else file)
    except NotTaken as refused:
        raise Stop(f"{file}: {refused} ({refused.code})", USAGE) from refused
    for report in reading.reports:
        report.agency = report.agency or agency or ""
        report.year = report.year or year
    return reading


def judged(reading: Reading, before: Reading | None, units: Sequence[Reading]) -> list[Judged]:
    """The reports of a file in its order, each with its findings."""
    of_units = [report for unit in units for report in unit.reports]
    return [
        Judged(
            report,
            check(
                report,
                _before(report, before.reports if before else [], reading.reports),
                [unit for unit in of_units if None in {unit.year, report.year} or unit.year == report.year],
            ),
        )
        for report in reading.reports
    ]


def _before(
    report: PublishedReport, before: Sequence[PublishedReport], beside: Sequence[PublishedReport]
) -> PublishedReport | None:
    """Last year's report: the one ``before`` that fits, else the one of the same file, else whatever one was given."""
    fitting = [other for other in (*before, *beside) if other is not report and _precedes(other, report)]
    if fitting:
        return fitting[0]
    return before[0] if len(before) == 1 else None


def _precedes(other: PublishedReport, report: PublishedReport) -> bool:
    if report.year is None or other.year != report.year - 1:
        return False
    return same_agency(report.agency, other.agency)
