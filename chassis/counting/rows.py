"""From counters to the rows that are published: pure. Equal counters come to equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from chassis.counting.measures import BY, COUNTS, DAYS, OBLIGATIONS, STATUSES, parse

_encode = msgspec.json.Encoder().encode


def quarter(month: str) -> str:
    """2026-03 → 2026-Q1."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def year(month: str) -> str:
    """2026-03 → 2026."""
    return month[:4]


def row(period: str, org: str, county: str, amounts: Mapping[str, int]) -> bytes:
    """The contracts.views.PeriodRow of one organisation in one period, from amounts by measure, none of them 0.

    Keys are sorted, working days by number, so that the bytes are those that the model itself would write.
    """
    fields: dict[str, dict[str, Any]] = {COUNTS: {}, BY: {}, DAYS: {}, OBLIGATIONS: {}}
    for (_, code, field, part), amount in sorted([(parse(name), amount) for name, amount in amounts.items()]):
        if part:
            fields[field].setdefault(code, {})[part] = amount
        else:
            fields[field][code] = amount
    fields[DAYS] = {code: _durations(histogram) for code, histogram in fields[DAYS].items()}
    fields[OBLIGATIONS] = {
        duty: {status: counts.get(status, 0) for status in STATUSES.values()}
        for duty, counts in fields[OBLIGATIONS].items()
        if "due" in counts
    }
    return _encode({"period": period, "org": org, "county": county, **fields})


def obligation_row(county: str, body: str) -> bytes:
    """The contracts.views.ObligationRow, from what stands behind its county."""
    return b'{"county":%b,%b' % (_encode(county), body.encode())


def _durations(histogram: Mapping[str, int]) -> dict[str, Any]:
    days = [int(day) for day in histogram]
    return {
        "count": sum(histogram.values()),
        "sum": sum(day * amount for day, amount in zip(days, histogram.values(), strict=True)),
        "max": days[-1],
        "histogram": histogram,
    }
