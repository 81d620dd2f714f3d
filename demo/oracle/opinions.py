"""Feedback on opinions, and people by kind: what consultations, hearings and meetings have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject

LIMIT = 20
"""Working days to tell what became of opinions, by default."""

KINDS = {"interested": "利益相关方", "public": "群众代表", "expert": "专家", "media": "媒体", "other": "其他"}


def by_day(subject: Subject, fact_type: str, field: str) -> list[Sent]:
    """Facts of a type by their day, then as they were taken down."""
    facts = subject.facts.get(fact_type, ())
    return sorted(facts, key=lambda fact: (fact.day(field), fact.time, fact.id))


def number(fact: Sent | None, field: str) -> int:
    """What stands in the field; nothing is said as nothing."""
    value: Any = fact.data.get(field) if fact is not None else None
    return int(value or 0)


def named(fact: Sent, field: str = "decision") -> str | None:
    """``<organisation>:<id>`` of what the fact names."""
    name = fact.text(field)
    return name if name is None or ":" in name else f"{fact.org}:{name}"


def owed(case: Case, code: str, since: date, feedback: list[Sent], field: str, title: str | None) -> list[Duty]:
    """Feedback from that day on, where the county asks for it."""
    if not case.asks(code, since):
        return []
    met_on = min((fact.day(field) for fact in feedback if fact.day(field) >= since), default=None)
    return [Owing(case.calendar, case.today).within(code, since, LIMIT, met_on=met_on, title=title)]


def count_people(judged: Judged, on: date, measure: str, fact: Sent, field: str) -> None:
    """Each kind of which somebody came."""
    people: Any = fact.data[field]
    for key, kind in KINDS.items():
        if people.get(key):
            judged.count(on, measure, kind, people[key])
