"""Fields of one fact that contradict each other: a day before the one that it follows, a number above what it is part of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, get_args

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
    """Raises RuleError for the first field that does not agree with another of its own model; ``path`` is where it stands.

    Then each of its parts is looked at likewise.
    """
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
    for name in _lists_of_parts(type(fact)):
        for place, part in enumerate(getattr(fact, name)):
            check_order(part, joined(joined(path, name), str(place)))


@cache
def _pairs(model: type[BaseModel]) -> tuple[_Pair, ...]:
    pairs = []
    for name, field in model.model_fields.items():
        for other, is_day in ((not_before(field), True), (at_most(field), False)):
            if other:
                names = {"name": named(field.title), "other_name": named(model.model_fields[other].title)}
                pairs.append(_Pair(name, other, is_day, names))
    return tuple(pairs)


@cache
def _lists_of_parts(model: type[BaseModel]) -> tuple[str, ...]:
    """Its lists of models with fields that can contradict each other."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        for part in get_args(field.annotation)
        if isinstance(part, type) and issubclass(part, BaseModel) and (_pairs(part) or _lists_of_parts(part))
    )
