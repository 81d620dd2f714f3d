"""What a county takes words without a number to mean (实时, 及时)."""

from __future__ import annotations

from dataclasses import dataclass

from law.limit import Limit, calendar_days, working_days

ART_26 = working_days(20)
"""条例第二十六条: within 20 working days from formation or change, unless another law sets another limit."""

_SAME_DAY = calendar_days(0)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a county takes the words without a number to mean; no law says it."""

    at_once: Limit = _SAME_DAY
    """实时: on the day itself."""
    promptly: Limit = ART_26
    """及时: at the latest when 条例第二十六条 ends."""


DEFAULT = Policy()
