"""The dashboard's pages: what each takes of the server with three years of a county, and with a million subjects.

Every page is made anew each time and compressed, the front page also by heart. The million are read by a process of its own, and
found again by a second one on the first one's cache; without it they are read again as the first one did.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from starlette.types import ASGIApp, Message

from bench import county
from bench.latency import at
from bench.processes import usage
from bench.results import Result
from dashboard.app import application
from dashboard.themes.declared import THEMES
from tests.dashboard.inside import read_in
from tests.dashboard.sample import Record

MOST_MIB = 500.0
"""Resident memory that a dashboard may take."""

_ROUNDS, _BY_HEART = 9, 100
_TOLD = "CPU ms p50 / p95, wall ms p50, KiB"


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
        "themes": f"/themes?period={county.DAY:%Y}",
        **{f"theme {theme.name}": f"/themes/{theme.name}?period={county.DAY:%Y}" for theme in THEMES},
        "annual tables": f"/tables?year={county.DAY:%Y}",
        "annual tables of a unit": f"/tables?year={county.DAY:%Y}&org={org}",
        "behind a cell": f"/subjects?cell=table3/4_carried_out/total&period={county.DAY:%Y}",
        "subject": f"/subjects/{county.KIND}/{org}/{subject}",
        "status": "/status",
        "metrics": "/metrics",
    }


async def led_to(app: ASGIApp, listed: Mapping[str, str]) -> dict[str, str]:
    """What the navigation leads to beside the pages listed."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://dashboard") as client:
        bar = (await client.get("/")).text.partition("</nav>")[0]
    known = {address.partition("?")[0] for address in listed.values()}
    paths = {urlsplit(unescape(target)).path for target in re.findall(r'<a href="(/[^"]*)"', bar)}
    return {path: path for path in sorted(paths - known)}


def files(org: str) -> dict[str, str]:
    """A unit's whole list in each form."""
    return {
        f"a unit's subjects, {form}": f"/subjects?org={org}&{form}" for form in ("whole=1", "format=csv", "format=xlsx")
    }


def of_county(units: int, subjects: int = 20_000) -> list[Result]:
    """CPU and wall milliseconds of every page with 36 months of so many units, in this process."""
    desk = read_in(records(units, subjects))
    name = next(first(units, subjects)).key.split("/")[2]
    app, listed = application(desk), addresses(county.orgs(units)[0], name)
    shown = asyncio.run(timed(app, listed | asyncio.run(led_to(app, listed))))
    desk.ledger.close()
    figures = {
        "rows, obligations, subjects": f"{desk.board.size()['rows']:,}, {len(desk.ledger.debtors):,} units owe, {subjects:,}",
        "peak MiB, this process with the maker of the data": f"{usage(os.getpid()).peak:.0f}",
        **{f"{page}: {_TOLD}": text for page, (text, _) in shown.items()},
    }
    return [Result(f"pages of {units} units with 36 months", figures, {}, max(cpu for _, cpu in shown.values()))]


def of_many(units: int, subjects: int) -> list[Result]:
    """Reading, memory and pages with so many subjects. Raises ``AssertionError`` where memory is more than it may be."""
    figures = {"subjects, records of them": f"{subjects:,}, about {subjects * 13 // 4:,}"}
    most = 0.0
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "bench.many", folder, str(units), str(subjects)]
        for turn in ("everything read", "found again in its cache"):
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            measured = json.loads(done.stdout)
            most = max(most, measured["served"])
            figures[f"{turn}: seconds, CPU s"] = f"{measured['seconds']:.0f}, {measured['cpu']:.0f}"
            figures[f"{turn}: peak MiB, after every page"] = f"{measured['read']:.0f}, {measured['served']:.0f}"
        figures["MiB on disk"] = f"{sum(file.stat().st_size for file in Path(folder).iterdir()) / 2**20:.0f}"
    figures |= {f"{page}: {_TOLD}": text for page, text in measured["pages"].items()}
    assert most < MOST_MIB, f"{most:.0f} MiB, at most {MOST_MIB:.0f}"
    return [Result(f"pages with {subjects:,} subjects", figures, {}, most)]


def _anew(address: str, turn: int) -> str:
    """The same page under an address by which it is not known by heart."""
    return f"{address}{'&' if '?' in address else '?'}turn={turn}"


def records(units: int, subjects: int) -> Iterator[Record]:
    yield from county.registry(units)
    yield from county.rows(units)
    yield from county.scores(units)
    if subjects:
        yield from county.subjects(units, subjects)


def first(units: int, subjects: int) -> Iterator[Record]:
    return islice(county.subjects(units, subjects), 1)


async def timed(app: ASGIApp, pages: Mapping[str, str]) -> dict[str, tuple[str, float]]:
    timings = {}
    await _answer(app, "/")
    used = time.process_time()
    for _ in range(_BY_HEART):
        await _answer(app, "/")
    by_heart = (time.process_time() - used) / _BY_HEART
    timings["front, by heart"] = f"{1000 * by_heart:.2f}", by_heart
    for page, address in pages.items():
        cpu, wall, size = [], [], 0
        for turn in range(_ROUNDS):
            used, began = time.process_time(), time.perf_counter()
            size = await _answer(app, _anew(address, turn))
            wall.append(time.perf_counter() - began)
            cpu.append(time.process_time() - used)
        text = f"{1000 * at(cpu, 0.5):.1f} / {1000 * at(cpu, 0.95):.1f}, {1000 * at(wall, 0.5):.1f}, {size / 1024:.0f}"
        timings[page] = text, at(cpu, 0.5)
    return timings


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
        "query_string": quote(query, safe="=&!@#+").encode(),
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
