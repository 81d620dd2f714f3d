"""All checks of a report, the weightiest findings first."""

from __future__ import annotations

from collections.abc import Sequence

from law.report_check import cells, sums, years
from law.report_check.finding import Finding, Level
from law.report_check.published import PublishedReport
from law.report_check.text.check import text

_ORDER = list(Level)


def check(
    report: PublishedReport, before: PublishedReport | None = None, units: Sequence[PublishedReport] = ()
) -> list[Finding]:
    """What is wrong with ``report``, beside last year's report ``before`` and the reports of its ``units`` if given."""
    findings = [
        *cells.lacking(report),
        *cells.blanks(report),
        *cells.wrong_numbers(report),
        *cells.regulations(report),
        *cells.form(report),
        *sums.broken(report),
        *text(report, before),
    ]
    if before is not None:
        findings += years.between(report, before)
    if units:
        findings += years.against_units(report, list(units))
    return sorted(findings, key=lambda finding: _ORDER.index(finding.level))
