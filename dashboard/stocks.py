"""What stands at a period's end: the sum of all months up to then, where a row has what came less what went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from dashboard.periods import Period
from dashboard.views import Figures, PeriodRow


def standing(
    period: Period, org: str, row: PeriodRow | None, months: Iterable[PeriodRow], codes: frozenset[str]
) -> PeriodRow | None:
    """The row of a period with its stocks as they stand; ``months`` are those of the unit up to the period's end.

    Where a period brought nothing, what stood before it stands still: then the row has that alone.
    """
    by: dict[str, dict[str, int]] = {}
    counts: Counter[str] = Counter()
    county = row.county if row else ""
    for month in months:
        county = county or month.county
        _add(by, counts, month, codes)
    stocks = {code: kept for code, amounts in by.items() if (kept := {k: v for k, v in amounts.items() if v})}
    plain = {code: amount for code, amount in counts.items() if amount}
    if row is None:
        return (
            PeriodRow(period=str(period), org=org, county=county, by=stocks, counts=plain) if stocks or plain else None
        )
    if not by and not counts and codes.isdisjoint(row.by) and codes.isdisjoint(row.counts):
        return row
    others = {code: amounts for code, amounts in row.by.items() if code not in codes}
    rest = {code: amount for code, amount in row.counts.items() if code not in codes}
    return msgspec.structs.replace(row, by=others | stocks, counts=rest | plain)


def _add(by: dict[str, dict[str, int]], counts: Counter[str], month: Figures, codes: frozenset[str]) -> None:
    for code in codes & month.by.keys():
        amounts = by.setdefault(code, {})
        for label, amount in month.by[code].items():
            amounts[label] = amounts.get(label, 0) + amount
    for code in codes & month.counts.keys():
        counts[code] += month.counts[code]
