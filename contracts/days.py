"""The day on which a fact is said to have happened, read off its model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

from contracts.envelope import Fact, local_date
from contracts.fields import BusModel, is_ahead


@cache
def day_fields(model: type[BusModel]) -> tuple[str, ...]:
    """The fields of a model that hold a day that has been, and nothing else but None."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if not is_ahead(field) and date in (kinds := set(_kinds(field.annotation))) and kinds <= {date, type(None)}
    )


def said_on(fact: Fact) -> date:
    """The latest day of its data, before which nobody could have told all of it; the day of its time where it names none."""
    data = fact.data.__dict__
    days = [day for name in day_fields(type(fact.data)) if (day := data[name]) is not None]
    return max(days) if days else local_date(fact.time)


def _kinds(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for kind in inner:
        if isinstance(kind, type) or get_args(kind):
            yield from _kinds(kind)
