"""Subjects with as many facts as there may be: a few facts, told again and again of other days and under other numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from pydantic import ValidationError

from contracts.envelope import Fact
from contracts.fields import BusModel

LONGEST_ID = 200
"""Characters that the door lets an id have."""

LONGEST_TURN = 9_999


def grown(facts: Sequence[Fact], number: int) -> list[Fact]:
    """``number`` facts made of these in turn."""
    return [_again(facts[turn % len(facts)], turn) for turn in range(number)]


def _again(fact: Fact, turn: int) -> Fact:
    id_ = f"{turn:05}".ljust(LONGEST_ID, "-")
    shift = timedelta(days=turn)
    return fact._replace(
        id=id_, time=fact.time + shift, recorded_on=fact.recorded_on + shift, data=_moved(fact.data, turn)
    )


def _moved(content: BusModel, turn: int) -> BusModel:
    """The same, said of another day and, where a field is a number that pairs facts, under another one."""
    changes: dict[str, object] = {}
    for name in type(content).model_fields:
        value = getattr(content, name)
        if isinstance(value, date):
            changes[name] = value + timedelta(days=turn)
        elif isinstance(value, str) and _may_be_renamed(content, name):
            changes[name] = f"{turn}{value}"
    return content.model_copy(update=changes)


def _may_be_renamed(content: BusModel, name: str) -> bool:
    """Whether the field takes the longest number before its value."""
    return _takes(type(content), content.model_dump_json(), name, f"{LONGEST_TURN}{getattr(content, name)}")


@cache
def _takes(model: type[BusModel], text: str, name: str, value: str) -> bool:
    try:
        model.model_validate({**json.loads(text), name: value}, strict=False)
    except ValidationError:
        return False
    return True
