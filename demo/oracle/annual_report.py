"""An annual report: by 31 January after the year, the county's by 31 March (条例第四十九条)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from demo.oracle.annual_figure import FIGURES, counting
from demo.oracle.case import Case, Judged, Owing
from demo.oracle.facts import Subject

SUBMITTED, PUBLISHED, ASSIGNED, COUNTY = (
    f"annual_report.{verb}.v1" for verb in ("submitted", "published", "county_assigned", "county_published")
)


def called(subjects: Iterable[Subject]) -> Iterable[Subject]:
    """Years of which reports are told, and those in which a unit has figures."""
    known = list(subjects)
    own = {(each.org, each.id): each for each in known if any(name.startswith("annual_report.") for name in each.facts)}
    for each in known:
        if _figures(each):
            own.setdefault((each.org, each.id), Subject(each.org, each.id, {}))
    return list(own.values())


def judge(case: Case) -> Judged:
    """Counted on the first day after the year on which it was told; owed from New Year's Day."""
    judged, subject = Judged(), case.subject
    if not (len(subject.id) == 4 and subject.id.isdecimal() and subject.id.startswith("20")):
        return judged
    begin = date(int(subject.id) + 1, 1, 1)
    owing = Owing(case.calendar, case.today)
    submitted, published, county = (
        _first(subject, name, field, begin)
        for name, field in ((SUBMITTED, "submitted_on"), (PUBLISHED, "published_on"), (COUNTY, "published_on"))
    )
    judged.count(submitted, "annual_reports_submitted")
    judged.count(published, "annual_reports_published")
    judged.count(county, "county_reports_published")
    if case.today < begin:
        return judged
    is_made = SUBMITTED in subject.facts or PUBLISHED in subject.facts
    if is_made or any(each.id == subject.id and _figures(each) for each in case.neighbours("annual_figure")):
        for code, met_on in (("submit_annual_report", submitted), ("publish_annual_report", published)):
            judged.duties.append(owing.until(code, begin, date(begin.year, 1, 31), met_on=met_on))
    if ASSIGNED in subject.facts or county is not None:
        judged.duties.append(owing.until("publish_county_report", begin, date(begin.year, 3, 31), met_on=county))
    return judged


def _first(subject: Subject, name: str, field: str, since: date) -> date | None:
    days = [fact.day(field) for fact in subject.facts.get(name, ())]
    return min((day for day in days if day >= since), default=None)


def _figures(subject: Subject) -> bool:
    reports = subject.facts.get("annual_figure.reported.v1", ())
    return any(counting(fact, subject.id) and any(fact.data.get(f) is not None for f in FIGURES) for fact in reports)
