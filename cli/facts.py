"""What the requests service says of an application: its state, what explains it, the facts that count, their words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from chassis.amend import effective
from contracts.application.state import ApplicationDetail, ApplicationState
from contracts.envelope import Fact
from contracts.families import FAMILIES
from contracts.fields import chinese
from contracts.kit import key_of


def state_of(body: Mapping[str, Any]) -> ApplicationState | None:
    """The state in the answer of ``GET /applications/{id}``; None where the first fold already failed."""
    if body["state"] is None:
        return None
    return ApplicationState.model_validate_json(json.dumps(body["state"]))


def detail_of(body: Mapping[str, Any]) -> ApplicationDetail:
    """What explains the state in that answer; empty for an application that is set aside."""
    return ApplicationDetail.model_validate_json(json.dumps(body["detail"]))


def counting(key: str, rows: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """The rows of facts in that answer, as facts: withdrawn ones are out and corrected ones replaced."""
    return effective(_fact(key, row) for row in rows if row["type"] in FAMILIES.messages).facts


def fact_name(fact_type: str) -> str:
    """A type of fact in Chinese; an unknown type as it is."""
    model = FAMILIES.messages.get(fact_type)
    return chinese(model) if model else fact_type


def fact_day(fact: Mapping[str, Any]) -> str:
    """The day the fact tells of: its first date by the model, else the day of its time."""
    model = FAMILIES.facts.get(fact["type"])
    days = [fact["data"].get(name) for name in (model.model_fields if model else ()) if name.endswith("_on")]
    return next((str(day) for day in days if day), str(fact["time"])[:10])


def _fact(key: str, row: Mapping[str, Any]) -> Fact:
    return Fact(
        id=row["id"],
        type=row["type"],
        key=key_of(key),
        time=datetime.fromisoformat(row["time"]),
        recorded_on=date.fromisoformat(row["recorded_on"]),
        data=FAMILIES.messages[row["type"]].model_validate_json(json.dumps(row["data"])),
    )
