"""Whose report it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.exits import USAGE, Stop
from cli.organisations import Registry, must_know, read_registry

if TYPE_CHECKING:
    from cli.target import Target


async def the_county(asked: str | None, target: Target) -> tuple[str, Registry]:
    """The county that is meant, and the registry: the only one that has a rubric where none is named, else the only one there is.

    ``Stop`` where it is unknown, or several may be meant.
    """
    from cli.bus import open_bus
    from cli.rubrics import rubrics

    async with open_bus(target) as bus:
        known = await read_registry(bus)
        scored = {rubric.county for rubric in await rubrics(bus)} if asked is None else set()
    must_know(asked, known.counties, "county")
    return asked or only(known, scored), known


def only(known: Registry, scored: set[str]) -> str:
    """The one county that a report can be of; ``Stop`` where there are several. ``scored``: those that have a rubric."""
    meant = {slug: name for slug, name in known.counties.items() if slug in scored} or known.counties
    if len(meant) != 1:
        listed = "、".join(f"{slug}（{name}）" for slug, name in list(meant.items())[:_LISTED]) or "none yet"
        more = f" … {len(meant)} in all" if len(meant) > _LISTED else ""
        raise Stop(f"several counties may be meant; say which: --county SLUG ({listed}{more})", USAGE)
    return next(iter(meant))


_LISTED = 10
