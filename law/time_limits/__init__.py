"""公开时限 of the standard catalogs (基层政务公开标准目录): the words of a cell, read as clauses.

What a cell says is never guessed: a text that cannot be read keeps its words, has no clause and says why;
条例第二十六条 (20 working days from formation or change) then holds.
"""

from law.time_limits.cell import Reading
from law.time_limits.clause import Clause
from law.time_limits.compare import longer
from law.time_limits.due import Earliest, due, earliest, shown_until
from law.time_limits.events import Event
from law.time_limits.policy import ART_26, Policy
from law.time_limits.reading import read, read_column
from law.time_limits.terms import NOTES, Cycle, How, Note
from law.time_limits.text import MOST_CHARACTERS
from law.time_limits.turns import FREQUENT, Turn, comes_again, cycle_period, sooner, turns

__all__ = [
    "ART_26",
    "FREQUENT",
    "MOST_CHARACTERS",
    "NOTES",
    "Clause",
    "Cycle",
    "Earliest",
    "Event",
    "How",
    "Note",
    "Policy",
    "Reading",
    "Turn",
    "comes_again",
    "cycle_period",
    "due",
    "earliest",
    "longer",
    "read",
    "read_column",
    "shown_until",
    "sooner",
    "turns",
]
