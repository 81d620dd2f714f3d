"""When a row obliged the unit, by which limit, and on which of these days something stood behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from contracts.item import Level
from law.domains import domain_name
from law.time_limits import Clause, Cycle, How, comes_again, cycle_period, read, sooner
from law.time_limits.turns import ORDER
from services.publishing.spans import ONE_DAY, Span, joined


class Version(msgspec.Struct):
    """What an entry needs of a version of the row."""

    since: date
    until: date | None = None
    domain: str = ""
    time_limit: str = ""
    local_time_limit: str | None = None


class Obliged(msgspec.Struct):
    """What it needs of the row's roster."""

    unit: str
    level: Level
    since: date
    until: date | None = None


class Item(msgspec.Struct):
    """What it needs of the row."""

    title: str | None = None
    versions: list[Version] = []
    obliged: list[Obliged] = []


class Days(msgspec.Struct):
    """Days on which information was public."""

    since: date
    until: date | None = None


class Disclosure(msgspec.Struct):
    """What an entry needs of a disclosure that names its row."""

    item: str | None = None
    published_on: date | None = None
    shown: list[Days] = []
    published_days: list[date] = []
    formed_days: list[date] = []


class Stretch(NamedTuple):
    """Days on which the row obliged the unit in one way."""

    span: Span
    level: Level
    domain: str
    clauses: tuple[Clause, ...]

    @property
    def cycle(self) -> Cycle | None:
        """How often something is wanted anew: the shortest of its limits."""
        cycles = [clause.cycle for clause in self.clauses if clause.cycle and comes_again(clause)]
        return min(cycles, key=ORDER.index, default=None)

    @property
    def standing(self) -> bool:
        """Whether it is to be public for good (长期公开)."""
        return any(clause.standing or clause.how is How.STANDING for clause in self.clauses)


def stretches(item: Item, unit: str) -> list[Stretch]:
    """By day; each version by its own limits, the county's beside the row's."""
    return sorted(
        Stretch(days, span.level, domain_name(version.domain), _clauses(version))
        for span in item.obliged
        if span.unit == unit
        for version in item.versions
        if (days := Span(span.since, span.until).within(Span(version.since, version.until))) is not None
    )


def _clauses(version: Version) -> tuple[Clause, ...]:
    own, local = (read(text or "").clauses for text in (version.time_limit, version.local_time_limit))
    once = [clause for clause in (*own, *local) if not comes_again(clause)]
    return tuple(dict.fromkeys([*once, *sooner(own, local)]))


def covered(stretch: Stretch, disclosures: Iterable[Disclosure]) -> list[Span]:
    """Days of a stretch with something behind the row: public and, where it is periodic, published in the period or the one before."""
    days = [
        part
        for disclosure in disclosures
        for shown in disclosure.shown
        for span in _counting(Span(shown.since, shown.until), disclosure.published_days, stretch.cycle)
        if (part := span.within(stretch.span)) is not None
    ]
    return joined(days)


def _counting(shown: Span, published: Sequence[date], cycle: Cycle | None) -> list[Span]:
    if cycle is None:
        return [shown]
    own = [day for day in published if day >= shown.since and (shown.until is None or day < shown.until)]
    counting = (Span(day, _lapses(cycle, day)).within(shown) for day in own)
    return [span for span in counting if span is not None]


def _lapses(cycle: Cycle, published_on: date) -> date:
    """The first day on which a publication is older than the period before."""
    following = cycle_period(cycle, cycle_period(cycle, published_on).last + ONE_DAY)
    return following.last + ONE_DAY


def without(span: Span, parts: Sequence[Span]) -> list[Span]:
    """The days of ``span`` that are in none of ``parts``, which lie within it, apart and in order."""
    gaps: list[Span] = []
    since: date | None = span.since
    for part in parts:
        if since is not None and since < part.since:
            gaps.append(Span(since, part.since))
        since = part.until
    if since is not None and (span.until is None or since < span.until):
        gaps.append(Span(since, span.until))
    return gaps
