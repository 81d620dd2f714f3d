"""From counters to the rows that are published: pure. Equal counters come to equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from services.metrics.measures import STATUSES, Place, parse

_encode = msgspec.json.Encoder().encode


def quarter(month: str) -> str:
    """2026-03 → 2026-Q1."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def year(month: str) -> str:
    """2026-03 → 2026."""
    return month[:4]


def row(period: str, org: str, county: str, counters: Mapping[str, int]) -> bytes:
    """The contracts.views.PeriodRow of one organisation in one period, from amounts by measure; keys are sorted, zeros are out."""
    places: dict[Place, dict[str, Any]] = {place: {} for place in Place}
    for name in sorted(counters):
        code, place, part = parse(name)
        if place is Place.COUNTS:
            places[place][code] = counters[name]
        else:
            places[place].setdefault(code, {})[part] = counters[name]
    return _encode(
        {
            "period": period,
            "org": org,
            "county": county,
            "counts": places[Place.COUNTS],
            "by": places[Place.BY],
            "days": {code: _durations(taken) for code, taken in places[Place.DAYS].items()},
            "obligations": {
                code: {status: counts.get(status, 0) for status in STATUSES.values()}
                for code, counts in places[Place.OBLIGATIONS].items()
            },
        }
    )


def obligation_row(county: str, body: bytes) -> bytes:
    """The contracts.views.ObligationRow, from what lies behind its county."""
    return b'{"county":%b,%b' % (_encode(county), body)


def _durations(taken: Mapping[str, int]) -> dict[str, Any]:
    days = sorted(map(int, taken))
    return {
        "count": sum(taken.values()),
        "sum": sum(day * taken[str(day)] for day in days),
        "max": days[-1],
        "histogram": {str(day): taken[str(day)] for day in days},
    }
