"""Corrections and withdrawals: which facts count, and with which data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from contracts.envelope import Fact
from contracts.facts import CORRECTED, FACTS, WITHDRAWN, FactCorrected, FactWithdrawn
from contracts.fields import BusModel

WAITING = "amendment_waits_for_its_fact"
"""Flag: a correction or withdrawal names a fact that has not arrived (or is of another type)."""


class Effective(NamedTuple):
    """Facts that count, ordered by (time, id), and flags about amendments."""

    facts: list[Fact]
    flags: list[str]


def effective(facts: Iterable[Fact]) -> Effective:
    """Apply corrections and withdrawals; the result does not depend on the order of ``facts``.

    A withdrawal removes the fact it names, a correction replaces its data and keeps its place in
    time. Of several corrections the last by (time, id) counts; a withdrawn correction counts as
    never made. An amendment whose fact is unknown, or of another type, waits and is flagged.
    """
    ordered = sorted(facts, key=lambda fact: (fact.time, fact.id))
    if not any(fact.type in (CORRECTED, WITHDRAWN) for fact in ordered):
        return Effective(ordered, [])
    types = {fact.id: fact.type for fact in ordered}
    removed: set[str] = set()
    waits = False
    for fact in ordered:
        if isinstance(fact.data, FactWithdrawn):
            if types.get(fact.data.fact) == fact.data.fact_type:
                removed.add(fact.data.fact)
            else:
                waits = True
    replaced: dict[str, FactCorrected] = {}
    for fact in ordered:
        if isinstance(fact.data, FactCorrected) and fact.id not in removed:
            if types.get(fact.data.fact) == fact.data.fact_type:
                replaced[fact.data.fact] = fact.data
            else:
                waits = True
    counting = [
        fact._replace(data=_data(replaced[fact.id])) if fact.id in replaced else fact
        for fact in ordered
        if fact.type not in (CORRECTED, WITHDRAWN) and fact.id not in removed
    ]
    return Effective(counting, [WAITING] if waits else [])


def _data(correction: FactCorrected) -> BusModel:
    return FACTS[correction.fact_type].model_validate_json(json.dumps(correction.data))
