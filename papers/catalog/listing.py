"""Items as they stand in a catalog, for writing them and for comparing a file with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contracts.item import Origin
from papers.catalog.item import Entry, elements_of
from papers.catalog.repeated import name_of
from papers.files.spelling import plain

_GROUPS, _LETTERS = 3, 4
_NO_DIGITS = str.maketrans("0123456789", "ghjkmnpqrs")


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
    code = coded("\x1f".join(parts), _GROUPS * _LETTERS)
    return "-".join(code[at : at + _LETTERS] for at in range(0, len(code), _LETTERS))


def coded(text: str, letters: int) -> str:
    """A digest in letters alone: digits in a row might be taken for somebody's telephone number at the door."""
    return hashlib.sha256(text.encode()).hexdigest()[:letters].translate(_NO_DIGITS)
