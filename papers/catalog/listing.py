"""Items as they stand in a catalog, for writing them and for comparing a file with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contracts.item import Origin
from papers.catalog.item import Entry, elements_of
from papers.catalog.repeated import name_of
from papers.catalog.spelling import plain

_GROUPS, _LETTERS = 3, 4


@dataclass(frozen=True)
class Listed:
    """An item in the version that is in force on a day."""

    number: str
    origin: Origin
    elements: dict[str, Any]
    """As listed, without what is not said."""
    local: dict[str, Any] = field(default_factory=dict)
    """What the county changed beside it."""

    @property
    def as_obliging(self) -> dict[str, Any]:
        """The elements with the local changes in them."""
        return elements_of({**self.elements, **self.local})


def number_for(entry: Entry) -> str:
    """The number of an item whose file gives none: made of what it is called, so that the same row has the same."""
    return _number(name_of(entry))


def number_of(elements: dict[str, Any]) -> str:
    """The same of an item that stands."""
    return _number(plain(str(elements.get(name) or "")) for name in ("domain", "level1", "level2", "level3", "name"))


def _number(parts: Iterable[str]) -> str:
    """Groups of four hexadecimal digits: none is long enough to be taken for anybody's telephone number."""
    digits = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return "-".join(digits[at * _LETTERS : (at + 1) * _LETTERS] for at in range(_GROUPS))
