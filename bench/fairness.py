"""Fairness: one unit sends very many facts at once; how long others' single facts take meanwhile, and what the pace costs.

The same flood goes through two lines, one after the other: first with intakes of any length, then with what is delivered.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence

from bench.latency import TODAY, Step, at, disclosure, watch
from bench.line import counted, open_the_line, send
from bench.results import Result
from bench.stand import NO_SETTINGS, Stand, stand
from chassis.sender import producer
from contracts.topics import inbox
from demo.sent import STRUCTURED
from demo.units import county_units, read_units

WITHOUT: Mapping[str, str] = {"GONGKAI_INTAKE_SECONDS": "0"}

EVERY_S = 1.0
"""Seconds between the single facts."""

_DEADLINE_S = 120.0


def measure(count: int) -> list[Result]:
    """A flood of ``count`` facts without and with the pace; the second result has the ratio of the two speeds."""
    free = _flooded("an intake of any length", count, WITHOUT)
    paced = _flooded("as delivered", count, NO_SETTINGS)
    ratio = f"{paced.headline / free.headline:.2f}"
    return [free, Result(paced.title, {**paced.figures, "speed, of that without": ratio}, paced.used, paced.headline)]


def _flooded(title: str, count: int, settings: Mapping[str, str]) -> Result:
    flooding, *others = [unit.org for unit in county_units(read_units())]
    subjects = [f"flood-{number:06d}" for number in range(count // 2)]
    flood = [disclosure(flooding, subject, second) for second in (0, 1) for subject in subjects]
    with stand([unit.org for unit in read_units()], settings) as bench:
        open_the_line(bench, TODAY)
        bench.begin()
        delays, seconds = asyncio.run(_both(bench, flood, others))
        used = bench.spent()
    ordered = sorted(delays)
    figures = {
        "facts of the one unit": f"{len(flood):,}",
        "seconds until all is counted": f"{seconds:.1f}",
        "facts/s": f"{len(flood) / seconds:,.0f}",
        "single facts of others meanwhile": str(len(ordered)),
        "until counted, p50 / p99 / most, s": " / ".join(
            f"{value:.1f}" for value in (at(ordered, 0.5), at(ordered, 0.99), ordered[-1])
        ),
    }
    return Result(title, figures, used, len(flood) / seconds)


async def _both(bench: Stand, flood: Sequence[Step], others: Sequence[str]) -> tuple[list[float], float]:
    """The delays of single facts while the flood is counted, and the seconds that it takes."""
    began = time.monotonic()
    await send(bench.servers.kafka, [(step.org, step.line) for step in flood])
    whole = asyncio.create_task(counted(bench))
    delays = await _single_facts(bench, others, whole)
    await whole
    return delays, time.monotonic() - began


async def _single_facts(bench: Stand, others: Sequence[str], whole: asyncio.Task[None]) -> list[float]:
    """One fact a second, each of another unit's, until the flood is through; the seconds until its row is in the view."""
    sent: dict[str, float] = {}
    seen: dict[tuple[str, bool], float] = {}
    news = asyncio.Event()
    watching = asyncio.create_task(watch(bench.servers.kafka, seen, news))
    sender = producer(bench.servers.kafka)
    await sender.start()
    try:
        while not whole.done():
            step = disclosure(others[len(sent) % len(others)], f"single-{len(sent):05d}", 0)
            assert step.key is not None, "what is formed opens an obligation"
            sent[step.key] = time.perf_counter()
            await sender.send(inbox(step.org), value=step.line, headers=list(STRUCTURED))
            await asyncio.wait([whole], timeout=EVERY_S)
        async with asyncio.timeout(_DEADLINE_S):
            while any((key, True) not in seen for key in sent):
                news.clear()
                await news.wait()
    finally:
        watching.cancel()
        await sender.stop()
        await asyncio.gather(watching, return_exceptions=True)
    return [seen[key, True] - moment for key, moment in sent.items()]
