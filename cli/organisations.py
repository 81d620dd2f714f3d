"""What the registry knows: names of organisations and counties, and what is near a slug that it does not know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from cli.exits import USAGE, Stop
from cli.target import Target


@dataclass(frozen=True)
class Registry:
    """Names in Chinese by slug, and the county of each organisation."""

    orgs: dict[str, str] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    county_of: dict[str, str] = field(default_factory=dict)


async def registry(target: Target) -> Registry:
    """The registry as its topic holds it."""
    from cli.bus import open_bus
    from contracts import topics

    async with open_bus(target) as bus:
        known = await bus.current(topics.ORGS)
    return Registry(
        {slug: str(one["name"]) for slug, one in known.items()},
        {str(one["county"]): str(one["county_name"]) for one in known.values()},
        {slug: str(one["county"]) for slug, one in known.items()},
    )


def must_know(given: str | None, known: Collection[str], what: str) -> None:
    """Ends with wrong usage, and names that are near, when ``given`` is not among ``known``."""
    if given is None or given in known:
        return
    import difflib

    near = difflib.get_close_matches(given, known, 3)
    listed = ", ".join(sorted(known)[:10]) + " …"
    hint = f"did you mean {', '.join(near)}?" if near else f"the registry has: {listed}"
    raise Stop(f"there is no {what} {given!r}; {hint}", USAGE)
