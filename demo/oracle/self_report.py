"""What the rules make of a unit's report on itself: one a period, by the newest telling."""

from __future__ import annotations

from datetime import date

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject
from demo.oracle.opinions import by_day

REPORTED = "self_report.reported.v1"


def judge(case: Case) -> Judged:
    """One report, on the first day on which this period was reported."""
    judged = Judged()
    if told := by_day(case.subject, REPORTED, "reported_on"):
        judged.count(first_on(case.subject), "self_reports")
        if told[-1].data.get("nothing_to_report"):
            for month in _months(str(told[-1].data["period"])):
                judged.count(month, "nothing_to_report")
    return judged


def period_of(subject: Subject) -> str | None:
    """The period of the newest telling."""
    told = by_day(subject, REPORTED, "reported_on")
    return told[-1].text("period") if told else None


def notice_of(subject: Subject) -> str | None:
    """The notice that it answers to."""
    told = by_day(subject, REPORTED, "reported_on")
    return (told[-1].text("notice") or told[-1].text("period")) if told else None


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
    told = by_day(subject, REPORTED, "reported_on")
    period = period_of(subject)
    return min((fact.day("reported_on") for fact in told if fact.text("period") == period), default=None)
