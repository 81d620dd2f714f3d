"""How a share becomes points: by steps, by percentage points below a target, or in proportion to it."""

from __future__ import annotations

from functools import lru_cache

from law.scoring.points import WHOLE, percent, rounded, words
from law.scoring.rules import Scale


def scored(scale: Scale, weight: int, numerator: int, denominator: int) -> int:
    """The score of ``numerator`` in ``denominator``, which is above 0; from 0 to ``weight``."""
    part = max(numerator, 0)
    if scale.steps:
        return next((score for share, score in scale.steps if part * WHOLE >= share * denominator), 0)
    lacking = scale.target * denominator - part * WHOLE
    if lacking <= 0:
        return weight
    if scale.per_point is not None:
        # What is lacking is in basis points times the denominator; a percentage point has a hundred of them.
        return weight - min(weight, rounded(scale.per_point * lacking, 100 * denominator))
    return rounded(weight * part * WHOLE, scale.target * denominator)


@lru_cache(1_024)
def scale_words(scale: Scale, weight: int) -> str:
    """The scale in words."""
    if scale.steps:
        return "，".join(f"≥{percent(share)}得{words(score)}分" for share, score in scale.steps) + "，以下0分"
    if scale.per_point is not None:
        return f"目标{percent(scale.target)}，每低1个百分点扣{words(scale.per_point)}分，最多{words(weight)}分"
    return f"目标{percent(scale.target)}，不足的按比例得分"
