"""What would change the past is refused, unless it is said to be meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


class PastError(ValueError):
    """A profile or rubric that would change what held before today; the text says what it would do."""


def refused(what: str, earlier: Iterable[object], today: date | None) -> str:
    """Why ``what`` is not taken in: each change of the past, and what to do."""
    lines = [f"this {what} changes what held before {today}:", *map(str, earlier)]
    return "\n  ".join(lines) + "\nGive later days; where the past is meant to change, load it with --force"
