"""The dashboard's pages: what each takes of the server with three years of a county, and with a million subjects.

The county is shown inside this process, every page made anew each time and compressed, the front page also by heart. The million lie
on a Kafka of its own, are read by a dashboard that is a process of its own, and again after it was ended and started on its cache; its
pages are asked for over HTTP.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from aiokafka import AIOKafkaProducer
from starlette.types import ASGIApp, Message

from bench import county
from bench.latency import at
from bench.processes import usage
from bench.results import Result
from bench.stand import wait
from dashboard.app import application
from deploy.local.kafka import KafkaBroker
from tests.dashboard.inside import read_in
from tests.dashboard.sample import Record, headers
from tests.dashboard.served import Dashboard, create_topics

MOST_MIB = 500.0
"""Resident memory that a dashboard may take."""

_ROUNDS, _ASKED, _BY_HEART = 9, 7, 100
_CHUNK = 5_000
_DEADLINE_S = 1_800.0


def addresses(org: str, subject: str) -> dict[str, str]:
    """Every page, by a word for it."""
    month = f"{county.DAY:%Y-%m}"
    return {
        "front": "/",
        "front, a year": f"/?period={county.DAY:%Y}",
        "heat": "/heat",
        "heat, a count": "/heat?measure=items_published",
        "due": "/due",
        "due, later, by title": "/due?group=later&order=subject",
        "due, searched": "/due?q=防汛",
        "unit": f"/units/{org}",
        "scores": f"/scores?period={month}",
        "sheet": f"/scores/{org}?period={month}",
        "reports": "/reports",
        "behind a number": f"/subjects?measure=items_published&period={month}",
        "behind a year's duties": f"/subjects?measure=!due&period={county.DAY:%Y}",
        "behind a year, by title": f"/subjects?measure=items_published&period={county.DAY:%Y}&order=title",
        "subjects, the last page": "/subjects?page=999999",
        "subjects, searched": "/subjects?q=防汛",
        "subject": f"/subjects/{county.KIND}/{org}/{subject}",
        "status": "/status",
        "metrics": "/metrics",
    }


def of_county(units: int, subjects: int = 20_000) -> list[Result]:
    """CPU and wall milliseconds of every page with 36 months of so many units, in this process."""
    desk = read_in(_records(units, subjects))
    name = next(_subjects(units, subjects)).key.split("/")[2]
    timed = asyncio.run(_inside(application(desk), addresses(county.orgs(units)[0], name)))
    desk.ledger.close()
    figures = {
        "rows, obligations, subjects": f"{desk.board.size()['rows']:,}, {len(desk.ledger.debtors):,} units owe, {subjects:,}",
        "peak MiB, this process with the maker of the data": f"{usage(_own()).peak:.0f}",
        **{f"{page}: CPU ms p50 / p95, wall ms p50, KiB": told for page, (told, _) in timed.items()},
    }
    return [Result(f"pages of {units} units with 36 months", figures, {}, max(cpu for _, cpu in timed.values()))]


def of_many(units: int, subjects: int) -> list[Result]:
    """Reading, memory and pages with so many subjects. Raises ``AssertionError`` where memory is more than it may be."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", ignore_cleanup_errors=True) as folder:
        broker = KafkaBroker(Path(folder) / "kafka")
        broker.start()
        try:
            records = asyncio.run(_publish(broker.bootstrap, _records(units, subjects)))
            return [_read_twice(broker.bootstrap, Path(folder), units, subjects, records)]
        finally:
            broker.stop()


