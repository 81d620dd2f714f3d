"""Corrections and withdrawals: which facts count, and with which data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from contracts.amendments import AMENDMENTS, FactCorrected, FactWithdrawn
from contracts.days import day_fields
from contracts.envelope import Fact
from contracts.families import FAMILIES, Families

WAITS = "amendment_waits_for_its_fact"
"""Flag of a subject with an amendment that waits."""


class Waiting(NamedTuple):
    """An amendment whose fact has not arrived, or is of another type."""

    id: str
    fact: str
    fact_type: str
    recorded_on: date


class Effective(NamedTuple):
    """Facts that count, ordered by (time, id), and the amendments that wait."""

    facts: list[Fact]
    waiting: list[Waiting]


def effective(facts: Iterable[Fact], families: Families = FAMILIES) -> Effective:
    """Apply corrections and withdrawals; the result does not depend on the order of ``facts``, nor on repeats.

    A withdrawal removes the fact it names, a correction replaces its data and keeps its place in
    time; where it changes a day, the fact counts as recorded when the correction was. Of several corrections the last
    by (time, id) counts; a withdrawn correction counts as never made.
    """
    ordered = sorted({fact.id: fact for fact in facts}.values(), key=lambda fact: (fact.time, fact.id))
    amendments = [fact for fact in ordered if fact.type in AMENDMENTS]
    if not amendments:
        return Effective(ordered, [])
    types = {fact.id: fact.type for fact in ordered}
    removed: set[str] = set()
    waiting: list[Waiting] = []
    for fact in amendments:
        if isinstance(fact.data, FactWithdrawn):
            if types.get(fact.data.fact) == fact.data.fact_type:
                removed.add(fact.data.fact)
            else:
                waiting.append(_waiting(fact, fact.data))
    corrections: dict[str, list[Fact]] = {}
    for fact in amendments:
        if isinstance(fact.data, FactCorrected) and fact.id not in removed:
            if types.get(fact.data.fact) == fact.data.fact_type:
                corrections.setdefault(fact.data.fact, []).append(fact)
            else:
                waiting.append(_waiting(fact, fact.data))
    counting = [
        _corrected(fact, corrections[fact.id], families) if fact.id in corrections else fact
        for fact in ordered
        if fact.type not in AMENDMENTS and fact.id not in removed
    ]
    return Effective(counting, waiting)


def _waiting(fact: Fact, amendment: FactCorrected | FactWithdrawn) -> Waiting:
    return Waiting(fact.id, amendment.fact, amendment.fact_type, fact.recorded_on)


def _corrected(fact: Fact, corrections: Sequence[Fact], families: Families) -> Fact:
    """The fact as the last of its corrections has it, recorded when the day that it tells of was last changed.

    Else moving a day back by a correction would not show as back-dating.
    """
    names = day_fields(type(fact.data))
    days, recorded_on = [fact.data.__dict__[name] for name in names], fact.recorded_on
    written = [day.isoformat() if day else None for day in days]
    data: dict[str, object] = {}
    for correction in corrections:
        assert isinstance(correction.data, FactCorrected)
        data = correction.data.data
        if (changed := [data.get(name) for name in names]) != written:
            written, recorded_on = changed, correction.recorded_on
    model = families.facts[fact.type].model_validate_json(msgspec.json.encode(data))
    return fact._replace(data=model, recorded_on=recorded_on)
