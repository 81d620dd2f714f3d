"""The whole line: facts into the departments' inboxes until every view has counted them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import date

from bench.results import Result
from bench.stand import LINE, Stand, stand, wait
from chassis.outbox import Message
from chassis.sender import Sender, acknowledged
from cli.bus import open_bus
from cli.line import passed
from cli.web import Web
from contracts.topics import OBLIGATIONS, PERIODS, inbox
from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.compare import differences
from demo.oracle.notices import read_calendar
from demo.sent import ACCEPTED, DUPLICATE, STRUCTURED
from demo.steps import LAST
from demo.units import county_units, read_units

PER_YEAR = 45_000
"""Facts of the simulated year, about; a larger count scales it."""

_DEADLINE_S = 900.0
_TOGETHER = 4_000

Fact = tuple[str, bytes]


def measure(count: int) -> list[Result]:
    """Send ``count`` facts of the simulated year as fast as they go; the views are checked by the oracle."""
    return [counted_whole("whole line", facts_of_a_year(count), {})]


def counted_whole(title: str, facts: Sequence[Fact], about: Mapping[str, str]) -> Result:
    """From the first of these facts sent until the last view is published, and compared with the oracle; ``about``: further figures."""
    units = read_units()
    with stand([unit.org for unit in units]) as bench:
        open_the_line(bench, LAST)
        bench.begin()
        began = time.monotonic()
        sent = asyncio.run(send(bench.servers.kafka, facts))
        asyncio.run(counted(bench))
        seconds = time.monotonic() - began
        used = bench.spent()
        different = asyncio.run(_check(bench, facts, {unit.org: unit.county for unit in units}))
    assert not different, f"{len(different)} differences from the oracle, the first: {different[0]}"
    figures = {
        **about,
        "facts": f"{len(facts):,}",
        "seconds": f"{seconds:.2f}",
        "of which sending": f"{sent:.2f}",
        "facts/s": f"{len(facts) / seconds:,.0f}",
        "differences from the oracle": "0",
    }
    return Result(title, figures, used, len(facts) / seconds)


def open_the_line(bench: Stand, day: date) -> None:
    """Start gateway and services, begin ``day`` and wait until all have seen it."""
    bench.start(LINE, "line")
    for program in LINE:
        wait(lambda name=program.name: bench.status(name) is not None, f"{program.name} answers", 60)  # type: ignore[misc]
    bench.post("/clock/days", {"until": day.isoformat()})
    asyncio.run(counted(bench))


async def counted(bench: Stand) -> None:
    """Until all that was sent is in the views."""
    async with open_bus(bench.target) as bus, Web(bench.target) as web:
        await passed(bus, web, _DEADLINE_S)


def facts_of_a_year(count: int) -> list[Fact]:
    """The first so many good facts of the simulated year."""
    year = simulated_year(county_units(read_units()), scale=max(1.0, count / PER_YEAR * 1.05))
    good = [
        (record.org, record.value)
        for record in year.all
        if record.expect in {ACCEPTED, DUPLICATE} and record.value is not None
    ]
    return good[:count]


async def send(kafka: str, facts: Sequence[Fact]) -> float:
    """Into the departments' inboxes by way of this address, in batches as a department's own program sends them; the seconds it took."""
    began = time.monotonic()
    sender = Sender(kafka)
    await sender.start()
    try:
        for first in range(0, len(facts), _TOGETHER):
            together = facts[first : first + _TOGETHER]
            await acknowledged(
                await sender.send([Message(inbox(org), None, fact, STRUCTURED, 0) for org, fact in together])
            )
    finally:
        await sender.stop()
    return time.monotonic() - began


async def _check(bench: Stand, facts: Sequence[Fact], counties: dict[str, str]) -> Sequence[object]:
    expected = expect(facts, read_calendar(), LAST, counties)
    async with open_bus(bench.target) as bus:
        views = {view: await bus.current(topic) for view, topic in PERIODS.items()}
        return differences(expected, views, await bus.current(OBLIGATIONS))
