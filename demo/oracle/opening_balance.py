"""What a unit brings into its first year: the first statement counts, on the subject of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Sent, Subject

DECLARED, ONLY = "opening_balance.declared.v1", "opening"


def statement(subject: Subject) -> Sent | None:
    """The one that counts."""
    statements = subject.facts.get(DECLARED, ()) if subject.id == ONLY else ()
    return min(statements, key=lambda fact: (fact.day("declared_on"), fact.time, fact.id), default=None)


def judge(case: Case) -> Judged:
    """What was carried in and was pending, in January of that year."""
    judged, opening = Judged(), statement(case.subject)
    if opening is None:
        return judged
    begin = date(int(str(opening.data["year"])), 1, 1)
    for part in ("applications", "remedies"):
        numbers: Any = opening.data.get(part) or {}
        for label, number in numbers.items():
            judged.count(begin, f"opening_{part}", label, number)
    return judged
