"""A unit's numbers of a period, from what its subjects mean for it: the row that metrics has, and what stands at the end. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from chassis.counting.rows import row
from services.assessment.months import Months
from services.assessment.periods import months_in
from services.assessment.stocks import BEFORE, stocks


class Tally(NamedTuple):
    """A unit's row, as contracts.views.PeriodRow has it, and its stocks by measure."""

    row: dict[str, Any]
    stocks: dict[str, int]


def tally(period: str, org: str, county: str, parts: Iterable[Months]) -> Tally:
    """What these parts (see services.assessment.stocks.part_of) of a unit's subjects add up to."""
    names = set(months_in(period))
    amounts: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    for part in parts:
        for month, content in part.items():
            if month in names:
                amounts.update(content.get("counts", {}))
            if month in names or month == BEFORE:
                standing.update(stocks([content]))
    counted = {name: amount for name, amount in amounts.items() if amount}
    body = msgspec.json.decode(row(period, org, county, counted))
    return Tally(body, {name: amount for name, amount in sorted(standing.items()) if amount})
