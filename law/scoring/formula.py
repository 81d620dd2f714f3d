"""Formulas: sums and differences of measures, of duties by status, and of whole numbers.

``items_published``, ``items_published_by_channel@政府网站``, ``answer!met + answer!met_late - 3``. A labelled measure without a label
is the sum of its labels; a stock is what stands at the period's end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_TERM = re.compile(r"(?:[0-9]{1,9}|[a-z][a-z0-9_]*(?:@[^\s+\-−@#!/]{1,60}|![a-z_]{1,20})?)")
_SIGN = re.compile(r"\s*([+\-−])\s*|\s*$")

Amount = Callable[[str], int]
"""The amount of a name in a unit's period."""


class Term(NamedTuple):
    """One summand: ``sign`` is 1 or -1, ``name`` a measure, a labelled measure, ``<duty>!<status>`` or a whole number."""

    sign: int
    name: str

    @property
    def constant(self) -> int | None:
        """The number that it is; None for an amount that is counted."""
        return int(self.name) if self.name.isdigit() else None


@dataclass(frozen=True)
class Formula:
    """What is computed; ``text`` is how it was written."""

    terms: tuple[Term, ...]
    text: str

    def of(self, amount: Amount) -> int:
        """Its value where ``amount`` says how much there is of a name."""
        value = self._constant
        for sign, name in self._counted:
            value += sign * amount(name)
        return value

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What is counted in it, each once, in order."""
        return tuple(dict.fromkeys(term.name for term in self._counted))

    @cached_property
    def _constant(self) -> int:
        return sum(term.sign * term.constant for term in self.terms if term.constant is not None)

    @cached_property
    def _counted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.constant is None)

    @property
    def never_above_zero(self) -> bool:
        """Whether it cannot exceed 0 whatever is counted, as amounts are never negative: ``a - a``, ``0``, ``0 - a``."""
        counted = Counter[str]()
        for term in self._counted:
            counted[term.name] += term.sign
        return self._constant <= 0 and all(times <= 0 for times in counted.values())

    def words(self, amount: Amount, names: Mapping[str, str]) -> str:
        """With the number of each name beside it, in the words of ``names`` where they have it."""
        parts = []
        for number, term in enumerate(self.terms):
            sign = ("" if term.sign > 0 else "−") if number == 0 else (" + " if term.sign > 0 else " − ")
            shown = term.name if term.constant is not None else f"{named(term.name, names)} {amount(term.name)}"
            parts.append(sign + shown)
        return "".join(parts)


def named(name: str, names: Mapping[str, str]) -> str:
    """A name in words: of a label and a status the words of what they are joined to, too."""
    if name in names:
        return names[name]
    for mark in "@!":
        code, joined, rest = name.partition(mark)
        if joined:
            return f"{names.get(code, code)}·{names.get(mark + rest, rest)}"
    return name


def formula_of(text: str) -> Formula:
    """The formula that ``text`` writes; ValueError when it is none."""
    terms, place, sign = [], len(text) - len(text.lstrip()), 1
    if text[place : place + 1] in ("-", "−"):
        sign, place = -1, place + 1
        place += len(text[place:]) - len(text[place:].lstrip())
    while True:
        term = _TERM.match(text, place)
        if term is None:
            raise ValueError("no sum or difference of measures, duties by status (answer!overdue) and whole numbers")
        terms.append(Term(sign, term[0]))
        after = _SIGN.match(text, term.end())
        if after is None:
            raise ValueError("no sum or difference of measures, duties by status (answer!overdue) and whole numbers")
        if after[1] is None:
            return Formula(tuple(terms), " ".join(text.split()))
        sign, place = (1 if after[1] == "+" else -1), after.end()
