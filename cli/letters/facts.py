"""The facts of an application as they count, from the rows of ``GET /applications/{id}``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from chassis.amend import effective
from contracts.application.handling import AnswerPart, ApplicationAnswered
from contracts.envelope import Fact
from contracts.facts import AMENDMENTS, FACTS
from contracts.fields import BusModel
from law.outcomes import Ground

T = TypeVar("T", bound=BusModel)


class Counting:
    """Facts that count: withdrawn ones are out and corrected ones replaced, as everywhere else."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._facts = effective(_fact(row) for row in rows).facts

    def last(self, kind: type[T]) -> T | None:
        """The last fact of a type; None without one."""
        return next((fact.data for fact in reversed(self._facts) if isinstance(fact.data, kind)), None)

    def grounds(self, fact_id: str | None) -> list[Ground]:
        """Grounds on which an answer withholds parts (第三十七条), each once, in their order."""
        answer = next((fact.data for fact in self._facts if fact.id == fact_id), None)
        if not isinstance(answer, ApplicationAnswered):
            return []
        whole = AnswerPart(code=answer.code, ground=answer.ground) if answer.code else None
        parts = [*answer.parts, *([whole] if whole else [])]
        return list(dict.fromkeys(part.ground for part in parts if part.ground is not None))


def _fact(row: Mapping[str, Any]) -> Fact:
    data = (FACTS | AMENDMENTS)[row["type"]].model_validate_json(json.dumps(row["data"]))
    return Fact(
        row["id"], row["type"], "", "", datetime.fromisoformat(row["time"]),
        date.fromisoformat(row["recorded_on"]), data,
    )  # fmt: skip
