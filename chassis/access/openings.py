"""Pages that take more than the office's JSON: for whom, in which form, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chassis.caller import CallerKind

JSON = "application/json"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

ORGANISATIONS = frozenset({CallerKind.OFFICE, CallerKind.UNIT, CallerKind.TEST})
"""Everyone with a token; the page itself looks at whom it speaks for."""

ANYONE = ORGANISATIONS | {CallerKind.NOBODY}


@dataclass(frozen=True)
class Opening:
    """What the pages at and below ``path`` take with a method that may change something."""

    path: str
    callers: frozenset[CallerKind] = ORGANISATIONS
    types: frozenset[str] = frozenset({JSON})
    """Media types of bodies."""
    body: int | None = None
    """Bytes of a body at most; left out, as the settings say."""


OFFICE_ALONE = Opening("", frozenset({CallerKind.OFFICE}))
"""What holds of every page of which nothing else is said."""


def opening(path: str, openings: Iterable[Opening]) -> Opening:
    """What holds of a page: the longest path that it lies at or below."""
    fitting = [known for known in openings if path == known.path or path.startswith(f"{known.path}/")]
    return max(fitting, key=lambda known: len(known.path), default=OFFICE_ALONE)
