"""What the law makes of a suggestion of active disclosure (条例第四十四条), by one applicant or by several who ask the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from demo.oracle.application.life import Life
from demo.oracle.application.rows import DISCLOSING, outcome
from demo.oracle.application.steps import Course
from demo.oracle.case import Case, Judged, Owing
from demo.oracle.facts import Subject

LIMIT = 20
"""Working days to decide, by default."""


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """Suggestions that somebody told of, and whatever is asked for: several may ask it."""
    known = {}
    for subject in subjects:
        if any(fact_type.startswith("suggestion.") for fact_type in subject.facts):
            known[subject.org, subject.id] = subject
        for fact in subject.facts.get("application.received.v1", ()):
            if asked := fact.text("subject_hash"):
                known.setdefault((subject.org, asked), Subject(subject.org, asked, {}))
    yield from known.values()


def judge(case: Case) -> Judged:
    """Everything there is to count about the suggestion."""
    judged = Judged()
    days = [fact.day("received_on") for fact in case.subject.facts.get("suggestion.received.v1", ())]
    since = min([*days, *_asked_by_several(case)], default=None)
    decided = sorted(
        case.subject.facts.get("suggestion.decided.v1", ()),
        key=lambda fact: (fact.day("decided_on"), fact.time, fact.id),
    )
    judged.count(since, "suggestions")
    before = None
    for fact in decided:
        if fact.text("decision") != before:
            before = fact.text("decision")
            judged.count(fact.day("decided_on"), "suggestions_decided", str(before))
    if since is not None and case.asks("decide_suggestion", since):
        met_on = decided[0].day("decided_on") if decided else None
        judged.duties.append(Owing(case.calendar, case.today).within("decide_suggestion", since, LIMIT, met_on=met_on))
    return judged


def _asked_by_several(case: Case) -> list[date]:
    """The day on which a second applicant had asked and one had been given it; none where it did not come to that."""
    asked: dict[str, date] = {}
    answered_on: list[date] = []
    for subject in case.neighbours("application"):
        life = _life(case, subject)
        if life is None:
            continue
        who, on = str(life.receipt.fact.data["applicant_ref"]), life.received_on or life.receipt.arrived_on
        asked[who] = min(on, asked.get(who, on))
        ends = [period.end for period in life.periods if period.end is not None]
        if ends and ends[-1].fact is not None and outcome(ends[-1].fact)[0] in DISCLOSING:
            answered_on.append(ends[-1].on)
    return [max(sorted(asked.values())[1], min(answered_on))] if len(asked) > 1 and answered_on else []


def _life(case: Case, subject: Subject) -> Life | None:
    """An application for this information, as far as it has come; None for any other."""
    course = Course(subject)
    receipt = course.receipt()
    if receipt is None or receipt.fact.text("subject_hash") != case.subject.id:
        return None
    if receipt.fact.text("applicant_ref") is None:
        return None
    life = Life(course, receipt, case.calendar, case.today)
    life.lived()
    return life
