"""What a sender is told of one fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contracts.notices import RecordRef, Refusal

ACCEPTED = 201
"""Lies in the inbox, and the broker has acknowledged it."""

KNOWN = 200
"""Lay there before, with the same content; or, where nothing was to be written, would be accepted."""

REFUSED = 422
"""Written nowhere."""

AGAIN = 503
"""Not acknowledged: whether it arrived is not known, and to send it again is safe."""


TOLD_OF_A_REFUSAL = ("code", "field", "value", "rule", "remedy")
"""What a refusal's notice says of it; of a fact that lies nowhere there is no more to tell."""


@dataclass(frozen=True)
class Answer:
    """What became of one fact. ``place`` is where it lies in the inbox, ``refusal`` why it is not accepted."""

    status: int
    id: str | None = None
    place: RecordRef | None = None
    refusal: Refusal | None = None

    def members(self) -> dict[str, Any]:
        """As JSON says it."""
        told: dict[str, Any] = {"status": self.status, "id": self.id}
        if self.place is not None:
            told |= self.place.model_dump()
        if self.refusal is not None:
            told |= self.refusal.model_dump(include=set(TOLD_OF_A_REFUSAL))
        return told
