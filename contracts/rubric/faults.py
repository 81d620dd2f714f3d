"""What is wrong with a rubric: the line, the field, the value, the rule and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

CLOSE = 0.4
"""How alike two words of two characters are that share one of them, and a little less."""

TOP = -1
"""In place of a clause's number, for the settings of the whole."""


class Fault(NamedTuple):
    """One thing that is wrong; ``line`` is 0 where there is no file."""

    field: str
    value: str
    rule: str
    remedy: str
    line: int = 0

    def __str__(self) -> str:
        """In one line."""
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.field}: {self.value!r}: {self.rule}; {self.remedy}"


class RubricError(ValueError):
    """A rubric that cannot be taken in; the text has a line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Lines:
    """Where the file says what: the clause, counted from 0, and the setting; empty for a rubric that came without a file."""

    known: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def of(self, clause: int, setting: str) -> int:
        """The line of a setting, or of the clause that lacks it; of ``规则.最多`` that of 规则 where it has none of its own."""
        while setting and (clause, setting) not in self.known:
            setting = setting.rpartition(".")[0]
        return self.known.get((clause, setting), 0)


def near_word(asked: str, known: Iterable[str]) -> str:
    """A remedy that names the word that may be meant, or all of them."""
    words = list(known)
    likely = get_close_matches(asked, words, 3, CLOSE)
    return f"did you mean {', '.join(likely)}?" if likely else f"give one of {', '.join(words)}"
