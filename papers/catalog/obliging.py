"""Whom the rows oblige: the words of 公开主体 and the levels, resolved by the registry."""

from __future__ import annotations

from papers.catalog.columns import Column
from papers.catalog.finding import Finding
from papers.catalog.head import Head
from papers.catalog.item import Entry
from papers.catalog.roster import Resolver, Roster


def oblige(entry: Entry, resolver: Resolver, head: Head) -> Entry:
    """The row with its organisations; words that meet nobody are findings, and the issuer stands in where all do."""
    elements = entry.elements
    if elements.county_units or elements.town_units:
        return entry
    roster, stood_in = resolver.roster_of(elements.body or "", elements.domain or "", entry.tiers)
    at = head.at(Column.BODY)

    def find(code: str, about: str) -> None:
        entry.findings.append(Finding(code, entry.sheet, entry.line, at, elements.body or "", about))

    for words in roster.unknown:
        find("body.unknown", words)
    if stood_in:
        find("body.nobody", resolver.issuer_name)
    elif entry.tiers is not None and entry.tiers != (bool(roster.county), bool(roster.towns)):
        find("tier.differs", _levels(roster))
    return entry.obliging(roster.county, roster.towns)


def _levels(roster: Roster) -> str:
    named = [name for name, units in (("县级", roster.county), ("乡级", roster.towns)) if units]
    return f"主体是{'和'.join(named)}"
