"""Months, quarters and years, and their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


def month(day: date) -> str:
    """2026-03."""
    return f"{day:%Y-%m}"


def quarter(day: date) -> str:
    """2026-Q1."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def year(day: date) -> str:
    """2026."""
    return f"{day.year:04d}"


MONTH, QUARTER, YEAR = "月", "季", "年"
NAMES = {MONTH: month, QUARTER: quarter, YEAR: year}


@dataclass(frozen=True)
class Span:
    """A period."""

    name: str
    every: str
    """月, 季 or 年."""
    months: tuple[str, ...]

    @property
    def first(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.months[0]}-01")

    @property
    def last(self) -> date:
        """Its last day."""
        return (date.fromisoformat(f"{self.months[-1]}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    def within(self, every: str) -> list[Span]:
        """The periods of another length that lie in it, in their order."""
        return [span_of(name) for name in dict.fromkeys(NAMES[every](first_day(month)) for month in self.months)]


def first_day(name: str) -> date:
    """Of a month."""
    return date.fromisoformat(f"{name}-01")


def span_of(name: str) -> Span:
    """The period of a name: 2026-03, 2026-Q1 or 2026."""
    number, _, part = name.partition("-")
    if not part:
        return Span(name, YEAR, tuple(f"{number}-{each:02}" for each in range(1, 13)))
    if part[0] == "Q":
        last = 3 * int(part[1])
        return Span(name, QUARTER, tuple(f"{number}-{each:02}" for each in range(last - 2, last + 1)))
    return Span(name, MONTH, (name,))


def spans(begun: date, today: date) -> Iterator[Span]:
    """Every month from that of the first day on until today's, and the quarters and years in which they lie."""
    months, day = [], begun.replace(day=1)
    while day <= today:
        months.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    for every in (MONTH, QUARTER, YEAR):
        yield from map(span_of, dict.fromkeys(NAMES[every](day) for day in months))
