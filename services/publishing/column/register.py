"""The register of a column: by which entry it stood on the site on which days, and on which of these updates are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from contracts.column import ColumnClosed, ColumnRegistered
from contracts.envelope import Fact
from services.publishing.spans import Span, joined


class Stretch(NamedTuple):
    """Days on which one entry of the register holds."""

    span: Span
    entry: ColumnRegistered
    fact: str


class Register:
    """Of the facts of a column; of several entries of one day what was told last stands."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        entries: dict[date, Fact] = {}
        for fact in facts:
            if isinstance(fact.data, ColumnRegistered):
                entries[fact.data.registered_on] = fact
            elif isinstance(fact.data, ColumnClosed):
                entries[fact.data.closed_on] = fact
        days = sorted(entries)
        self.stretches = [
            Stretch(Span(day, following), data, entries[day].id)
            for day, following in zip_longest(days, days[1:])
            if isinstance(data := entries[day].data, ColumnRegistered)
        ]
        self._begins = [stretch.span.since for stretch in self.stretches]
        self.days = joined(stretch.span for stretch in self.stretches)
        """On the site."""
        self.asked = joined(stretch.span for stretch in self.stretches if stretch.entry.must_update)
        """Updates are asked for."""

    @property
    def newest(self) -> ColumnRegistered | None:
        """The newest entry."""
        return self.stretches[-1].entry if self.stretches else None

    def on(self, day: date) -> Stretch:
        """The stretch in which ``day`` lies, or the newest before it, or the first where it lies before all."""
        return self.stretches[max(bisect_right(self._begins, day) - 1, 0)]

    def holds(self, day: date) -> bool:
        """Whether the column is on the site."""
        stretch = self.on(day).span if self.stretches else None
        return stretch is not None and stretch.since <= day and (stretch.until is None or day < stretch.until)
