"""What the registry knows: names of organisations and counties, and what is near a slug that it does not know."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cli.exits import USAGE, Stop

if TYPE_CHECKING:
    from cli.bus import Bus
    from cli.target import Target
    from contracts.organisations import Organisation


_NEEDED = {"name", "county", "county_name"}
"""What every entry of the registry says; another record is none of ours."""

_NAMED, _LISTED = 3, 10
"""Slugs that a message names as likely, and as known."""


@dataclass(frozen=True)
class Registry:
    """Names in Chinese by slug, in full where the registry has that, and the county of each organisation."""

    orgs: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    county_of: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind of unit (部门, 镇, …) of those of which the registry says it."""


async def registry(target: Target) -> Registry:
    """The registry as its topic holds it."""
    from cli.bus import open_bus

    async with open_bus(target) as bus:
        return await read_registry(bus)


async def read_registry(bus: Bus) -> Registry:
    """The registry as its topic holds it, where the bus is open already."""
    from contracts import topics

    known = {slug: entry for slug, entry in (await bus.current(topics.ORGS)).items() if entry.keys() >= _NEEDED}
    return Registry(
        {slug: str(entry["name"]) for slug, entry in known.items()},
        {slug: str(entry["full_name"]) for slug, entry in known.items() if entry.get("full_name")},
        {str(entry["county"]): str(entry["county_name"]) for entry in known.values()},
        {slug: str(entry["county"]) for slug, entry in known.items()},
        {slug: str(entry["kind"]) for slug, entry in known.items() if entry.get("kind")},
    )


async def read_organisations(bus: Bus) -> dict[str, Organisation]:
    """By slug the organisations with all that the registry says of them, those that have ended too."""
    from contracts import topics

    return as_organisations(await bus.current(topics.ORGS))


def as_organisations(entries: Mapping[str, Any]) -> dict[str, Organisation]:
    """Entries of the registry's topic, in which days are texts. A record that is no entry is passed over: the admission names it."""
    from pydantic import ValidationError

    from contracts.organisations import Organisation

    known = {}
    for slug, entry in entries.items():
        with contextlib.suppress(ValidationError):
            known[slug] = Organisation.model_validate(entry, strict=False)
    return known


def slug(org: str) -> str:
    """What was asked for, to be put into an address. Stop for what is no slug, and would lead elsewhere."""
    from contracts.fields import PATTERN_ORG

    if not re.fullmatch(PATTERN_ORG, org):
        raise Stop(f"{org!r} is no slug: small letters, digits and hyphens; gongkai orgs lists them", USAGE)
    return org


def must_know(asked: str | None, known: Mapping[str, str], what: str) -> None:
    """Ends with wrong usage, and what is near, when ``asked`` is not a slug of ``known`` (slug → name in Chinese)."""
    if asked is None or asked in known:
        return
    hint = near(asked, known) or f"known: {', '.join(list(known)[:_LISTED])} …; gongkai orgs lists the organisations"
    raise Stop(f"there is no {what} {asked!r}; {hint}", USAGE)


def near(asked: str, known: Mapping[str, str]) -> str:
    """A question naming the slugs that may be meant: by spelling, or by a name in Chinese; empty where none is near."""
    import difflib

    named = matching(asked, known)[:_NAMED] or difflib.get_close_matches(asked.lower(), known, _NAMED)
    return f"did you mean {', '.join(f'{slug} ({known[slug]})' for slug in named)}?" if named else ""


def matching(asked: str, known: Mapping[str, str]) -> list[str]:
    """Slugs that contain ``asked``, or whose name does; in the order of ``known``."""
    return [slug for slug, name in known.items() if asked.lower() in slug or asked in name]
