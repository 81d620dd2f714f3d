"""What stands at a period's end in rows of views: the sum of all months up to then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

Row = dict[str, Any]


def standing(rows: Sequence[Row], months: Iterable[Row], period: str, codes: Collection[str]) -> list[Row]:
    """The rows of a period with their stocks as they stand; an organisation that the period brought nothing has those alone."""
    amounts: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    county: dict[str, str] = {}
    for month in months:
        if month["period"] <= last_month(period):
            county[month["org"]] = month["county"]
            for code in codes:
                amounts[month["org"]].update(
                    {(code, label): n for label, n in month.get("by", {}).get(code, {}).items()}
                )
    known = {row["org"]: row for row in rows}
    for org, standing_there in amounts.items():
        if org not in known and any(standing_there.values()):
            known[org] = {"period": period, "org": org, "county": county[org]}
    return [_with(row, amounts.get(row["org"], Counter()), codes) for _, row in sorted(known.items())]


def last_month(period: str) -> str:
    """2026 → 2026-12, 2026-Q1 → 2026-03, a month itself."""
    if len(period) == 4:
        return f"{period}-12"
    return f"{period[:4]}-{int(period[-1]) * 3:02}" if "Q" in period else period


def _with(row: Row, amounts: Counter[tuple[str, str]], codes: Collection[str]) -> Row:
    by = {code: labels for code, labels in row.get("by", {}).items() if code not in codes}
    for (code, label), amount in sorted(amounts.items()):
        if amount:
            by.setdefault(code, {})[label] = amount
    return {**row, "by": by}
