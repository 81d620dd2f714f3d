"""The items of a catalog as they stand on a day: from the log of accepted facts, so that nothing is too new to be seen."""

from __future__ import annotations

from datetime import date

from chassis.amend import effective
from cli.bus import Bus
from cli.log import Taken
from contracts.families import FAMILIES
from contracts.item import ITEM, ItemElements
from contracts.kit import key_of
from contracts.topics import intake
from papers.catalog.item import elements_of
from papers.catalog.listing import Listed
from services.catalog.item.course import ELEMENTS, Version, course


async def standing(bus: Bus, issuer: str, day: date) -> list[Listed]:
    """Items of the issuer that are in force on ``day``, in the order in which they were first told of: a file's own."""
    taken = Taken(ITEM.service, FAMILIES)
    taken.add(await bus.read([intake(ITEM.service)]))
    prefix = f"{ITEM.kind}/{issuer}/"
    listed = []
    known = [key for key in taken.facts if key.startswith(prefix) and key not in taken.failed]
    for key in sorted(known, key=lambda key: (min(fact.time for fact in taken.facts[key]), key)):
        versions = course(effective(taken.facts[key], FAMILIES).facts).versions
        listed += [_listed(key, version) for version in versions if _holds(version, day)]
    return listed


def _holds(version: Version, day: date) -> bool:
    return version.since <= day and (version.until is None or day < version.until)


def _listed(key: str, version: Version) -> Listed:
    elements = ItemElements(**{name: getattr(version.listed, name) for name in ELEMENTS})
    return Listed(
        number=key_of(key).subject,
        origin=version.listed.origin,
        elements=elements_of(elements.model_dump(mode="json")),
        local=elements_of(ItemElements(**version.local).model_dump(mode="json")),
    )
