"""Organisations that a fact names and that something is asked of: only those of the registry, or nobody would ever do it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from pydantic import BaseModel

from contracts.fields import is_registered
from services.gateway.records import Units
from services.gateway.rules import RuleError
from services.gateway.strict_json import joined

_NEAR = 3
"""Organisations that are named where one is unknown."""


def check_registered(fact: BaseModel, path: str, units: Units) -> None:
    """Raises RuleError for the first organisation that the registry does not have, with those near it; ``path`` is where the fact stands.

    One that was closed is known: it did what it did. Where there is no registry nothing is known to be missing.
    """
    if not units.orgs:
        return
    for name in _registered(type(fact)):
        value = getattr(fact, name)
        named = {joined(path, name): value} if isinstance(value, str) else _each(joined(path, name), value or ())
        for field, org in named.items():
            if org not in units.orgs:
                near = ", ".join(get_close_matches(org, units.orgs, _NEAR))
                raise RuleError("org.unknown", field, org, near=near or "-")


def _each(path: str, orgs: Sequence[str]) -> dict[str, str]:
    return {joined(path, str(place)): org for place, org in enumerate(orgs)}


@cache
def _registered(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if is_registered(field))
