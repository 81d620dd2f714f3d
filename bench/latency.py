"""Latency: a steady stream of facts, and for each the time until the view shows what it changed.

Every fact that opens or meets an obligation has one record of its own in ``metrics.obligations.v1``: the row, or
the tombstone. The month's row goes out before it in the same round, so the time holds for both.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition

from bench.line import counted, open_the_line
from bench.results import Result
from bench.stand import stand
from chassis.address import client
from chassis.sender import producer
from contracts.application import ANSWER, APPLICATION
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.disclosure import PUBLISH
from contracts.envelope import SHANGHAI
from contracts.kit import Duty, Key
from contracts.topics import OBLIGATIONS, inbox
from demo.sent import STRUCTURED, encode, event
from demo.units import county_units, read_units
from deploy.servers import Servers

TODAY = date(2026, 6, 22)
APART = 1_000
"""Facts between the two of a life: 5 s at 200 a second, so that they are not counted in one batch on a busy machine either."""

DIRECT, BY_CATALOG = "direct", "by way of the catalog"

_DEADLINE_S = 60.0


class Step(NamedTuple):
    """One fact; ``key`` is that of the obligation row it changes, None where it changes none."""

    org: str
    line: bytes
    key: str | None
    way: str


def measure(rate: int, seconds: int) -> list[Result]:
    """``rate`` facts a second for ``seconds`` seconds; p50 and p99 from before the sending to the view's record."""
    units = county_units(read_units())
    steps = list(_steps([unit.org for unit in units], rate * seconds))
    with stand([unit.org for unit in read_units()]) as bench:
        open_the_line(bench, TODAY)
        bench.begin()
        delays = asyncio.run(_stream(bench.servers, steps, rate))
        used = bench.spent()
        asyncio.run(counted(bench))
    everything = sorted(delay for of_way in delays.values() for delay in of_way)
    figures = {"facts": f"{len(steps):,} at {rate}/s", "seen in the view": f"{len(everything):,}"}
    for name, values in (("all", everything), *sorted(delays.items())):
        figures[f"{name}: p50 / p99 / most, ms"] = " / ".join(
            f"{1000 * value:.0f}" for value in (at(values, 0.5), at(values, 0.99), max(values))
        )
    return [Result("latency", figures, used, at(everything, 0.99))]


def at(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _steps(orgs: Sequence[str], count: int) -> Iterator[Step]:
    """Lives of two facts, ``APART`` facts between them; documents, disclosures and applications by turns."""
    for slot in range(count):
        block, place = divmod(slot, APART)
        number, second = block // 2 * APART + place, block % 2
        org = orgs[number % len(orgs)]
        yield (_document, disclosure, _application)[number % 3](org, f"b-{number:06d}", second)


def _document(org: str, subject: str, second: int) -> Step:
    if second:
        data = {"approved_on": str(TODAY)}
        return _step(org, subject, "document.approved.v1", data, _published(org, subject), BY_CATALOG)
    data = {"title": subject, "drafted_on": str(TODAY), "attribute": "主动公开"}
    return _step(org, subject, "document.drafted.v1", data, None, "")


def disclosure(org: str, subject: str, second: int) -> Step:
    """The first or the second fact of a disclosure: formed, which opens its obligation, and published, which meets it."""
    if second:
        data = {"published_on": str(TODAY), "channel": "政府网站"}
        return _step(org, subject, "disclosure.published.v1", data, _published(org, subject), DIRECT)
    data = {"formed_on": str(TODAY), "attribute": "主动公开"}
    return _step(org, subject, "disclosure.formed.v1", data, _published(org, subject), DIRECT)


def _application(org: str, subject: str, second: int) -> Step:
    row = _row(Key(APPLICATION.kind, org, subject), ANSWER)
    if second:
        return _step(org, subject, "application.answered.v1", {"answered_on": str(TODAY)}, row, DIRECT)
    data = {"received_on": str(TODAY), "applicant_kind": "natural"}
    return _step(org, subject, "application.received.v1", data, row, DIRECT)


def _published(org: str, subject: str) -> str:
    return _row(Key(DISCLOSURE.kind, org, subject), PUBLISH)


def _row(key: Key, duty: Duty) -> str:
    """Key of the row that an obligation has in the view."""
    return f"{key}/{duty.code}:{TODAY}"


def _step(org: str, subject: str, fact_type: str, data: dict[str, str], key: str | None, way: str) -> Step:
    when = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=SHANGHAI)
    line = encode(event(org, f"{subject}-{fact_type}", fact_type, subject, when, dict(data)))
    return Step(org, line, key, way)


async def _stream(servers: Servers, steps: Sequence[Step], rate: int) -> dict[str, list[float]]:
    """Send by the clock and watch the view; the delays by the way that the facts took."""
    seen: dict[tuple[str, bool], float] = {}
    sent: dict[tuple[str, bool], tuple[float, str]] = {}
    news = asyncio.Event()
    watching = asyncio.create_task(watch(servers.kafka, seen, news))
    sender = producer(servers.kafka)
    await sender.start()
    try:
        began = time.perf_counter()
        for number, step in enumerate(steps):
            if (ahead := began + number / rate - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
            if step.key is not None:
                opens = (step.key, True) not in sent
                sent[step.key, opens] = (time.perf_counter(), step.way)
            await sender.send(inbox(step.org), value=step.line, headers=list(STRUCTURED))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DEADLINE_S):
                while _missing(sent, seen):
                    news.clear()
                    await news.wait()
    finally:
        watching.cancel()
        await sender.stop()
        await asyncio.gather(watching, return_exceptions=True)
    missing = _missing(sent, seen)
    assert not missing, f"{len(missing)} of {len(sent)} changes never came to the view, one of {min(missing)[0]}"
    delays: dict[str, list[float]] = defaultdict(list)
    for (key, opens), (when, way) in sent.items():
        # A row that was met before it was published is never seen; the tombstone then speaks for both.
        delays[way].append((seen[key, opens] if (key, opens) in seen else seen[key, False]) - when)
    return delays


def _missing(sent: Iterable[tuple[str, bool]], seen: Container[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return [change for change in sent if change not in seen and (change[0], False) not in seen]


async def watch(kafka: str, seen: dict[tuple[str, bool], float], news: asyncio.Event) -> None:
    """Note when each row, and each tombstone, is first seen."""
    consumer = AIOKafkaConsumer(**client(kafka), enable_auto_commit=False)
    await consumer.start()
    try:
        partition = TopicPartition(OBLIGATIONS, 0)
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        async for record in consumer:
            seen.setdefault((record.key.decode(), record.value is not None), time.perf_counter())
            news.set()
    finally:
        await consumer.stop()
