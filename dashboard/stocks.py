"""What stands at a period's end: the sum of all months up to then, where a row has what came less what went."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from dashboard.periods import Period
from dashboard.views import PeriodRow


class Stock(NamedTuple):
    """What stands at the end of a month, (year, month); amounts of nothing are left out."""

    month: tuple[int, int]
    county: str
    by: dict[str, dict[str, int]]
    counts: dict[str, int]


def stocks(months: Iterable[PeriodRow], codes: frozenset[str]) -> list[Stock]:
    """What stands at the end of each of a unit's months, which come in their order."""
    by: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    county, made = "", []
    for row in months:
        county = county or row.county
        for code in codes & row.by.keys():
            amounts = by[code] = Counter(by.get(code, ()))
            for label, amount in row.by[code].items():
                amounts[label] += amount
        for code in codes & row.counts.keys():
            counts[code] += row.counts[code]
        kept = {code: left for code, amounts in by.items() if (left := {k: v for k, v in amounts.items() if v})}
        month = int(row.period[:4]), int(row.period[5:7])
        made.append(Stock(month, county, kept, {code: amount for code, amount in counts.items() if amount}))
    return made


def standing(
    period: Period, org: str, row: PeriodRow | None, stood: Sequence[Stock], codes: frozenset[str]
) -> PeriodRow | None:
    """The row of a period with its stocks as they stand at its end.

    Where a period brought nothing, what stood before it stands still: then the row has that alone.
    """
    end = period.last.year, period.last.month
    place = bisect_right(stood, end, key=lambda stock: stock.month)
    stock = stood[place - 1] if place else None
    if row is None:
        if stock is None or not (stock.by or stock.counts):
            return None
        return PeriodRow(period=str(period), org=org, county=stock.county, by=stock.by, counts=stock.counts)
    if codes.isdisjoint(row.by) and codes.isdisjoint(row.counts) and (stock is None or not (stock.by or stock.counts)):
        return row
    rest = flows(row, codes)
    if stock is None:
        return rest
    return msgspec.structs.replace(rest, by=rest.by | stock.by, counts=rest.counts | stock.counts)


def flows(row: PeriodRow, codes: frozenset[str]) -> PeriodRow:
    """The row without its stocks: of a period that has not begun nobody knows what will stand at its end."""
    if codes.isdisjoint(row.by) and codes.isdisjoint(row.counts):
        return row
    others = {code: amounts for code, amounts in row.by.items() if code not in codes}
    rest = {code: amount for code, amount in row.counts.items() if code not in codes}
    return msgspec.structs.replace(row, by=others, counts=rest)
