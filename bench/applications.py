"""Applications on the whole line: ten thousand open ones refolded for a new day and for a new holiday notice."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from bench.cases import DUE, MOVED, QUIET, SOON, moving_notice, open_applications
from bench.line import counted, open_the_line, send
from bench.results import Result
from bench.stand import Stand, stand
from cli.bus import open_bus
from contracts.topics import notices
from demo.sent import encode, event
from demo.units import county_units, read_units


def measure(cases: int) -> list[Result]:
    """Both figures; each is checked by what the read side and the notices say afterwards."""
    orgs = [unit.org for unit in county_units(read_units())]
    facts = [
        (fact.org, encode(event(fact.org, fact.id, fact.type, fact.subject, fact.time, fact.data)))
        for fact in open_applications(orgs, cases)
    ]
    with stand([unit.org for unit in read_units()]) as bench:
        open_the_line(bench, QUIET)
        asyncio.run(send(bench.servers.kafka, facts))
        asyncio.run(counted(bench))
        assert _due(bench) == {DUE.isoformat()}
        day, notice = {"until": SOON.isoformat()}, _posted(moving_notice(None).model_dump(mode="json"))
        results = [
            _refold(bench, "a new day", cases, lambda: bench.post("/clock/days", day)),
            _refold(bench, "a new holiday notice", cases, lambda: bench.post("/calendars?force=true", notice)),
        ]
        assert _due(bench) == {MOVED.isoformat()}, "the notice moved every due date"
        sent = asyncio.run(_notices_by_type(bench, orgs))
        # Three working days are left again before the date that the notice moved.
        assert sent == {"obligation.due_soon.v1": 2 * cases, "obligation.moved.v1": cases}, sent
    return results


def _posted(body: dict[str, Any]) -> dict[str, Any]:
    """A notice as an operator gives it: the gateway says from which day it is known."""
    return {name: value for name, value in body.items() if name != "known_from"}


def _refold(bench: Stand, title: str, cases: int, cause: Callable[[], object]) -> Result:
    """From the cause until the requests service, and all behind it, have said what follows."""
    bench.begin()
    began = time.monotonic()
    cause()
    asyncio.run(counted(bench))
    seconds = time.monotonic() - began
    figures = {
        "open applications": f"{cases:,}",
        "seconds": f"{seconds:.2f}",
        "applications/s": f"{cases / seconds:,.0f}",
    }
    return Result(f"applications on the whole line: {title}", figures, bench.spent(), cases / seconds)


def _due(bench: Stand) -> set[str]:
    """The due dates that the read side gives, of a page of open applications."""
    url = f"{bench.target.urls['requests']}/applications?state=running&limit=1000"
    answer = httpx.get(url, trust_env=False, timeout=60).raise_for_status().json()
    return {application["due_on"] for application in answer["applications"]}


async def _notices_by_type(bench: Stand, orgs: Sequence[str]) -> Counter[str]:
    """What the departments were told, by type."""
    async with open_bus(bench.target) as bus:
        records = await bus.read([notices(org) for org in orgs])
    return Counter(dict(record.headers)["ce_type"].decode() for record in records)
