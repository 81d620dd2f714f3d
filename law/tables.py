"""What the tables of the annual report share: their shape, their identities, and what their checks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cells = Mapping[str, Mapping[str, int | None]]
"""A table as published: row → column → number, None where the cell was left blank."""


Headings = tuple[str, str, str]
"""Headings of a row or column from the outermost inwards; "" goes on with what stands before it."""

TOTAL_NAME = "总计"
"""Heading of the sums in both tables."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An identity that does not hold: its name, the row, column or block it is about, and both sides.

    A side is None when one of its cells is blank.
    """

    identity: str
    where: str
    left: int | None
    right: int | None

    @classmethod
    def unless_equal(
        cls, identity: str, where: str, left: Sequence[int | None], right: Sequence[int | None]
    ) -> list[Broken]:
        """Nothing when both sides add up to the same and no cell is blank."""
        sums = _sum(left), _sum(right)
        return [] if sums[0] == sums[1] and sums[0] is not None else [cls(identity, where, *sums)]


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums within a table that must be the same; a place is a row and a column, ``where`` what it is about."""

    name: str
    where: str
    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]

    def broken(self, table: Cells) -> list[Broken]:
        """Nothing when it holds in ``table`` and no cell is blank."""
        return Broken.unless_equal(
            self.name,
            self.where,
            [table[row][column] for row, column in self.left],
            [table[row][column] for row, column in self.right],
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which two tables differ."""

    row: str
    column: str
    county: int | None
    units: int | None


def _sum(cells: Sequence[int | None]) -> int | None:
    numbers = [cell for cell in cells if cell is not None]
    return sum(numbers) if len(numbers) == len(cells) else None
