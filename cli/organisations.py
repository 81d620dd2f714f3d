"""What the registry knows: names of organisations and counties, and what is near a slug that it does not know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cli.exits import USAGE, Stop
from cli.target import Target

if TYPE_CHECKING:
    from cli.bus import Bus


@dataclass(frozen=True)
class Registry:
    """Names in Chinese by slug, in full where the registry has that, and the county of each organisation."""

    orgs: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    county_of: dict[str, str] = field(default_factory=dict)


async def registry(target: Target) -> Registry:
    """The registry as its topic holds it."""
    from cli.bus import open_bus

    async with open_bus(target) as bus:
        return await read_registry(bus)


async def read_registry(bus: Bus) -> Registry:
    """The registry as its topic holds it, where the bus is open already."""
    from contracts import topics

    known = await bus.current(topics.ORGS)
    return Registry(
        {slug: str(entry["name"]) for slug, entry in known.items()},
        {slug: str(entry["full_name"]) for slug, entry in known.items() if entry.get("full_name")},
        {str(entry["county"]): str(entry["county_name"]) for entry in known.values()},
        {slug: str(entry["county"]) for slug, entry in known.items()},
    )


def must_know(asked: str | None, known: Collection[str], what: str) -> None:
    """Ends with wrong usage, and names that are near, when ``asked`` is not among ``known``."""
    if asked is None or asked in known:
        return
    import difflib

    near = difflib.get_close_matches(asked, known, 3)
    listed = ", ".join(sorted(known)[:10]) + " …"
    hint = f"did you mean {', '.join(near)}?" if near else f"the registry has: {listed}"
    raise Stop(f"there is no {what} {asked!r}; {hint}", USAGE)
