"""How high a row must be for the texts in it: no program makes a row higher by itself once somebody has set its height."""

from __future__ import annotations

import math
import unicodedata

LINE = 12.5
"""Points of a line in a small size."""
MOST = 405
"""Points; workbooks allow 409."""
_MARGIN = 4


def lines(text: str, width: float) -> int:
    """Lines of a text that is wrapped in a column of ``width`` characters; an empty one has one."""
    return sum(max(1, math.ceil(wide(line) / max(width - 1, 1))) for line in text.split("\n"))


def height(of_lines: int, line: float = LINE) -> float:
    """Points of a row that holds so many lines."""
    return min(of_lines * line + _MARGIN, MOST)


def wide(text: str) -> int:
    """Width in characters: a Chinese one is as wide as two, a little less in a small size."""
    return math.ceil(sum(1.8 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text))
