"""规范答复口径: numbered standard texts of the letters in an application, filled from its facts."""

from cli.letters.filling import fill
from cli.letters.letter import Letter, NotFillable
from cli.letters.texts import texts

__all__ = ["Letter", "NotFillable", "fill", "texts"]
