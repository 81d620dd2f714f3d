"""A catalog version that touches open duties: new limits of rows come to publishing, and what names these rows is folded again."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from bench.cases import on_the_bus
from bench.processes import read, spent
from bench.results import Result
from bench.stand import Stand, stand
from bench.sweeping import Record, raw, record
from chassis import database, migrations
from chassis.case import encode
from chassis.drill import Drill
from chassis.fence import Claim
from chassis.ledger.ledger import Ledger
from chassis.rules import fold_subject, rules_of
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.envelope import SHANGHAI, Fact
from contracts.item import ITEM, ItemListed
from contracts.kit import Key
from contracts.time import Day
from contracts.topics import CALENDARS, DAYS, intake, states
from demo.units import county_units, read_units
from law.calendar import WorkingCalendar
from law.data import load_calendars

SERVICE = DISCLOSURE.service
KEEPER = "fengjie-renminzhengfubangongshi"
ROWS = 100
"""Rows of the catalog that have a new version."""
FORMED, TODAY = date(2026, 6, 1), date(2026, 6, 2)
BEFORE, AFTER = ("20个工作日内", "2026-06-30"), ("5个工作日内", "2026-06-08")
"""Limit, and the last day of what was formed on FORMED."""
BATCH = 2_000
_DUE = "SELECT state FROM subject WHERE kind = 'publishing.disclosure'"


def measure(duties: int) -> list[Result]:
    """One batch of the new states of all rows, from its reading to its commit."""
    with stand([]) as bench:
        return [asyncio.run(_measured(bench, duties))]


async def _measured(bench: Stand, duties: int) -> Result:
    assert bench.servers.postgres is not None
    dsn = bench.servers.postgres.create_database("versions")
    sources = migrations.read("chassis.sql", "chassis.sql.ledger", "chassis.sql.organisations")
    await migrations.migrate(dsn, SERVICE, sources)
    pool = await database.connect(dsn, SERVICE)
    ledger = Ledger(SERVICE, Drill())
    ledger.fold_number = 1
    try:
        await _take(pool, ledger, [record(CALENDARS, on_the_bus(year)) for year in load_calendars()])
        await _take(pool, ledger, [record(DAYS, Day(day=TODAY)), *_rows(1, BEFORE[0])])
        formations = list(_formations(duties))
        for first in range(0, duties, BATCH):
            await _take(pool, ledger, formations[first : first + BATCH])
        assert await _due(pool) == {BEFORE[1]}
        new = list(_rows(2, AFTER[0]))
        usage, cpu, began = read(bench.pids()), time.process_time(), time.monotonic()
        await _take(pool, ledger, new)
        seconds = time.monotonic() - began
        used = spent(usage, read(bench.pids()))
        assert await _due(pool) == {AFTER[1]}
    finally:
        await pool.close()
    figures = {
        "open duties": f"{duties:,}",
        "rows with a new version": f"{ROWS}",
        "seconds": f"{seconds:.2f}",
        "refolds/s": f"{duties / seconds:,.0f}",
        "CPU s of the service": f"{time.process_time() - cpu:.2f}",
    }
    return Result("a catalog version that touches open duties", figures, used, duties / seconds)


async def _take(pool: database.Pool[Any], ledger: Ledger, records: list[Record]) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await ledger.apply(connection, ledger.prepare(records), Claim.none())


async def _due(pool: database.Pool[Any]) -> set[str]:
    """The due dates of all duties."""
    async with pool.acquire() as connection:
        rows = await connection.fetch(_DUE)
    return {owed["due_on"] for row in rows for owed in msgspec.json.decode(row[0])["obligations"]}


def _rows(version: int, limit: str) -> Iterator[Record]:
    """The states of all rows with this limit, as catalog sends them."""
    calendar, rules = WorkingCalendar(load_calendars()), rules_of(ITEM.service)[ITEM.kind]
    since = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    for number in range(ROWS):
        key = Key(ITEM.kind, KEEPER, f"row-{number}")
        row = {
            "origin": "国家",
            "domain": "社会救助",
            "level1": "低保",
            "level2": f"名单{number}",
            "town_units": _units(),
        }
        data = ItemListed.model_validate({**row, "effective_on": "2026-01-01", "time_limit": limit}, strict=False)
        fact = Fact(f"l-{number}", ITEM.fact_type("listed"), key, since, since.date(), data)
        state = encode(fold_subject(rules, key, [fact], calendar, TODAY))
        headers = [("ce_type", f"{ITEM.kind}.listed.v1".encode()), ("ce_version", str(version).encode())]
        yield raw(states(ITEM.service), state, str(key).encode(), headers)


def _formations(duties: int) -> Iterator[Record]:
    orgs = _units()
    for number in range(duties):
        org = orgs[number // ROWS % len(orgs)]
        value = msgspec.json.encode(
            {"formed_on": FORMED.isoformat(), "attribute": "主动公开", "item": f"{KEEPER}:row-{number % ROWS}"}
        )
        headers = {
            "ce_id": f"f-{number}",
            "ce_type": DISCLOSURE.fact_type("formed"),
            "ce_time": (datetime(2026, 6, 1, 9, tzinfo=SHANGHAI) + timedelta(seconds=number)).isoformat(),
            "ce_recordedon": FORMED.isoformat(),
            "ce_digest": hashlib.sha256(value).hexdigest(),
        }
        key = str(Key(DISCLOSURE.kind, org, f"of-{number}")).encode()
        yield raw(intake(SERVICE), value, key, [(name, text.encode()) for name, text in headers.items()])


def _units() -> list[str]:
    return [unit.org for unit in county_units(read_units())]
