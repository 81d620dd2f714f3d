"""The county's tables 三 and 四 of a year, from a hundred thousand applications."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import httpx

from bench.results import Result
from bench.stand import LINE, stand, wait
from chassis.case import encode
from chassis.database import connect
from chassis.rules import fold_subject, rules_of
from contracts.application import APPLICATION
from contracts.envelope import SHANGHAI, Fact
from contracts.kit import Key
from demo.units import county_units, read_units
from demo.ways.ordinary import WAYS
from law.calendar import WorkingCalendar
from law.codes import ApplicantKind
from law.data import load_calendars

YEAR, UNTIL = 2026, date(2026, 12, 31)

_RULES = rules_of(APPLICATION.service)[APPLICATION.kind]
_TOGETHER = 5_000
_COLUMNS = ("key", "kind", "version", "state", "calendars", "fold_version")


def measure(count: int) -> list[Result]:
    """From the request to the answer of GET /tables, the third time."""
    orgs = [unit.org for unit in county_units(read_units())]
    program = next(program for program in LINE if program.name == APPLICATION.service)
    with stand(orgs) as bench:
        bench.start([program], "tables")
        wait(lambda: bench.status(program.name) is not None, f"{program.name} answers", 60)
        assert bench.servers.postgres is not None
        asyncio.run(_fill(bench.servers.postgres.dsn("tables"), orgs, count))
        url = f"{bench.target.urls[program.name]}/tables/{YEAR}"
        bench.begin()
        taken = []
        for _ in range(3):
            began = time.monotonic()
            body = httpx.get(url, trust_env=False, timeout=300).raise_for_status().json()
            taken.append(time.monotonic() - began)
        used = bench.spent()
    counties = body["counties"].values()
    received = sum(county["table3"][row]["total"] for county in counties for row in ("1_new", "2_carried_in"))
    assert 0 < received <= count
    assert all(county["broken"] == county["differences"] == [] for county in counties)
    figures = {
        "applications": f"{count:,}",
        "units": f"{len(orgs)}",
        "seconds, three times": " / ".join(f"{seconds:.2f}" for seconds in taken),
        "broken identities": "0",
    }
    return [Result("applications: the county's tables of a year", figures, used, min(taken))]


async def _fill(dsn: str, orgs: Sequence[str], count: int) -> None:
    """Applications of two years as the service keeps them, folded from the demonstration's courses."""
    pool = await connect(dsn, APPLICATION.service)
    try:
        async with pool.acquire() as connection:
            # As if this very code had folded them all: there are no facts to fold them from again.
            number = await connection.fetchval("SELECT max(number) FROM fold_code")
            subjects = _subjects(orgs, count)
            # Folded outside of the transaction, which lasts no longer than the database lets it.
            while rows := [(*subject, number) for subject in islice(subjects, _TOGETHER)]:
                await connection.copy_records_to_table("subject", records=rows, columns=_COLUMNS)
    finally:
        await pool.close()


def _subjects(orgs: Sequence[str], count: int) -> Iterator[tuple[str, str, int, bytes, int]]:
    chance, calendar = random.Random(2026), WorkingCalendar(load_calendars())
    for number in range(count):
        key = Key(APPLICATION.kind, orgs[number % len(orgs)], f"b-{number:06d}")
        on = date(2025, 7, 1) + timedelta(days=chance.randrange(520))
        kind = chance.choice(list(ApplicantKind))
        steps = [("received", on, {"received_on": on, "applicant_kind": kind})]
        way = chance.choices(list(WAYS), list(WAYS.values()))[0](chance)
        steps += [(event.verb, *event.dated(on)) for event in way if not event.case]
        facts = [_fact(key, place, *step) for place, step in enumerate(steps)]
        yield str(key), key.kind, 1, encode(fold_subject(_RULES, key, facts, calendar, UNTIL)), 1


def _fact(key: Key, place: int, verb: str, on: date, data: dict[str, Any]) -> Fact:
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=SHANGHAI)
    body = APPLICATION.facts[verb].model_validate(data, strict=False)
    return Fact(f"{key.subject}-{place}", APPLICATION.fact_type(verb), key, moment, on, body)
