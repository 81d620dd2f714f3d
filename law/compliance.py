"""履行: how long there is to do what a decision or a judgment orders."""

from __future__ import annotations

from datetime import date

from law.limit import Limit, set_by_fact, working_days
from law.limits import COMPLY_DAYS


def period_to_comply(until: date | None, within: int | None) -> tuple[Limit, str]:
    """The limit, and in words who set it: the day that the decision names, else its working days, else a period as for an answer."""
    if until is not None:
        return set_by_fact(), "决定或者裁判确定的期限"
    if within is not None:
        return working_days(within), "决定或者裁判确定的天数"
    return working_days(COMPLY_DAYS), ""
