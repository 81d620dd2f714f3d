"""The moments of a file's facts by the operator's clock."""

from __future__ import annotations

from datetime import date, datetime

from contracts.envelope import SHANGHAI
from papers.moments import Moments


def moments(today: date) -> Moments:
    """Those of the stack's day, from the operator's present time of the day on."""
    return Moments(today, datetime.now(SHANGHAI).time())
