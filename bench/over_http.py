"""The door on HTTP: single facts by the clock, and many facts as lines, while everything else runs."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Sequence

import httpx

from bench.latency import at
from bench.line import Fact, counted, facts_of_a_year, open_the_line
from bench.results import Result
from bench.stand import Stand, stand
from contracts.envelope import STRUCTURED
from demo.steps import LAST
from demo.units import read_units

SENDERS = 2
"""Requests with lines that run side by side."""

UNITS = 5
"""Units that send single facts."""

_TIMEOUT_S = 300


def measure(count: int, rate: int, seconds: int) -> list[Result]:
    """``rate`` facts a second, one a request, for ``seconds`` seconds; then ``count`` facts as NDJSON, a request a unit.

    In this order: for some ten seconds after many lines the services and the database are still busy with them.
    """
    facts = facts_of_a_year(count)
    with stand([unit.org for unit in read_units()]) as bench:
        open_the_line(bench, LAST)
        return [asyncio.run(_one_by_one(bench, rate, seconds)), asyncio.run(_as_lines(bench, facts))]


async def _as_lines(bench: Stand, facts: Sequence[Fact]) -> Result:
    by_org: dict[str, list[bytes]] = defaultdict(list)
    for org, fact in facts:
        by_org[org].append(fact)
    tokens = {org: bench.token(org) for org in by_org}
    free = asyncio.Semaphore(SENDERS)
    async with _client(bench) as http:

        async def send(org: str) -> int:
            async with free:
                headers = _asking(tokens[org]) | {"content-type": "application/x-ndjson"}
                answer = await http.post("/v1/events", content=b"\n".join(by_org[org]), headers=headers)
            statuses = [json.loads(line)["status"] for line in answer.text.splitlines()]
            assert set(statuses) <= {200, 201}, f"{org}: {answer.status_code} {answer.text[:300]}"
            return len(statuses)

        bench.begin()
        began = time.monotonic()
        answered = sum(await asyncio.gather(*map(send, by_org)))
        taken = time.monotonic() - began
        await counted(bench)
        whole = time.monotonic() - began
    assert answered == len(facts)
    figures = {
        "facts": f"{len(facts):,} of {len(by_org)} units, {SENDERS} requests at a time",
        "seconds until all were answered": f"{taken:.2f}",
        "facts/s answered": f"{len(facts) / taken:,.0f}",
        "seconds until all were counted": f"{whole:.2f}",
        "facts/s counted": f"{len(facts) / whole:,.0f}",
    }
    return Result("HTTP, lines", figures, bench.spent(), len(facts) / taken)


async def _one_by_one(bench: Stand, rate: int, seconds: int) -> Result:
    # By turns, since one token alone would be at the limit of its rate.
    orgs = [unit.org for unit in read_units()[:UNITS]]
    headers = {org: _asking(bench.token(org)) | {"content-type": STRUCTURED.decode()} for org in orgs}
    took: list[float] = []
    async with _client(bench) as http:

        async def send(number: int) -> None:
            org = orgs[number % UNITS]
            began = time.perf_counter()
            answer = await http.post("/v1/events", content=_single(org, number), headers=headers[org])
            took.append(time.perf_counter() - began)
            assert answer.status_code == 201, answer.text

        bench.begin()
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(rate * seconds):
                if (ahead := began + number / rate - time.perf_counter()) > 0:
                    await asyncio.sleep(ahead)
                group.create_task(send(number))
    figures = {
        "facts": f"{len(took):,} of {UNITS} units at {rate}/s, one a request",
        "p50 / p99 / most, ms": " / ".join(f"{1000 * each:.0f}" for each in (at(took, 0.5), at(took, 0.99), max(took))),
    }
    return Result("HTTP, one by one", figures, bench.spent(), at(took, 0.99))


def _single(org: str, number: int) -> bytes:
    data = {"received_on": str(LAST), "applicant_kind": "natural"}
    event = {
        "specversion": "1.0",
        "id": f"http-{number}-received",
        "source": f"/orgs/{org}/oa",
        "type": "application.received.v1",
        "subject": f"http-{number}",
        "time": f"{LAST}T09:00:00+08:00",
        "data": data,
    }
    return json.dumps(event).encode()


def _client(bench: Stand) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=bench.target.urls["gateway"], trust_env=False, timeout=_TIMEOUT_S)


def _asking(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
