"""The list that a township issues for its villages: counted when it is issued."""

from __future__ import annotations

from demo.oracle.case import Case, Judged


def judge(case: Case) -> Judged:
    """One for each day of issue."""
    judged = Judged()
    for on in sorted({fact.day("issued_on") for fact in case.subject.facts.get("village_list.issued.v1", ())}):
        judged.count(on, "village_lists")
    return judged
