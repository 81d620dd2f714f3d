"""What fails sites and accounts alike on a day: incidents that are not put right, and what people found when they looked."""

from __future__ import annotations

from datetime import date

from demo.oracle.facts import Subject


def unsafe(subject: Subject, family: str, day: date) -> bool:
    """Whether an incident was seen on that day, or before and not put right until then."""
    for incident in subject.facts.get(f"{family}.incident.v1", ()):
        on, number = incident.day("occurred_on"), incident.data["number"]
        resolved = [f for f in subject.facts.get(f"{family}.resolved.v1", ()) if f.data["number"] == number]
        ends = (fact.day("resolved_on") for fact in resolved)
        over = min((end for end in ends if end >= on), default=None)
        if day == on or (on < day and (over is None or day < over)):
            return True
    return False


def aspect(subject: Subject, family: str, name: str, day: date) -> str | None:
    """What the newest check that looked at it says."""
    checks = [fact for fact in subject.facts.get(f"{family}.checked.v1", ()) if fact.text(name)]
    past = [fact for fact in checks if fact.day("checked_on") <= day]
    newest = max(past, key=lambda fact: (fact.day("checked_on"), fact.time, fact.id), default=None)
    return newest.text(name) if newest else None
