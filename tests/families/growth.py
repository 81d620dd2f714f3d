"""Subjects with as many facts as there may be: a few facts, told again and again of other days and under other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pydantic import ValidationError

from contracts.envelope import Fact
from contracts.fields import BusModel

LONGEST_ID = 200
"""Characters that the door lets an id have."""


def grown(facts: Sequence[Fact], number: int) -> list[Fact]:
    """``number`` facts made of these in turn."""
    return [_again(facts[turn % len(facts)], turn) for turn in range(number)]


def _again(fact: Fact, turn: int) -> Fact:
    id_ = f"{turn:05}".ljust(LONGEST_ID, "-")
    shift = timedelta(days=turn)
    return fact._replace(
        id=id_, time=fact.time + shift, recorded_on=fact.recorded_on + shift, data=_moved(fact.data, turn)
    )


def _moved(said: BusModel, turn: int) -> BusModel:
    """The same, said of another day and, where a field is a number that pairs facts, under another one."""
    for name in type(said).model_fields:
        value = getattr(said, name)
        if isinstance(value, date):
            said = said.model_copy(update={name: value + timedelta(days=turn)})
        elif isinstance(value, str):
            said = _renamed(said, name, f"{turn}{value}")
    return said


def _renamed(said: BusModel, name: str, value: str) -> BusModel:
    changed = said.model_dump(mode="json") | {name: value}
    try:
        return type(said).model_validate(changed, strict=False)
    except ValidationError:
        return said
