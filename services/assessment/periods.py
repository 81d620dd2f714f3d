"""Periods of reports as months: 2026-03, 2026-Q1, 2026. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from chassis.counting.rows import quarter, year

_FORM = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


def months_in(period: str) -> tuple[str, ...]:
    """The months of a period, in their order; ValueError for what is none."""
    match = _FORM.fullmatch(period)
    if match is None or match[1] == "0000":
        raise ValueError("a period is a month (2026-03), a quarter (2026-Q1) or a year (2026)")
    if match[2]:
        return (period,)
    last = int(match[3]) * 3 if match[3] else 12
    length = 3 if match[3] else 12
    return tuple(f"{match[1]}-{month:02}" for month in range(last - length + 1, last + 1))


def months_between(first: str, last: str) -> list[str]:
    """The months from one to another, both included; none where the last is before the first."""
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def periods_of(month: str) -> tuple[str, str, str]:
    """The periods in which a month lies: itself, its quarter, its year."""
    return month, quarter(month), year(month)


def in_words(period: str) -> str:
    """2026-03 → 2026年3月, 2026-Q1 → 2026年第1季度, 2026 → 2026年度."""
    year, _, rest = period.partition("-")
    if not rest:
        return f"{year}年度"
    return f"{year}年第{rest[1:]}季度" if rest.startswith("Q") else f"{year}年{int(rest)}月"


def earlier(period: str, begun: str | None, issued: Collection[str]) -> list[str]:
    """Periods of the same length before this one, from the first month that is scored on, that are not among those issued.

    ``begun``: that month; None where none is. A quarter or year that had begun before it is left out: not all of it is scored.
    """
    length = len(months_in(period))
    if begun is None:
        return []
    lengths = {1: 0, 3: 1, 12: 2}
    months = months_between(begun, months_in(period)[0])[:-1]
    periods = {periods_of(month)[lengths[length]] for month in months} - {period}
    return sorted(each for each in periods if each not in issued and months_in(each)[0] >= begun)
