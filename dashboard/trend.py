"""A small drawing of twelve periods, made on the server: bars on a common scale, with words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboard.periods import Period

WIDTH, HEIGHT, GAP = 26, 60, 4
"""Of a bar and of the drawing, in its own units."""

Amount = Decimal | Fraction | int | None


@dataclass(frozen=True)
class Bar:
    """One period; ``amount`` None is silence, which is not zero."""

    period: Period
    amount: Amount
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Trend:
    """The bars, and what the last one is beside the one before it and the one a year before."""

    bars: list[Bar]
    width: int
    last: Bar
    before: Bar | None
    known: bool


def trend(covered: Sequence[Period], amounts: Sequence[Amount]) -> Trend:
    """Bars of these amounts, the highest as high as the drawing."""
    most = max((float(amount) for amount in amounts if amount is not None), default=0.0)
    bars = []
    for place, (period, amount) in enumerate(zip(covered, amounts, strict=True)):
        height = 0.0 if amount is None or most <= 0 else round(max(float(amount), 0.0) / most * HEIGHT, 1)
        bars.append(Bar(period, amount, place * (WIDTH + GAP), HEIGHT - height, height))
    any_amount = any(amount is not None for amount in amounts)
    return Trend(bars, len(bars) * (WIDTH + GAP), bars[-1], bars[-2] if len(bars) > 1 else None, any_amount)
