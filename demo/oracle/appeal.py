"""What the rules make of a unit's appeal: when it was filed, and what was decided while it stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject
from demo.oracle.opinions import by_day

FILED, WITHDRAWN, DECIDED = "appeal.filed.v1", "appeal.withdrawn.v1", "appeal_ruling.decided.v1"


@dataclass
class Appeal:
    """An appeal with what came of it."""

    filed_on: date
    fault: str | None
    decided_on: date | None
    outcome: str | None


def judge(case: Case) -> Judged:
    """Filed once; decided once, by the newest decision."""
    judged, appeal = Judged(), read(case, case.subject)
    if appeal is not None:
        judged.count(appeal.filed_on, "appeals_filed")
        if appeal.outcome is not None:
            judged.count(appeal.decided_on, "appeals_decided", appeal.outcome)
    return judged


def read(case: Case, subject: Subject) -> Appeal | None:
    """The appeal; None where nobody told of a filing."""
    filed = by_day(subject, FILED, "filed_on")
    if not filed:
        return None
    filed_on = filed[0].day("filed_on")
    given_up = [fact.day("withdrawn_on") for fact in subject.facts.get(WITHDRAWN, ())]
    withdrawn_on = min((on for on in given_up if on >= filed_on), default=None)
    rulings = []
    for other in case.neighbours("appeal_ruling"):
        newest = by_day(other, DECIDED, "decided_on")[-1]
        on = newest.day("decided_on")
        if newest.text("appeal") == subject.id and on >= filed_on and (withdrawn_on is None or on <= withdrawn_on):
            rulings.append((on, other.id, newest.text("outcome")))
    decided_on, _, outcome = max(rulings, default=(None, "", None))
    return Appeal(filed_on, filed[-1].text("fault"), decided_on, outcome)
