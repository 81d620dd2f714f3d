"""Latency of scores: a steady stream of facts, and for each publication the time until a unit's sheet counts it.

A rubric of its own gives a hundredth of a point for each publication, so that a unit's nth publication is scored as soon as its
month's sheet on ``metrics.scores.v1`` has n hundredths beyond the full score, or more.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition

from bench.latency import APART, TODAY, at
from bench.line import counted, open_the_line
from bench.results import Result
from bench.stand import Stand, stand
from chassis.address import client
from chassis.sender import producer
from contracts.envelope import SHANGHAI
from contracts.rubric.file import read
from contracts.topics import SCORES, inbox
from demo.sent import STRUCTURED, encode, event
from demo.units import COUNTY, county_units, read_units
from deploy.servers import Servers
from law.scoring.points import hundredths

MONTH = f"{TODAY:%Y-%m}"
TIMES = 5
"""How many times the rate of facts the second stream has."""
MOST = 100
"""Points that can be won: ten thousand publications of a unit."""
RUBRIC = f"""
县: {COUNTY}
版本: 99
名称: 计时
自: {MONTH}-01
满分: 100
名册: {{全部: {{类别: [部门, 乡, 镇, 街道, 其他]}}}}
指标:
  - {{编号: 1, 名称: 常数, 分值: 100, 按件扣分: {{事项: [{{义务: answer, 状态: 逾期未履行, 每件: 1}}]}}}}
  - {{编号: 2, 名称: 公开, 加分: {{计算: items_published, 每件: 0.01, 最多: {MOST}}}}}
"""

_DEADLINE_S = 300.0


class Step(NamedTuple):
    """One fact; whether it is a publication."""

    org: str
    line: bytes
    published: bool


def measure(rate: int, seconds: int) -> list[Result]:
    """``rate`` facts a second for ``seconds`` seconds, half of them publications; p50 and p99 from before the sending to the sheet."""
    orgs = [unit.org for unit in county_units(read_units())]
    steps = list(_steps(orgs, rate * seconds))
    with stand([unit.org for unit in read_units()]) as bench:
        open_the_line(bench, TODAY)
        _load(bench)
        asyncio.run(counted(bench))
        bench.begin()
        delays, sheets = asyncio.run(_stream(bench.servers, steps, rate))
        used = bench.spent()
    figures = {
        "facts": f"{len(steps):,} at {rate}/s",
        "publications seen in a sheet": f"{len(delays):,}",
        "sheets of the month told": f"{sheets:,}",
        "p50 / p99 / most, ms": " / ".join(
            f"{1000 * value:.0f}" for value in (at(delays, 0.5), at(delays, 0.99), max(delays))
        ),
    }
    return [Result(f"from fact to score at {rate}/s", figures, used, at(delays, 0.99))]


def _load(bench: Stand) -> None:
    bench.post("/rubrics?force=true", read(RUBRIC).model_dump(mode="json"))


def _steps(orgs: Sequence[str], count: int) -> Iterator[Step]:
    """Disclosures of two facts each, ``APART`` facts between them."""
    for slot in range(count):
        block, place = divmod(slot, APART)
        number, second = block // 2 * APART + place, block % 2
        org, subject = orgs[number % len(orgs)], f"b-{number:06d}"
        data = (
            {"published_on": str(TODAY), "channel": "政府网站"}
            if second
            else {"formed_on": str(TODAY), "attribute": "主动公开"}
        )
        kind = "disclosure.published.v1" if second else "disclosure.formed.v1"
        when = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=SHANGHAI)
        yield Step(org, encode(event(org, f"{subject}-{kind}", kind, subject, when, dict(data))), bool(second))


async def _stream(servers: Servers, steps: Sequence[Step], rate: int) -> tuple[list[float], int]:
    """Send by the clock and watch the sheets; the delays, and how many sheets of the month were told."""
    sent: defaultdict[str, list[float]] = defaultdict(list)
    seen: defaultdict[str, list[float]] = defaultdict(list)
    news, sheets_told = asyncio.Event(), [0]
    watching = asyncio.create_task(_watch(servers.kafka, seen, news, sheets_told))
    sender = producer(servers.kafka)
    await sender.start()
    try:
        began = time.perf_counter()
        for number, step in enumerate(steps):
            if (ahead := began + number / rate - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
            if step.published:
                sent[step.org].append(time.perf_counter())
            await sender.send(inbox(step.org), value=step.line, headers=list(STRUCTURED))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DEADLINE_S):
                while any(len(seen[org]) < len(times) for org, times in sent.items()):
                    news.clear()
                    await news.wait()
    finally:
        watching.cancel()
        await sender.stop()
        await asyncio.gather(watching, return_exceptions=True)
    missing = sum(len(times) - len(seen[org]) for org, times in sent.items())
    assert not missing, (
        f"{missing} of {sum(map(len, sent.values()))} publications never came to a sheet, or some came twice"
    )
    return [
        scored - when for org, times in sent.items() for when, scored in zip(times, seen[org], strict=True)
    ], sheets_told[0]


async def _watch(kafka: str, seen: defaultdict[str, list[float]], news: asyncio.Event, sheets_told: list[int]) -> None:
    """Note when each unit's nth publication is first in its sheet of the month."""
    consumer = AIOKafkaConsumer(**client(kafka), enable_auto_commit=False)
    await consumer.start()
    try:
        partition = TopicPartition(SCORES, 0)
        consumer.assign([partition])
        await consumer.seek_to_end(partition)
        async for record in consumer:
            period, _, org = record.key.decode().partition("|")
            if period != MONTH or record.value is None or "|" in org:
                continue
            sheets_told[0] += 1
            amount = hundredths(json.loads(record.value)["bonus"])
            seen[org] += [time.perf_counter()] * (amount - len(seen[org]))
            news.set()
    finally:
        await consumer.stop()
