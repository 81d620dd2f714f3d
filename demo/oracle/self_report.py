"""What the rules make of a unit's report on itself: one a period, by the newest telling."""

from __future__ import annotations

from datetime import date

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject
from demo.oracle.opinions import by_day
from demo.oracle.periods import span_of

REPORTED = "self_report.reported.v1"


def judge(case: Case) -> Judged:
    """One report, on the first day on which this period was reported."""
    judged = Judged()
    if case.subject.facts.get(REPORTED):
        judged.count(first_on(case.subject), "self_reports")
        for month in nothing_in(case.subject):
            judged.count(date.fromisoformat(f"{month}-01"), "nothing_to_report")
    return judged


def period_of(subject: Subject) -> str | None:
    """The period of the newest telling."""
    reports = by_day(subject, REPORTED, "reported_on")
    return reports[-1].text("period") if reports else None


def notice_of(subject: Subject) -> str | None:
    """The notice that it answers to."""
    reports = by_day(subject, REPORTED, "reported_on")
    return (reports[-1].text("notice") or reports[-1].text("period")) if reports else None


def _months(period: str) -> list[date]:
    """First days of the months of a year, a quarter or a month."""
    year, part = int(period[:4]), period[5:]
    if part.startswith("Q"):
        months = range(3 * int(part[1]) - 2, 3 * int(part[1]) + 1)
    else:
        months = range(int(part), int(part) + 1) if part else range(1, 13)
    return [date(year, month, 1) for month in months]


def first_on(subject: Subject) -> date | None:
    """The first day on which that period was reported."""
    reports = by_day(subject, REPORTED, "reported_on")
    period = period_of(subject)
    return min((fact.day("reported_on") for fact in reports if fact.text("period") == period), default=None)


def nothing_in(subject: Subject) -> tuple[str, ...]:
    """The months of the period of which the newest telling says that there was nothing (零报告), once it was over."""
    reports = by_day(subject, REPORTED, "reported_on")
    if not reports or not reports[-1].data.get("nothing_to_report"):
        return ()
    span = span_of(str(reports[-1].data["period"]))
    return span.months if reports[-1].day("reported_on") >= span.last else ()
