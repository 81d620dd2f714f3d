"""What the rules make of a unit's report of what it mended by itself: it counts at the fault that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.oracle.case import Case, Judged
from demo.oracle.opinions import by_day


def judge(_: Case) -> Judged:
    """Nothing of its own."""
    return Judged()


def done_days(case: Case, fault: str) -> Iterator[date]:
    """Days on which the unit says that it mended this fault; a report is about the fault that its newest telling names."""
    for other in case.neighbours("rectification"):
        done = by_day(other, "rectification.done.v1", "done_on")
        if done and done[-1].text("fault") == fault:
            yield from (fact.day("done_on") for fact in done if fact.text("fault") == fault)
