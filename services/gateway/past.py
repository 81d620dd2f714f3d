"""What a county chooses anew: what it changes, and that it does not change the past unless that is said to be meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple


class Taken(NamedTuple):
    """What became of a profile or rubric, and what it changes, each of which says so in a line."""

    change: Literal["added", "changed", "unchanged"]
    changes: Sequence[object]


class PastError(ValueError):
    """A profile or rubric that would change what held before today; the text says what it would do."""


def refused(what: str, earlier: Iterable[object], today: date | None) -> str:
    """Why ``what`` is not taken in: each change of the past, and what to do."""
    lines = [f"this {what} changes what held before {today}:", *map(str, earlier)]
    return "\n  ".join(lines) + "\nGive later days; where the past is meant to change, load it with --force"
