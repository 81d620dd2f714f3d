"""What is wrong with a rubric: the line, the field, the value, the rule and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from contracts.faults import FaultsError

CLOSE = 0.4
"""How alike two words of two characters are that share one of them, and a little less."""

TOP = -1
"""In place of a clause's number, for the settings of the whole."""


class RubricError(FaultsError):
    """A rubric that cannot be taken in."""


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
