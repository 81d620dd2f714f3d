"""The ids of facts that sheets tell: made of the unit's own number, so that the same row is the same fact in every file.

``sheet.<verb>.<nth>.<generation>.<amendment>:<number>``: the fact itself is amendment 0, its corrections and its withdrawal are
counted on; what is told anew after a withdrawal is a further generation. So no two contents ever meet in one id but where two
sendings overtake each other, and then the service refuses the later one (``id.reused``): nothing is overwritten unseen.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WRITTEN = re.compile(r"sheet\.([a-z_]+)\.(\d{1,4})\.(\d{1,6})\.(\d{1,6}):(.+)", re.DOTALL)

PREFIX = "sheet."


class Place(NamedTuple):
    """Which fact of a unit a row tells: of a family's verb, for a number, the first time or a later one."""

    family: str
    verb: str
    nth: int
    number: str


class Identity(NamedTuple):
    """An id taken apart."""

    verb: str
    nth: int
    generation: int
    amendment: int
    number: str


def written(place: Place, generation: int, amendment: int) -> str:
    """The id of the fact, or of one of its amendments."""
    return f"{PREFIX}{place.verb}.{place.nth}.{generation}.{amendment}:{place.number}"


def read(text: str) -> Identity | None:
    """What an id says; None for one that no sheet made."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    verb, nth, generation, amendment, number = match.groups()
    return Identity(verb, int(nth), int(generation), int(amendment), number)
