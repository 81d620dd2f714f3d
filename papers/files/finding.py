"""What is wrong with a cell, a row or a sheet: weighed, placed, and said in words for the office that made the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, NamedTuple

from papers.files.grid import place

_SHOWN = 60
"""Characters of a cell's value that a finding repeats."""


class Weight(IntEnum):
    """What a finding means for its row."""

    REMARK = 0
    """Nothing is wrong; something was passed over or read in a way that one should know."""
    DOUBT = 1
    """The row is taken; a person should look at it."""
    REFUSED = 2
    """The row is not taken as it stands."""


class Words(NamedTuple):
    """A finding's weight, the rule, and what to do."""

    weight: Weight
    rule: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; rows and columns count from 0, ``column`` is None for a whole row, ``row`` None for a whole sheet."""

    WORDS: ClassVar[Mapping[str, Words]] = {}
    """Code → words; ``{about}`` is filled with what the finding is about."""

    code: str
    sheet: str
    row: int | None = None
    column: int | None = None
    value: str = ""
    about: str = ""

    @property
    def weight(self) -> Weight:
        """What it means for its row."""
        return self.WORDS[self.code].weight

    @property
    def rule(self) -> str:
        """What is wrong."""
        return self.WORDS[self.code].rule.format(about=self.about)

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.WORDS[self.code].remedy.format(about=self.about)

    @property
    def cell(self) -> str:
        """Where it is in the sheet: F12, 第12行, or nothing for the whole sheet."""
        if self.row is None:
            return ""
        return f"第{self.row + 1}行" if self.column is None else place(self.row, self.column)

    @property
    def shown(self) -> str:
        """The cell's value, cut where it is long."""
        value = " ".join(self.value.split())
        return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…（{len(value)}字）"
