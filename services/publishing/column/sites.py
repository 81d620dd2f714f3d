"""On which site a column stood on which days: what it was and did there stays with that site when it moves to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.column import ColumnRegistered
from contracts.kit import Key
from contracts.references import key_named
from contracts.site import SITE
from services.publishing.column.register import Register
from services.publishing.spans import Span

MOST_SITES = 10
"""Sites that the state names, the newest; a column moves with its site, if at all."""


@dataclass
class Stay:
    """A site, the days from which it was the column's until another was, and the newest entry of the register there."""

    site: Key
    days: list[Span]
    entry: ColumnRegistered

    def shows(self, register: Register, day: date) -> bool:
        """Whether the column could be seen there."""
        here = any(span.since <= day and (span.until is None or day < span.until) for span in self.days)
        return here and register.holds(day)


def stays(register: Register, own_org: str) -> list[Stay]:
    """By site, the one on which the column stands, or stood last, at the end."""
    known: dict[Key, Stay] = {}
    newest: Stay | None = None
    for stretch in register.stretches:
        site = key_named(SITE.kind, stretch.entry.site, own_org)
        if newest is not None and newest.site == site:
            newest.entry = stretch.entry
            continue
        if newest is not None:
            newest.days[-1] = Span(newest.days[-1].since, stretch.span.since)
        newest = known.pop(site, None) or Stay(site, [], stretch.entry)
        newest.entry = stretch.entry
        newest.days.append(Span(stretch.span.since, None))
        known[site] = newest
    return list(known.values())[-MOST_SITES:]
