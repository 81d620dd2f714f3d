"""Asking the publishing service for one of its lists by county, and what the registry calls those that are in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from cli.exits import USAGE, Stop
from cli.target import find
from cli.web import Web, words

if TYPE_CHECKING:
    from cli.organisations import Registry

_WRONG_USAGE = {400, 404}
"""What it answers where the question is wrong: a parameter, or an organisation or county that it does not know."""


class Listed(NamedTuple):
    """What the service answered, and the names."""

    body: Mapping[str, Any]
    known: Registry

    @property
    def on(self) -> str | None:
        """The day that it is about; None before any has begun."""
        day: str | None = self.body["on"]
        return day

    def counties(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Slug, name and list of each county."""
        for county, listed in self.body["counties"].items():
            yield county, self.known.counties.get(county, county), listed

    def unit(self, org: str) -> str:
        """Its name; the slug of one that is in no registry."""
        return self.known.orgs.get(org, org)

    def lines(self, rows: str) -> Iterator[str]:
        """Each row of every county as a line of JSON, with its county."""
        for county, _, listed in self.counties():
            for row in listed[rows]:
                yield json.dumps({"county": county, **row}, ensure_ascii=False)


async def ask(path: str, asked: Mapping[str, Any], state: Path | None) -> Listed:
    """GET ``path`` with what of ``asked`` is there; an unknown ``org`` or ``county``, or a wrong parameter, is wrong usage.

    Raises ``Stop``.
    """
    from cli.organisations import must_know, registry

    target = find(state)
    known = await registry(target)
    must_know(asked.get("org"), known.orgs, "organisation")
    must_know(asked.get("county"), known.counties, "county")
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    async with Web(target) as web:
        status, body = await web.ask("publishing", path + (f"?{query}" if query else ""))
    if status != 200:
        raise Stop(f"publishing: {words(body)}", USAGE if status in _WRONG_USAGE else 1)
    return Listed(body, known)
