"""Organisations that a fact names and that something is asked of, or whose subject it is about: only those of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from contracts.fields import is_of_registered, is_registered
from contracts.references import owner_named
from services.gateway.records import Units
from services.gateway.rules import RuleError
from services.gateway.strict_json import joined

_NEAR = 3
"""Organisations that are named where one is unknown."""


class _Names(Enum):
    """What a field names."""

    ORGANISATION = 1
    SUBJECT = 2
    """Perhaps with the organisation before it."""
    PARTS = 3
    """A list of models that name some."""


def check_registered(fact: BaseModel, path: str, units: Units) -> None:
    """Raises RuleError for the first organisation that the registry does not have, with those near it; ``path`` is where the fact stands.

    One that was closed is known: it did what it did. Where there is no registry nothing is known to be missing.
    """
    if not units.orgs:
        return
    for field, org in _named(fact, path):
        if org not in units.orgs:
            near = ", ".join(get_close_matches(org, units.orgs, _NEAR))
            raise RuleError("org.unknown", field, org, near=near or "-")


def _named(model: BaseModel, path: str) -> Iterator[tuple[str, str]]:
    """Where an organisation is named, and which."""
    for name, names in _fields(type(model)):
        value: Any = getattr(model, name)
        at = joined(path, name)
        values: dict[str, Any] = (
            {at: value} if isinstance(value, str) else {joined(at, str(n)): each for n, each in enumerate(value or ())}
        )
        for place, each in values.items():
            if names is _Names.PARTS:
                yield from _named(each, place)
            elif (org := each if names is _Names.ORGANISATION else owner_named(each)) is not None:
                yield place, org


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, _Names], ...]:
    fields = []
    for name, field in model.model_fields.items():
        parts = (part for part in get_args(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel))
        if is_registered(field):
            fields.append((name, _Names.ORGANISATION))
        elif is_of_registered(field):
            fields.append((name, _Names.SUBJECT))
        elif any(_fields(part) for part in parts):
            fields.append((name, _Names.PARTS))
    return tuple(fields)
