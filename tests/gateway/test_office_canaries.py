"""Persons' numbers offered to the office's own pages, wherever a text stands: refused, and kept, sent, logged and counted nowhere."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio
from prometheus_client import generate_latest
from structlog.testing import capture_logs

from chassis.outbox import Outbox
from chassis.settings import Settings
from chassis.web import Pages, Runtime
from deploy.servers import Servers
from services.gateway import api, organisations, profiles, registry, rubrics, tokens_page
from tests import office
from tests.gateway.conftest import Bench
from tests.gateway.population import population
from tests.gateway.test_registries import UNIT

pytestmark = pytest.mark.servers

PEOPLE = population(20261127, 12)
NUMBERS = [number for person in PEOPLE for number in (person.card, person.mobile)]
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"


@pytest_asyncio.fixture
async def client(bench: Bench, servers: Servers) -> AsyncIterator[httpx.AsyncClient]:
    """The office at a gateway that knows the packaged organisations, on its first day."""
    bench.clock = "manual"
    await bench.days.advance(date(2026, 3, 1))
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.load(connection, registry.from_file(None))
    settings = Settings(kafka=servers.kafka, database=servers.database, office_sha256=office.SHA256)
    app = Pages(Runtime("gateway", settings, Outbox(), bench.reading)).app()
    context, days = bench.context, bench.days
    app.router.routes.extend(
        [*api.routes(context, days), *organisations.routes(context), *tokens_page.routes(context, days)]
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway", headers=office.HEADERS) as made:
        yield made


def bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    """Page and a body that it takes."""
    entry = {"org": "fengjie-aa", "name": "甲局", "county": "fengjie", "county_name": "奉节县", "kind": "部门"}
    yield "/organisations", {**entry, "full_name": "甲局", "codes": [{"scheme": "甲", "code": "1"}]}
    yield f"/organisations/{UNIT}/rename", {"name": "甲局", "full_name": "甲局"}
    yield f"/organisations/{UNIT}/move", {"supervisor": "fengjie-minzhengju"}
    yield f"/organisations/{UNIT}/close", {"on": "2026-03-31", "successor": "fengjie-minzhengju"}
    yield "/tokens", {"kind": "unit", "org": UNIT, "name": "办公系统", "ends_on": "2026-12-31"}
    yield "/calendars?force=true", {"year": 2027, "version": 1, "notice": "一号", "off": ["2027-01-01"], "work": []}
    (profile,), (rubric,) = profiles.packaged(), rubrics.packaged()
    yield "/profiles?force=true", {**profile.model_dump(mode="json"), "version": 1}
    yield "/rubrics?force=true", {**rubric.model_dump(mode="json"), "version": 1, "is_default": False}
    yield "/clock/days", {"until": "2026-03-02"}
    yield "/dead-letters/replay", {"topic": "t", "partition": 0, "offset": 0}


def offered(body: dict[str, Any], number: str) -> Iterator[dict[str, Any]]:
    """The body with a number in each of its own texts, in a list, as a key, and beside all others."""
    for name, value in body.items():
        if isinstance(value, str):
            yield {**body, name: number}
            yield {**body, name: f"{value} {number}"}
        elif isinstance(value, list):
            yield {**body, name: [*value, number]}
    yield {**body, number: "x"}
    yield {**body, "remark": {"of": [number]}}


async def everything(bench: Bench) -> str:
    """All that the gateway's tables hold, with what waits to be sent."""
    tables = [row[0] for row in await bench.pool.fetch(TABLES)]
    assert {"audit", "outbox", "organisation", "token"} <= {*tables}
    rows = [row for table in tables for row in await bench.pool.fetch(f'SELECT * FROM "{table}"')]
    return "\n".join(str(bytes(v), "utf-8") if isinstance(v, bytes) else str(v) for row in rows for v in row.values())


async def test_no_number_of_a_person_gets_in_by_the_office(client: httpx.AsyncClient, bench: Bench) -> None:
    tried = 0
    with capture_logs() as logs:
        for page, body in bodies():
            for turn, wrong in enumerate(each for number in NUMBERS[:2] for each in offered(body, number)):
                answer = await client.post(page, content=json.dumps(wrong), headers=office.JSON_HEADERS)
                tried += 1
                assert page in {"/clock/days", "/dead-letters/replay"} or answer.status_code == 422, (page, turn)
                assert answer.status_code in {200, 400, 404, 422, 503}, (page, turn, answer.text)
        for number in map(quote, NUMBERS):
            for method, page in (
                ("GET", f"/organisations/{number}"),
                ("POST", f"/organisations/{number}/rename"),
                ("POST", f"/tokens/{number}/rotate"),
                ("DELETE", f"/tokens/{number}"),
                ("GET", f"/tokens?org={number}"),
                ("GET", f"/audit?after={number}"),
                ("GET", f"/dead-letters?limit={number}"),
                ("GET", f"/{number}"),
            ):
                for headers in ({}, {"authorization": f"Basic {number}"}):
                    await client.request(method, page, headers=headers)
    assert tried > 60
    written = "\n".join((await everything(bench), str(logs), generate_latest().decode()))
    assert [number for number in NUMBERS if number in written] == []
