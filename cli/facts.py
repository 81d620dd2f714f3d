"""What the requests service says of an application: its state, the facts that count, and their words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from chassis.amend import effective
from contracts.application.handling import APPLICATION_FACTS
from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from contracts.facts import AMENDMENTS, CORRECTED, FACTS, WITHDRAWN

_AMENDMENTS = {CORRECTED: "更正事实", WITHDRAWN: "撤回事实"}


def state_of(body: Mapping[str, Any]) -> ApplicationState:
    """The state in the answer of ``GET /applications/{id}``."""
    return ApplicationState.model_validate_json(json.dumps(body["state"]))


def counting(rows: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """The rows of facts in that answer, as facts: withdrawn ones are out and corrected ones replaced."""
    return effective(_fact(row) for row in rows).facts


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


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(
        id=row["id"],
        type=row["type"],
        org="",
        subject="",
        time=datetime.fromisoformat(row["time"]),
        recorded_on=date.fromisoformat(row["recorded_on"]),
        data=(FACTS | AMENDMENTS)[row["type"]].model_validate_json(json.dumps(row["data"])),
    )
