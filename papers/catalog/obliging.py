"""Whom the rows oblige: the words of 公开主体 and the levels, resolved by the registry."""

from __future__ import annotations

from papers.catalog.columns import Column
from papers.catalog.finding import Finding
from papers.catalog.head import Head
from papers.catalog.item import NOBODY, Entry
from papers.catalog.listing import Listed
from papers.catalog.roster import Resolver, Roster


def oblige(entry: Entry, resolver: Resolver, head: Head) -> Entry:
    """The row with its organisations; words that meet nobody are findings, and the issuer stands in where all do."""
    elements = entry.elements
    if entry.nobody:
        return entry
    if slugs := [*(elements.county_units or []), *(elements.town_units or [])]:
        for slug in slugs:
            if not resolver.knows(slug):
                column = Column.COUNTY_UNITS if slug in (elements.county_units or []) else Column.TOWN_UNITS
                entry.findings.append(Finding("unit.unknown", entry.sheet, entry.line, head.at(column), slug, slug))
        return entry
    roster, stood_in = resolver.roster_of(elements.body or "", elements.domain or "", entry.tiers)
    at = head.at(Column.BODY)

    def find(code: str, about: str) -> None:
        entry.findings.append(Finding(code, entry.sheet, entry.line, at, elements.body or "", about))

    for words in roster.unknown:
        find("body.unknown", words)
    if stood_in:
        find("body.nobody", resolver.issuer_name)
    elif not roster.unknown and entry.tiers is not None and entry.tiers != (bool(roster.county), bool(roster.towns)):
        # While a unit is not known, its level is missing for that reason alone.
        find("tier.differs", _levels(roster))
    return entry.obliging(roster.county, roster.towns)


def _levels(roster: Roster) -> str:
    named = [name for name, units in (("县级", roster.county), ("乡级", roster.towns)) if units]
    return f"主体是{'和'.join(named)}"


def units_beside(item: Listed, resolver: Resolver) -> tuple[str, str]:
    """The slugs of an item whose words and levels alone do not lead to its organisations, ``NOBODY`` for none; else nothing."""
    own = tuple(list(item.elements.get(name) or []) for name in ("county_units", "town_units"))
    tiers = (bool(own[0]), bool(own[1]))
    body, domain = (str(item.elements.get(name) or "") for name in ("body", "domain"))
    roster, _ = resolver.roster_of(body, domain, tiers if any(tiers) else None)
    if (roster.county, roster.towns) == own:
        return "", ""
    return " ".join(own[0]) or ("" if own[1] else NOBODY), " ".join(own[1])
