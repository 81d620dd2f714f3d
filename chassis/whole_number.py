"""Whole numbers in what is asked: in an address, a query or a header."""

from __future__ import annotations

_MOST_DIGITS = 19
"""Of 2⁶³ − 1, beyond which no table and no log goes. Python itself fails on thousands of digits."""


def whole_number(text: str, least: int, most: int) -> int | None:
    """The number that ``text`` writes in digits alone; None where it is none, or not from ``least`` to ``most``."""
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        return None
    number = int(text)
    return number if least <= number <= most else None
