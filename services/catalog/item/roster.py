"""Whom a row obliges to disclose by itself, and on which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contracts.item import Level, Method, Obliged
from services.catalog.item.course import Version

_ELEMENTS = {Level.COUNTY: "county_units", Level.TOWNSHIP: "town_units"}


def units(version: Version) -> dict[str, Level]:
    """Organisation → level; one that stands in both lists is obliged once, at 县级."""
    named = {
        unit: level for level in (Level.TOWNSHIP, Level.COUNTY) for unit in version.element(_ELEMENTS[level]) or ()
    }
    return dict(sorted(named.items()))


def obliged(versions: Sequence[Version]) -> list[Obliged]:
    """By unit and day; a row that is disclosed on request obliges nobody to disclose by itself."""
    spans: dict[str, list[Obliged]] = {}
    for version in versions:
        if version.element("method") is Method.ON_REQUEST:
            continue
        for unit, level in units(version).items():
            own = spans.setdefault(unit, [])
            if own and own[-1].until == version.since and own[-1].level is level:
                own[-1] = _span(unit, level, own[-1].since, version.until)
            else:
                own.append(_span(unit, level, version.since, version.until))
    return [span for unit in sorted(spans) for span in spans[unit]]


def _span(unit: str, level: Level, since: date, until: date | None) -> Obliged:
    return Obliged.of(unit=unit, level=level, since=since, until=until)
