"""Metrics alone: how fast one process, or several, catch up with states that wait for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from aiokafka import TopicPartition

from bench.recount import PERIODS, Recount
from bench.results import Result
from bench.stand import Stand, stand, wait
from bench.states import CATALOG, PUBLISHING, events
from chassis.outbox import Message
from chassis.sender import Sender, acknowledged
from cli.bus import open_bus
from deploy.programs import METRICS, PROGRAMS

_PROGRAMS = [program for program in PROGRAMS if program.name == METRICS]
_CHUNK = 5_000
_DEADLINE_S = 300.0


def measure(count: int, times: int, instances: int = 1) -> list[Result]:
    """Catch up with the same ``count`` events ``times`` times, each time from nothing; every result is checked.

    With several ``instances`` every run of one is followed by one of so many, on the same events.
    """
    with stand([]) as bench:
        recount = asyncio.run(_produce(bench, count))
        return [
            _run(bench, recount, count, number, processes)
            for number in range(1, times + 1)
            for processes in sorted({1, instances})
        ]


async def _produce(bench: Stand, count: int) -> Recount:
    recount, waiting = Recount(), list[Message]()
    sender = Sender(bench.servers.kafka)
    await sender.start()
    try:
        for message in events(count):
            recount.take(message)
            waiting.append(message)
            if len(waiting) == _CHUNK:
                await acknowledged(await sender.send(waiting))
                waiting.clear()
        await acknowledged(await sender.send(waiting))
    finally:
        await sender.stop()
    return recount


def _run(bench: Stand, recount: Recount, count: int, number: int, processes: int) -> Result:
    begin = asyncio.run(_ends(bench))
    bench.start(_PROGRAMS, f"metrics_{number}_{processes}", processes)
    bench.begin()
    wait(lambda: bool((bench.status(METRICS) or {}).get("assigned")), "metrics is assigned", 60, 0.02)
    began = time.monotonic()

    def through() -> bool:
        """All is counted, whoever owns the partitions, and nothing waits to be published."""
        status = bench.status(METRICS) or {"positions": {}, "outbox": {"depth": 1}}
        read = sum(sum(status["positions"].get(topic, {}).values()) for topic in (CATALOG, PUBLISHING))
        return bool(read == count and status["outbox"]["depth"] == 0)

    wait(through, f"{count} events are counted", _DEADLINE_S, 0.1)
    seconds = time.monotonic() - began
    used = bench.spent()
    bench.stop()
    rows, messages = asyncio.run(_check(bench, recount, begin))
    return Result(
        f"metrics alone, run {number}" + (f", {processes} processes" if processes > 1 else ""),
        {
            "events": f"{count:,}",
            "seconds": f"{seconds:.2f}",
            "events/s": f"{count / seconds:,.0f}",
            "rows checked": f"{rows:,}",
            "messages of rows an event": f"{messages / count:.3f}",
        },
        used,
        count / seconds,
    )


async def _ends(bench: Stand) -> dict[str, int]:
    async with open_bus(bench.target) as bus:
        return {place.topic: end for place, end in (await bus.ends(PERIODS)).items()}


async def _check(bench: Stand, recount: Recount, begin: Mapping[str, int]) -> tuple[int, int]:
    """Compare what this run said with the recount; AssertionError names the first row that differs."""
    expected, messages = recount.rows(), 0
    async with open_bus(bench.target) as bus:
        for topic, rows in expected.items():
            row_records = await bus.read([topic], {TopicPartition(topic, 0): begin[topic]})
            messages += len(row_records)
            latest = {record.key.decode(): record.value for record in row_records}
            got = {key: value for key, value in latest.items() if value}
            assert got.keys() == rows.keys(), f"{topic}: {len(got)} rows, expected {len(rows)}"
            for key, row in rows.items():
                assert got[key] == row, f"{topic} {key}: {got[key]!r} instead of {row!r}"
    return sum(map(len, expected.values())), messages
