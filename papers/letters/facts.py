"""What a letter is about: an application's state, what explains it, and what its facts say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from contracts.application.handling import AnswerPart, ApplicationAnswered, CorrectionRequested
from contracts.application.state import ApplicationDetail, ApplicationState
from contracts.envelope import Fact
from contracts.fields import BusModel
from law.outcomes import Ground

T = TypeVar("T", bound=BusModel)


class Counting:
    """The facts that count, by time: withdrawn ones are out and corrected ones replaced."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts

    def last(self, kind: type[T]) -> T | None:
        """The last fact of a type; None without one."""
        return next((fact.data for fact in reversed(self._facts) if isinstance(fact.data, kind)), None)

    def last_id(self, kind: type[BusModel]) -> str | None:
        """Id of that fact."""
        return next((fact.id for fact in reversed(self._facts) if isinstance(fact.data, kind)), None)

    def correction(self, *, newest: bool = False) -> CorrectionRequested | None:
        """The notice to correct that has effect, which is the first by its day; ``newest``: the one reported last."""
        notices = [fact.data for fact in self._facts if isinstance(fact.data, CorrectionRequested)]
        if newest:
            return notices[-1] if notices else None
        return min(notices, key=lambda notice: notice.requested_on, default=None)

    def grounds(self, fact_id: str | None) -> list[Ground]:
        """Grounds on which an answer withholds parts (第三十七条), each once, in their order."""
        answer = next((fact.data for fact in self._facts if fact.id == fact_id), None)
        if not isinstance(answer, ApplicationAnswered):
            return []
        whole = AnswerPart(code=answer.code, ground=answer.ground) if answer.code else None
        parts = [*answer.parts, *([whole] if whole else [])]
        return list(dict.fromkeys(part.ground for part in parts if part.ground is not None))


@dataclass(frozen=True, slots=True)
class Matter:
    """One application, the organ that signs (its full legal name; empty: not known), and the day."""

    state: ApplicationState
    detail: ApplicationDetail
    facts: Counting
    organ: str
    today: date
