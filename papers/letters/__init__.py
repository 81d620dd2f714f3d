"""规范答复口径: numbered standard texts of the letters in an application, filled from its facts."""

from papers.letters.facts import Counting, Matter
from papers.letters.filling import fill
from papers.letters.letter import Letter, NotFillable, Refused
from papers.letters.texts import texts

__all__ = ["Counting", "Letter", "Matter", "NotFillable", "Refused", "fill", "texts"]
