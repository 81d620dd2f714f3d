"""What was read of a whole cell of 公开时限."""

from __future__ import annotations

from dataclasses import dataclass

from law.time_limits.clause import Clause
from law.time_limits.terms import How, Note


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the cell's ``text`` as it stands, its clauses, and the notes for a person."""

    text: str
    clauses: tuple[Clause, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def parsed(self) -> bool:
        """Whether a clause says until when; if not, 条例第二十六条 holds and a person looks at it."""
        return any(clause.how is not How.SAME_AS_ABOVE for clause in self.clauses)

    @property
    def words(self) -> str:
        """The clauses in short."""
        return "；".join(clause.words for clause in self.clauses)