def _read_twice(kafka: str, folder: Path, units: int, subjects: int, records: int) -> Result:
    name = next(_subjects(units, subjects)).key.split("/")[2]
    pages = addresses(county.orgs(units)[0], name)
    cache = folder / "cache"
    figures = {"subjects, records": f"{subjects:,}, {records:,}"}
    for turn in ("everything read, without a cache", "started again on its cache"):
        began = time.monotonic()
        dashboard = Dashboard(kafka, folder / "log", GONGKAI_CACHE=str(cache))
        try:
            wait(lambda: dashboard.answers("/health/ready"), "the dashboard has read everything", _DEADLINE_S, 0.2)  # noqa: B023
            took = time.monotonic() - began
            read = usage(dashboard.process.pid)
            timed = {page: _asked(dashboard, address) for page, address in pages.items()}
            whole = _whole(dashboard, f"/subjects?format=csv&org={county.orgs(units)[0]}")
            served = usage(dashboard.process.pid)
        finally:
            dashboard.stop()
        figures[f"{turn}: seconds, CPU s, peak MiB"] = f"{took:.0f}, {read.cpu:.0f}, {read.peak:.0f}"
        figures[f"{turn}: peak MiB after every page"] = f"{served.peak:.0f}"
        assert served.peak < MOST_MIB, f"{served.peak:.0f} MiB, at most {MOST_MIB:.0f}"
    figures["a unit's whole list as csv: lines, seconds"] = whole
    figures["MiB on disk"] = f"{sum(file.stat().st_size for file in cache.iterdir()) / 2**20:.0f}"
    figures |= {f"{page}: ms p50 / most": told for page, told in timed.items()}
    return Result(f"pages with {subjects:,} subjects", figures, {}, served.peak)


def _asked(dashboard: Dashboard, address: str) -> str:
    times = []
    for turn in range(_ASKED):
        began = time.perf_counter()
        answer = dashboard.get(_anew(address, turn), headers={"accept-encoding": "gzip"})
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return f"{1000 * median(times):.0f} / {1000 * max(times):.0f}"


def _anew(address: str, turn: int) -> str:
    """The same page under an address by which it is not known by heart."""
    return f"{address}{'&' if '?' in address else '?'}turn={turn}"


def _whole(dashboard: Dashboard, address: str) -> str:
    began = time.perf_counter()
    lines = dashboard.get(address).text.count("\n")
    return f"{lines:,}, {time.perf_counter() - began:.1f}"


def _records(units: int, subjects: int) -> Iterator[Record]:
    yield from county.registry(units)
    yield from county.rows(units)
    yield from county.scores(units)
    yield from county.subjects(units, subjects)


def _subjects(units: int, subjects: int) -> Iterator[Record]:
    return islice(county.subjects(units, subjects), 1)


async def _publish(kafka: str, records: Iterator[Record]) -> int:
    await create_topics(kafka)
    sent = 0
    async with AIOKafkaProducer(bootstrap_servers=kafka, linger_ms=20, max_batch_size=262_144) as producer:
        while chunk := list(islice(records, _CHUNK)):
            waiting = [
                await producer.send(made.topic, made.value, made.key.encode(), headers=headers(made)) for made in chunk
            ]
            await asyncio.gather(*waiting)
            sent += len(chunk)
    return sent


async def _inside(app: ASGIApp, pages: Mapping[str, str]) -> dict[str, tuple[str, float]]:
    timed = {}
    await _answer(app, "/")
    used = time.process_time()
    for _ in range(_BY_HEART):
        await _answer(app, "/")
    by_heart = (time.process_time() - used) / _BY_HEART
    timed["front, by heart"] = f"{1000 * by_heart:.2f}", by_heart
    for page, address in pages.items():
        cpu, wall, size = [], [], 0
        for turn in range(_ROUNDS):
            used, began = time.process_time(), time.perf_counter()
            size = await _answer(app, _anew(address, turn))
            wall.append(time.perf_counter() - began)
            cpu.append(time.process_time() - used)
        told = f"{1000 * at(cpu, 0.5):.1f} / {1000 * at(cpu, 0.95):.1f}, {1000 * at(wall, 0.5):.1f}, {size / 1024:.0f}"
        timed[page] = told, at(cpu, 0.5)
    return timed


async def _answer(app: ASGIApp, address: str) -> int:
    """Asks as a browser does; the bytes of the answer."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"dashboard"), (b"accept-encoding", b"gzip")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    statuses, size = [], 0
    asked = asyncio.Event()

    async def receive() -> Message:
        if asked.is_set():  # nobody hangs up
            await asyncio.Event().wait()
        asked.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal size
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        size += len(message.get("body", b""))

    await app(scope, receive, send)
    assert statuses == [200], f"{address}: {statuses}"
    return size


def _own() -> int:
    import os

    return os.getpid()
