"""Periods: month (2026-03), quarter (2026-Q1) and year (2026), as the metrics rows name them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["month", "quarter", "year"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")

_FORM = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", re.ASCII)


class Period(NamedTuple):
    """One period; ``number`` is the month or the quarter, 0 for a year."""

    kind: Kind
    year: int
    number: int = 0

    def __str__(self) -> str:
        """As written on the bus."""
        if self.kind == "year":
            return f"{self.year:04}"
        return f"{self.year:04}-{self.number:02}" if self.kind == "month" else f"{self.year:04}-Q{self.number}"

    @property
    def order(self) -> tuple[int, int]:
        """Sorts periods of one kind by time."""
        return self.year, self.number

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, {"month": self.number, "quarter": self.number * 3 - 2, "year": 1}[self.kind], 1)

    @property
    def last(self) -> date:
        """Last day."""
        month = {"month": self.number, "quarter": self.number * 3, "year": 12}[self.kind]
        return date(self.year, month, monthrange(self.year, month)[1])

    def shift(self, steps: int) -> Period | None:
        """The period ``steps`` later (earlier when negative); None outside the years 1 to 9999."""
        each = {"month": 12, "quarter": 4, "year": 1}[self.kind]
        year, number = divmod(self.year * each + max(self.number - 1, 0) + steps, each)
        return Period(self.kind, year, number + 1 if each > 1 else 0) if 1 <= year <= 9999 else None


def parse(text: str) -> Period:
    """The period that ``text`` names; ValueError when it names none."""
    match = _FORM.fullmatch(text)
    if not match or match[1] == "0000":
        raise ValueError("period.form")
    year = int(match[1])
    if match[2]:
        return Period("month", year, int(match[2]))
    return Period("quarter", year, int(match[3])) if match[3] else Period("year", year)


def containing(day: date, kind: Kind) -> Period:
    """The month, quarter or year in which ``day`` lies."""
    number = {"month": day.month, "quarter": (day.month + 2) // 3, "year": 0}[kind]
    return Period(kind, day.year, number)


def months(year: int) -> list[Period]:
    """The twelve months of a year."""
    return [Period("month", year, number) for number in range(1, 13)]


def same_time(period: Period, kind: Kind, day: date | None) -> Period:
    """The period of another kind that a reader of ``period`` means: the one that holds its last day counted up to ``day``."""
    last = period.last
    if day and period.first <= day < last:
        last = day
    return containing(last, kind)


def stage(period: Period, day: date | None) -> Literal["over", "running", "ahead", "unknown"]:
    """Where a period stands when everything up to ``day`` has been counted; unknown without a day."""
    if day is None:
        return "unknown"
    return "over" if day >= period.last else "running" if day >= period.first else "ahead"
