"""Metrics alone: how fast one process catches up with state events that wait for it."""

from __future__ import annotations

import asyncio
import time

from bench.recount import PERIODS, Recount, plain
from bench.results import Result
from bench.stand import Stand, stand, wait
from bench.states import events
from chassis.outbox import Message
from chassis.relay import producer, send_all
from cli.bus import open_bus
from contracts.topics import STATES_OF
from deploy.programs import PROGRAMS

ORGS = [f"fengjie-{number:03d}" for number in range(100)]
METRICS = [program for program in PROGRAMS if program.name == "metrics"]

_CHUNK = 5_000
_DEADLINE_S = 180.0


def measure(count: int, times: int) -> list[Result]:
    """Catch up with the same ``count`` events ``times`` times, each time from nothing; every result is checked."""
    with stand([]) as bench:
        recount = asyncio.run(_produce(bench, count))
        return [_run(bench, recount, count, number) for number in range(1, times + 1)]


async def _produce(bench: Stand, count: int) -> Recount:
    recount, waiting = Recount(), list[Message]()
    sender = producer(bench.servers.kafka)
    await sender.start()
    try:
        for message in events(count, ORGS):
            recount.take(message)
            waiting.append(message)
            if len(waiting) == _CHUNK:
                await send_all(sender, waiting)
                waiting.clear()
        await send_all(sender, waiting)
    finally:
        await sender.stop()
    return recount


def _run(bench: Stand, recount: Recount, count: int, number: int) -> Result:
    ends = asyncio.run(_ends(bench))
    bench.start(METRICS, f"metrics_{number}")
    bench.begin()
    wait(lambda: bool((bench.status("metrics") or {}).get("assigned")), "metrics is assigned", 60, 0.02)
    began = time.monotonic()

    def through() -> bool:
        status = bench.status("metrics") or {"positions": {}, "outbox": {"depth": 1}}
        read = sum(
            sum(offsets.values())
            for topic, offsets in status["positions"].items()
            if topic in STATES_OF.values()
        )
        return read == count and status["outbox"]["depth"] == 0

    wait(through, f"{count} events are counted", _DEADLINE_S, 0.1)
    seconds = time.monotonic() - began
    used = bench.spent()
    bench.stop()
    rows = asyncio.run(_check(bench, recount, ends))
    return Result(
        f"metrics alone, run {number}",
        {
            "events": f"{count:,}",
            "seconds": f"{seconds:.2f}",
            "events/s": f"{count / seconds:,.0f}",
            "rows checked": f"{rows:,}",
        },
        used,
        count / seconds,
    )


async def _ends(bench: Stand) -> dict[str, int]:
    async with open_bus(bench.target) as bus:
        return {place.topic: end for place, end in (await bus.ends(PERIODS)).items()}


async def _check(bench: Stand, recount: Recount, begin: dict[str, int]) -> int:
    """Compare what this run said with the recount; AssertionError names the first row that differs."""
    import msgspec
    from aiokafka import TopicPartition

    expected = recount.rows()
    async with open_bus(bench.target) as bus:
        for topic, rows in expected.items():
            said = await bus.read([topic], {TopicPartition(topic, 0): begin[topic]})
            latest = {record.key.decode(): record.value for record in said}
            got = {key: plain(msgspec.json.decode(value)) for key, value in latest.items() if value}
            assert got.keys() == rows.keys(), f"{topic}: {len(got)} rows, expected {len(rows)}"
            for key, expected_row in rows.items():
                assert got[key] == expected_row, f"{topic} {key}: {got[key]} instead of {expected_row}"
    return sum(map(len, expected.values()))
