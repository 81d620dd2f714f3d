"""What the rules make of faults of one kind in one unit: which came again within twelve months of a re-check of another."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject
from demo.oracle.fault import FOUND, read
from demo.oracle.opinions import by_day

NO_KIND = "其他"


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """One for each unit and kind of fault."""
    named = {
        (subject.org, str(by_day(subject, FOUND, "found_on")[-1].data["kind"]))
        for subject in subjects
        if subject.facts.get(FOUND)
    }
    for org, kind in sorted(named):
        if kind != NO_KIND:
            yield Subject(org, kind, {})


def judge(case: Case) -> Judged:
    """Each fault that came again."""
    judged = Judged()
    known = [fault for other in case.neighbours("fault") if (fault := read(case, other)) is not None]
    faults = [fault for fault in known if fault.kind == case.subject.id and fault.dropped_on is None]
    for fault in faults:
        before = [recheck.day("rechecked_on") for other in faults if other is not fault for recheck in other.rechecks]
        if any(on < fault.first_on <= _a_year_after(on) for on in before):
            judged.count(fault.first_on, "faults_repeated")
    return judged


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))
