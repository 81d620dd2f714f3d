"""What the rules make of one interpretation: when it was published, by which forms, and whether its documents are known.

奉节府办发〔2020〕101号 二（二）.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.oracle.attribute import Written
from demo.oracle.case import Case, Judged
from demo.oracle.facts import Sent, Subject

PUBLISHED, WITHDRAWN = "interpretation.published.v1", "interpretation.withdrawn.v1"


def judge(case: Case) -> Judged:
    """Everything there is to count about the interpretation."""
    judged, published = Judged(), publications(case.subject)
    if not published:
        return judged
    first_on = published[0].day("published_on")
    judged.count(first_on, "interpretations_published")
    documents = case.elsewhere.get("document", {})
    if not any(name in documents and _is_told(documents[name]) for fact in published for name in names(fact)):
        judged.count(first_on, "interpretations_unmatched")
    for form, on in _forms(published).items():
        judged.count(on, "interpretations_by_form", form)
    return judged


def publications(subject: Subject) -> list[Sent]:
    """By day, then as they were taken down."""
    return sorted(subject.facts.get(PUBLISHED, ()), key=lambda fact: (fact.day("published_on"), fact.time, fact.id))


def readable_days(subject: Subject) -> list[tuple[date, date | None]]:
    """From each day on which it was put up to that on which it came down; what is put up while it is up stays up."""
    up = [(fact.day("published_on"), fact.time, "up") for fact in publications(subject)]
    down = [(fact.day("withdrawn_on"), fact.time, "z down") for fact in subject.facts.get(WITHDRAWN, ())]
    days: list[tuple[date, date | None]] = []
    put_up_on: date | None = None
    for on, _, what in sorted(up + down):
        if what == "up":
            put_up_on = put_up_on or on
        elif put_up_on is not None:
            days.append((put_up_on, on))
            put_up_on = None
    return [*days, (put_up_on, None)] if put_up_on is not None else days


def names(fact: Sent) -> Iterator[str]:
    """``<organisation>:<id>`` of each document that a publication explains."""
    listed = fact.data["documents"]
    assert isinstance(listed, list)
    for name in listed:
        yield name if ":" in name else f"{fact.org}:{name}"


def _forms(published: list[Sent]) -> dict[str, date]:
    """The first day of each form."""
    days: dict[str, date] = {}
    for fact in published:
        listed = fact.data["forms"]
        assert isinstance(listed, list)
        for form in listed:
            days[form] = min(days.get(form, date.max), fact.day("published_on"))
    return days


def _is_told(document: Subject) -> bool:
    """Drafted, signed, or void today."""
    written = Written(document)
    void_now = bool(written.void) and written.void[-1][1] is None
    return written.draft is not None or written.signed_on is not None or void_now
