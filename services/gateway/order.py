"""Fields of one fact that contradict each other: a day before the one that it follows, a number above what it is part of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from contracts.fields import at_most, not_before
from services.gateway.rules import RuleError, named
from services.gateway.strict_json import joined


class _Pair(NamedTuple):
    name: str
    other: str
    is_day: bool
    names: dict[str, str]
    """How people call the two, for the notice."""


def check_order(fact: BaseModel, path: str) -> None:
    """Raises RuleError for the first field that does not agree with another of its own model; ``path`` is where it stands."""
    for name, other, is_day, names in _pairs(type(fact)):
        value, bound = getattr(fact, name), getattr(fact, other)
        if value is None or bound is None:
            continue
        if is_day and value < bound:
            raise RuleError(
                "date.order", joined(path, name), value.isoformat(), other=joined(path, other), earliest=bound, **names
            )
        if not is_day and value > bound:
            raise RuleError(
                "number.too_large", joined(path, name), value, other=joined(path, other), most=bound, **names
            )


@cache
def _pairs(model: type[BaseModel]) -> tuple[_Pair, ...]:
    pairs = []
    for name, field in model.model_fields.items():
        for other, is_day in ((not_before(field), True), (at_most(field), False)):
            if other:
                names = {"name": named(field.title), "other_name": named(model.model_fields[other].title)}
                pairs.append(_Pair(name, other, is_day, names))
    return tuple(pairs)
