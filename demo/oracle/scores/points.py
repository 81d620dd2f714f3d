"""Points as a person with paper counts them: exact fractions, written down in hundredths, a half upwards."""

from __future__ import annotations

from fractions import Fraction
from math import floor

HUNDRED = Fraction(100)


def half_up(points: Fraction) -> Fraction:
    """The nearest hundredth; of two equally near ones the upper."""
    return Fraction(floor(points * HUNDRED + Fraction(1, 2)), 100)


def share(text: str) -> Fraction:
    """``95%`` as a fraction."""
    return Fraction(text.removesuffix("%")) / HUNDRED


def written(points: Fraction) -> str:
    """As a sheet shows it: no zeros behind the last digit that counts."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")
