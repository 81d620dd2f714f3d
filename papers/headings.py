"""Nested headings of a table: neighbours joined where they share a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from law.tables import Headings

_LEVELS = 3


class Span(NamedTuple):
    """A heading: the lines ``first`` to ``last`` that it is over, the levels ``level`` to ``until`` that it fills."""

    text: str
    first: int
    last: int
    level: int
    until: int


def spans(lines: Sequence[Headings]) -> Iterator[Span]:
    """The headings of neighbouring lines joined where they share them."""
    for level in range(_LEVELS):
        for prefix, group in groupby(enumerate(lines), key=lambda entry: entry[1][: level + 1]):
            members = list(group)
            until = level
            while until < _LEVELS - 1 and not any(line[until + 1] for _, line in members):
                until += 1
            if prefix[level]:
                yield Span(prefix[level], members[0][0], members[-1][0], level, until)
