"""Facts about applications in words: what kind, and the day they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.application.handling import APPLICATION_FACTS
from contracts.facts import CORRECTED, WITHDRAWN

_AMENDMENTS = {CORRECTED: "更正事实", WITHDRAWN: "撤回事实"}


def fact_name(kind: str) -> str:
    """A type of fact in Chinese, as its model's documentation begins; an unknown type as it is."""
    model = APPLICATION_FACTS.get(kind)
    named = (model.__doc__ or "").split(":")[0] if model else ""
    return named or _AMENDMENTS.get(kind, kind)


def fact_day(fact: Mapping[str, Any]) -> str:
    """The day the fact tells of: its first date by the model, else the day of its time."""
    model = APPLICATION_FACTS.get(fact["type"])
    days = [fact["data"].get(name) for name in (model.model_fields if model else ()) if name.endswith("_on")]
    return next((str(day) for day in days if day), str(fact["time"])[:10])
