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
    told = by_day(subject, REPORTED, "reported_on")
    return told[-1].text("period") if told else None


def notice_of(subject: Subject) -> str | None:
    """The notice that it answers to."""
    told = by_day(subject, REPORTED, "reported_on")
    return (told[-1].text("notice") or told[-1].text("period")) if told else None


def first_on(subject: Subject) -> date | None:
    """The first day on which that period was reported."""
    told = by_day(subject, REPORTED, "reported_on")
    period = period_of(subject)
    return min((fact.day("reported_on") for fact in told if fact.text("period") == period), default=None)


def nothing_in(subject: Subject) -> tuple[str, ...]:
    """The months of the period of which the newest telling says that there was nothing (零报告)."""
    told = by_day(subject, REPORTED, "reported_on")
    if not told or not told[-1].data.get("nothing_to_report"):
        return ()
    return span_of(str(told[-1].data["period"])).months
