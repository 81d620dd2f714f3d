"""Entering organisations into the register of a running stack, and waiting until the bus is as the register says."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cli.exits import BEHIND, Stop
from cli.organisations import slug
from cli.target import Target
from cli.web import Web
from contracts.organisations import Organisation

_LOOK_S = 0.2


def register(target: Target, entry: dict[str, Any], deadline: float) -> str:
    """Add or change one organisation, and wait for its topics and rights; what was done, in words."""

    async def go() -> str:
        async with Web(target) as web:
            if entry["county_name"] is None:
                entry["county_name"] = await _county_name(web, entry["county"])
            answer = await web.must("gateway", "/organisations", entry)
            await admitted(web, [entry["org"]], deadline)
            return f"{entry['org']} {_DONE[answer['change']]}; its topics and rights are there"

    return asyncio.run(go())


def load_all(target: Target, listed: list[Organisation], deadline: float) -> str:
    """Add or change these organisations, and wait for their topics and rights; what was done, in words."""

    async def go() -> str:
        changes: Counter[str] = Counter()
        async with Web(target) as web:
            for organisation in in_order(listed):
                answer = await web.must("gateway", "/organisations", organisation.model_dump(mode="json"))
                changes[answer["change"]] += 1
            await admitted(web, [organisation.org for organisation in listed if not organisation.valid_to], deadline)
        changed = changes["changed"] + changes["reopened"]
        return (
            f"{changes['added']} added, {changed} changed, {changes['unchanged']} as they were; "
            "their topics and rights are there"
        )

    return asyncio.run(go())


def in_order(listed: list[Organisation]) -> list[Organisation]:
    """Those whom others name as 主管部门 or successor before the others: the register takes in nobody who names a stranger."""
    waiting, ordered = {organisation.org: organisation for organisation in listed}, []
    while waiting:
        free = [unit.org for unit in waiting.values() if not {unit.supervisor, unit.successor} & waiting.keys()]
        # Of those who name one another the first is sent as it is, and is told what is wrong.
        ordered += [waiting.pop(org) for org in free or list(waiting)[:1]]
    return ordered


def changed(target: Target, org: str, act: str, body: dict[str, Any]) -> str:
    """Rename or move an organisation; what was done, in words."""

    async def go() -> str:
        async with Web(target) as web:
            answer = await web.must("gateway", f"{page_of(org)}/{act}", body)
        return f"{org} {_DONE[answer['change']]}"

    return asyncio.run(go())


def ended(target: Target, org: str, on: date, successor: str | None, deadline: float) -> str:
    """Enter an organisation's last day, and where that is past wait until it is closed; what was done, in words."""

    async def go() -> str:
        async with Web(target) as web:
            body = {"on": on.isoformat(), "successor": successor}
            await web.must("gateway", f"{page_of(org)}/close", body)
            if (await entry_of(web, org))["standing"] == "open":
                return f"{org} has its last day on {on}; its rights end on the day after"
            await _until(
                web,
                [org],
                lambda entry: entry["standing"] == "closed",
                deadline,
                "their rights have not ended, or what they sent is not read to its end",
            )
            return f"{org} is closed with {on}: its rights have ended, and all that it had sent was read"

    return asyncio.run(go())


async def admitted(web: Web, orgs: list[str], deadline: float) -> None:
    """Return when the topics and rights of these organisations are there; Stop when they are not in time."""
    await _until(
        web, orgs, lambda entry: bool(entry["admitted"]), deadline, "their topics and rights are not there yet"
    )


async def entry_of(web: Web, org: str) -> dict[str, Any]:
    """What the register has of an organisation."""
    return dict(await web.must("gateway", page_of(org)))


def page_of(org: str) -> str:
    """Where the gateway has what it knows of an organisation. Stop for what is no slug."""
    return f"/organisations/{slug(org)}"


async def _until(
    web: Web, orgs: Iterable[str], holds: Callable[[Mapping[str, Any]], bool], deadline: float, why: str
) -> None:
    wanted, end = set(orgs), time.monotonic() + deadline
    while True:
        known = (await web.must("gateway", "/organisations"))["organisations"]
        left = sorted(entry["org"] for entry in known if entry["org"] in wanted and not holds(entry))
        if not left:
            return
        if time.monotonic() > end:
            raise Stop(
                f"entered, but of {', '.join(left[:3])} ({len(left)} in all) {why}: the admission of organisations does "
                "it, which `gongkai up` runs, and in compose the container office; see its log",
                BEHIND,
            )
        await asyncio.sleep(_LOOK_S)


async def _county_name(web: Web, county: str) -> str:
    known = (await web.must("gateway", "/organisations"))["organisations"]
    names = {entry["county"]: str(entry["county_name"]) for entry in known}
    if county not in names:
        raise Stop(
            f"{county} is new to the registry: say how it is called, --county-name 奉节县; known are {', '.join(sorted(names))}"
        )
    return names[county]


_DONE = {
    "added": "added",
    "changed": "changed",
    "renamed": "has another name",
    "moved": "moved",
    "closed": "is closed",
    "reopened": "is open again",
    "unchanged": "was so already",
}
"""What the gateway says of a change, in words."""
