"""The year of disclosures with items and channels through the whole line, told in the order of its days."""

from __future__ import annotations

from bench import line
from bench.disclosures import year
from bench.results import Result
from contracts.envelope import Fact
from demo.sent import encode, event
from demo.units import county_units, read_units


def measure(disclosures: int) -> list[Result]:
    """The catalog first, then formations, changes and publications as their days come; the views are checked by the oracle."""
    items, disclosed, _ = year(disclosures, [unit.org for unit in county_units(read_units())])
    catalog = [fact for facts in items.values() for fact in facts]
    news = sorted((fact for facts in disclosed.values() for fact in facts), key=lambda fact: (fact.time, fact.id))
    about = {"disclosures": f"{disclosures:,}", "rows of the catalog": f"{len(catalog):,}"}
    return [line.counted_whole("a year of disclosures through the line", [*map(_sent, [*catalog, *news])], about)]


def _sent(fact: Fact) -> line.Fact:
    data = fact.data.model_dump(mode="json", exclude_unset=True)
    return fact.key.org, encode(event(fact.key.org, fact.id, fact.type, fact.key.subject, fact.time, data))
