"""Applications: refolding ten thousand open ones for a new day and a new calendar; the county's tables of a hundred thousand."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import httpx

from bench.line import counted, open_the_line, send
from bench.results import Result
from bench.stand import LINE, Stand, stand, wait
from chassis.database import connect
from chassis.inputs import MODELS
from cli.bus import open_bus
from contracts.application.state import ApplicationState
from contracts.envelope import SHANGHAI, Fact
from contracts.topics import notices
from demo.courses.application.ways import WAYS
from demo.sent import encode, event
from demo.units import county_units, read_units
from law.calendar import WorkingCalendar
from law.codes import ApplicantKind
from law.data import load_calendars
from services.requests.fold import fold
from services.requests.store import save

RECEIVED, QUIET, SOON = date(2026, 10, 12), date(2026, 11, 3), date(2026, 11, 4)
"""Due on Monday 9 November: when 4 November begins three working days are left, and every department is told."""

OFF = date(2026, 11, 9)
"""A day off that a later notice adds: it moves every date."""

CHUNK = 5_000


def measure(cases: int, applications: int) -> list[Result]:
    """The three figures; each is checked by what the read side says afterwards."""
    units = county_units(read_units())
    with stand([unit.org for unit in read_units()]) as bench:
        open_the_line(bench, QUIET)
        asyncio.run(send(bench, list(_open_cases([unit.org for unit in units], cases))))
        asyncio.run(counted(bench))
        assert _due(bench) == {"2026-11-09"}
        results = [
            _refold(
                bench, "a new day", cases, lambda: _post(bench, "/clock/days", {"until": SOON.isoformat()})
            ),
            _refold(bench, "a new calendar", cases, lambda: _post(bench, "/calendars", _notice())),
        ]
        assert _due(bench) == {"2026-11-10"}, "the notice moved every due date"
        told = asyncio.run(_told(bench, [unit.org for unit in units]))
        # Three working days are left again before the date that the notice moved.
        assert told == {"obligation.due_soon.v1": 2 * cases, "obligation.moved.v1": cases}, told
    return [*results, _tables(applications)]


def _open_cases(orgs: Sequence[str], count: int) -> Iterator[tuple[str, bytes]]:
    time_ = datetime(RECEIVED.year, RECEIVED.month, RECEIVED.day, 9, tzinfo=SHANGHAI)
    on = RECEIVED.isoformat()
    for number in range(count):
        org, subject = orgs[number % len(orgs)], f"b-{number:06d}"
        for word, said in (
            ("received", {"received_on": on, "applicant_kind": "natural"}),
            ("registered", {"registered_on": on}),
        ):
            yield (
                org,
                encode(event(org, f"{subject}-{word}", f"application.{word}.v1", subject, time_, dict(said))),
            )


def _refold(bench: Stand, title: str, cases: int, cause: Callable[[], None]) -> Result:
    """From the cause until the requests service, and all behind it, have said what follows."""
    bench.begin()
    began = time.monotonic()
    cause()
    asyncio.run(counted(bench))
    seconds = time.monotonic() - began
    figures = {
        "open applications": f"{cases:,}",
        "seconds": f"{seconds:.2f}",
        "refolds/s": f"{cases / seconds:,.0f}",
    }
    return Result(f"applications: {title}", figures, bench.spent(), cases / seconds)


def _post(bench: Stand, path: str, body: dict[str, Any]) -> None:
    url = bench.target.urls["gateway"] + path
    httpx.post(url, json=body, trust_env=False, timeout=60).raise_for_status()


def _notice() -> dict[str, Any]:
    known = max((year for year in load_calendars() if year.year == OFF.year), key=lambda year: year.version)
    return {
        "year": OFF.year, "version": known.version + 1, "notice": "放假安排（试验）",
        "off": sorted(day.isoformat() for day in known.off | {OFF}), "work": sorted(day.isoformat() for day in known.work),
    }  # fmt: skip


def _due(bench: Stand) -> set[str]:
    """The due dates that the read side gives, of a page of open applications."""
    url = f"{bench.target.urls['requests']}/applications?state=running&limit=1000"
    answer = httpx.get(url, trust_env=False, timeout=60).raise_for_status().json()
    return {one["due_on"] for one in answer["applications"]}


async def _told(bench: Stand, orgs: Sequence[str]) -> Counter[str]:
    """What the departments were told, by type."""
    async with open_bus(bench.target) as bus:
        records = await bus.read([notices(org) for org in orgs])
    return Counter(dict(record.headers)["ce_type"].decode() for record in records)


def _tables(count: int) -> Result:
    """From the request to the answer of GET /tables, the third time."""
    orgs = [unit.org for unit in county_units(read_units())]
    program = next(program for program in LINE if program.name == "requests")
    with stand(orgs) as bench:
        bench.start([program], "tables")
        wait(lambda: bench.status("requests") is not None, "requests answers", 60)
        assert bench.servers.postgres is not None
        asyncio.run(_fill(bench.servers.postgres.dsn("tables"), orgs, count))
        bench.begin()
        taken = []
        for _ in range(3):
            began = time.monotonic()
            url = f"{bench.target.urls['requests']}/tables/2026"
            body = httpx.get(url, trust_env=False, timeout=300).raise_for_status().json()
            taken.append(time.monotonic() - began)
        used = bench.spent()
    counties = body["counties"].values()
    received = sum(
        county["table3"]["1_new"]["total"] + county["table3"]["2_carried_in"]["total"] for county in counties
    )
    assert 0 < received <= count
    assert all(county["broken"] == county["differences"] == [] for county in counties)
    figures = {
        "applications": f"{count:,}",
        "units": f"{len(orgs)}",
        "seconds, three times": " / ".join(f"{one:.2f}" for one in taken),
        "broken identities": "0",
    }
    return Result("applications: the county's tables of a year", figures, used, min(taken))


async def _fill(dsn: str, orgs: Sequence[str], count: int) -> None:
    """Applications of two years as the service keeps them, folded from the demonstration's courses."""
    states = _states(orgs, count)
    pool = await connect(dsn, "requests")
    try:
        async with pool.acquire() as connection:
            while chunk := list(islice(states, CHUNK)):
                await save(
                    connection, [(f"{one.org}/{one.subject}", one) for one in chunk], date(2026, 12, 31)
                )
    finally:
        await pool.close()


def _states(orgs: Sequence[str], count: int) -> Iterator[ApplicationState]:
    chance, calendar = random.Random(2026), WorkingCalendar(load_calendars())
    for number in range(count):
        org, subject = orgs[number % len(orgs)], f"b-{number:06d}"
        on = date(2025, 7, 1) + timedelta(days=chance.randrange(520))
        kind = chance.choice(list(ApplicantKind))
        steps = [("received", on, {"received_on": on, "applicant_kind": kind})]
        way = chance.choices(list(WAYS), list(WAYS.values()))[0](chance)
        steps += [(event.verb, *event.dated(on)) for event in way]
        facts = [_fact(org, subject, place, *step) for place, step in enumerate(steps)]
        state = fold(facts, None, calendar, date(2026, 12, 31)).state
        assert isinstance(state, ApplicationState)
        yield state


def _fact(org: str, subject: str, place: int, word: str, on: date, said: dict[str, Any]) -> Fact:
    name = f"application.{word}.v1"
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=SHANGHAI)
    return Fact(
        f"{subject}-{place}", name, org, subject, moment, on, MODELS[name].model_validate(said, strict=False)
    )
