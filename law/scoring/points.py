"""Points in whole hundredths and shares in whole basis points: nothing is ever a binary fraction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

POINT = 100
"""Hundredths in a point."""

WHOLE = 10_000
"""Basis points in the whole: 100 %."""

_DECIMAL = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,2}))?")


def hundredths(text: str) -> int:
    """``2.5`` → 250; ValueError for what is no number with at most two decimals, 0 or more."""
    match = _DECIMAL.fullmatch(text.strip())
    if match is None:
        raise ValueError("no number from 0 with at most two decimals")
    return int(match[1]) * POINT + int((match[2] or "").ljust(2, "0"))


@lru_cache(8_192)
def words(amount: int) -> str:
    """250 → ``2.5``: hundredths as people write them."""
    whole, part = divmod(abs(amount), POINT)
    decimals = f".{part:02}".rstrip("0") if part else ""
    return f"{'-' if amount < 0 else ''}{whole}{decimals}"


def percent(share: int) -> str:
    """9500 → ``95%``: basis points as people write them."""
    return f"{words(share)}%"


def rounded(dividend: int, divisor: int) -> int:
    """The quotient in whole numbers, a half upwards; both from 0, the divisor above."""
    return (2 * dividend + divisor) // (2 * divisor)


def split(amount: int, parts: int) -> list[int]:
    """``amount`` in ``parts`` whole numbers that differ by one at most, the larger first."""
    each, rest = divmod(amount, parts)
    return [each + (number < rest) for number in range(parts)]


def cumulated(amounts: Iterable[Fraction]) -> list[int]:
    """Each amount in whole numbers, so that together they are the whole rounded: a half upwards, each from 0."""
    whole, sum_so_far, shares = Fraction(0), 0, []
    for amount in amounts:
        whole += amount
        reached = rounded(whole.numerator, whole.denominator)
        shares.append(reached - sum_so_far)
        sum_so_far = reached
    return shares
