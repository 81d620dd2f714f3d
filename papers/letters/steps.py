"""The steps of which there is a letter: which fact records each, and on what day."""

from __future__ import annotations

import re
from datetime import date

from contracts.application import consulting as c
from contracts.application import handling as a
from contracts.families import FAMILIES
from contracts.fields import BusModel, chinese
from papers.letters.facts import Counting

STEPS: dict[str, tuple[type[BusModel], str]] = {
    "registered": (a.ApplicationRegistered, "registered_on"),
    "correction": (a.CorrectionRequested, "requested_on"),
    "extension": (a.AnswerExtended, "notified_on"),
    "third_party": (c.ThirdPartyAsked, "asked_on"),
    "overridden": (c.ThirdPartyOverridden, "decided_on"),
    "co_maker": (c.CoMakerAsked, "asked_on"),
    "agreed": (a.AnswerAgreed, "notified_on"),
    "fee": (a.FeeNoticed, "noticed_on"),
}
"""Kind of letter → the fact that records it, and that fact's day. Answers are recorded by the results."""

_TYPES = {model: fact_type for fact_type, model in FAMILIES.facts.items()}
_TYPE = re.compile(r"[a-z_]+\.[a-z_]+\.v\d+")


def recorded_on(kind: str, facts: Counting) -> date | None:
    """The day of the fact that records a step's letter; None while there is none."""
    if kind not in STEPS:
        return None
    fact_type, name = STEPS[kind]
    day = getattr(facts.last(fact_type), name, None)
    return day if isinstance(day, date) else None


def named(model: type[BusModel]) -> str:
    """A fact in Chinese, with its type."""
    return f"“{chinese(model)}”（{_TYPES[model]}）"


def with_names(text: str) -> str:
    """A text in which every type of fact is named in Chinese as well."""
    return _TYPE.sub(lambda match: named(FAMILIES.facts[match[0]]), text)
