"""What a reader of the page has chosen: the county, the unit, the kind of fact, the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contracts.amendments import AMENDMENTS
from contracts.generator.messages import BUS
from contracts.organisations import Organisation
from services.gateway.frame.texts import Language, language


@dataclass(frozen=True)
class Choice:
    """Always of what there is: what was asked for and is not there gives way to the first."""

    county: str
    org: str
    type: str
    language: Language

    def query(self, **other: str) -> dict[str, str]:
        """The parameters of an address of the page, some of them another's."""
        return {"county": self.county, "org": self.org, "type": self.type, "lang": self.language} | other


def chosen(asked: Mapping[str, str], units: Sequence[Organisation]) -> Choice:
    """The choice in ``asked``; ``units`` are those of the registry, at least one."""
    by_org = {unit.org: unit for unit in units}
    counties = {unit.county for unit in units}
    unit = by_org.get(asked.get("org", ""))
    county = asked.get("county", "")
    if county not in counties:
        county = unit.county if unit else units[0].county
    if unit is None or unit.county != county:
        unit = next(each for each in units if each.county == county)
    kind = asked.get("type", "")
    return Choice(county, unit.org, kind if kind in BUS.families.messages else usual(), language(asked.get("lang")))


def usual() -> str:
    """The type shown first."""
    return next(name for name in BUS.families.messages if name not in AMENDMENTS)


def kinds(chosen_language: Language) -> dict[str, list[tuple[str, str]]]:
    """Name of a family → the types of its facts, each with its Chinese name; amendments last."""
    in_english = chosen_language == "en"
    listed = {
        family.english if in_english else family.chinese: _named(map(family.fact_type, family.facts))
        for family in BUS.families.all
        if family.facts
    }
    return {**listed, "corrections" if in_english else "更正和撤回": _named(AMENDMENTS)}


def _named(types: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, BUS.contract_of[name].chinese) for name in types]
