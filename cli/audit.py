"""The audit of a running stack: what each program has in its database, and what it has published."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cli.bus import Bus
from cli.chain import Link, Wrong, broken, differing, published
from cli.target import SERVICES
from cli.web import Web
from contracts.topics import AUDITS

_PAGE = 1_000
_EVERY_S = 0.3

Links = Mapping[str, Sequence[Link]]
"""Program → its entries."""


async def stored(web: Web, services: Sequence[str] = SERVICES) -> Links:
    """The entries in the programs' databases, as each answers."""
    return {service: await _stored(web, service) for service in services}


async def verified(bus: Bus, web: Web, seconds: float) -> tuple[Links, dict[str, Wrong]]:
    """All entries, and of each program with which something is wrong the first that is.

    What was entered just now is waited for, for so many ``seconds``, until it is published.
    """
    until = time.monotonic() + seconds
    while True:
        # The topic first: what is published is in the database by then.
        sent, unreadable = await _sent(bus)
        here = await stored(web)
        waits = any(_numbers(here[service]) - _numbers(sent[service]) for service in here)
        if not waits or time.monotonic() > until:
            break
        await asyncio.sleep(_EVERY_S)
    wrong = dict(unreadable)
    for service, links in here.items():
        faults = [fault for fault in (broken(links, service), differing(links, sent[service])) if fault]
        if faults:
            wrong[service] = min(faults, key=_place)
    return here, wrong


async def _stored(web: Web, service: str) -> list[Link]:
    links: list[Link] = []
    while True:
        after = links[-1].number if links else 0
        page = await web.must(service, f"/audit?after={after}&limit={_PAGE}")
        links += [Link(row["number"], row["previous"], row["entry"], row["sha256"]) for row in page]
        if len(page) < _PAGE:
            return links


async def _sent(bus: Bus) -> tuple[Mapping[str, Sequence[Link]], dict[str, Wrong]]:
    """Entries by the program that they name, and places on the topic that hold none of a program of ours."""
    sent: defaultdict[str, list[Link]] = defaultdict(list)
    unreadable: dict[str, Wrong] = {}
    for record in await bus.read([AUDITS]):
        try:
            entry = published(record.value or b"")
            service = entry.entry["service"]
        except (ValueError, KeyError, TypeError):
            service = ""
        if service in SERVICES:
            sent[service].append(entry)
        else:
            place = f"{record.topic}/{record.partition}/{record.offset}"
            unreadable.setdefault(place, Wrong(0, "holds no entry of a program of this stack"))
    return sent, unreadable


def _place(fault: Wrong) -> int:
    return fault.number


def _numbers(links: Sequence[Link]) -> set[int]:
    return {each.number for each in links}
