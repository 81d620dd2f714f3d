"""Operators' pages: readiness says why not, status what stands where, and dead letters are replayed or refused with words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from chassis import audit
from chassis.caller import PROGRAM
from chassis.database import Connection, Pool
from chassis.outbox import Outbox, Pending
from chassis.settings import Settings
from chassis.web import Pages, Runtime
from contracts.audit import Action
from deploy.servers import Servers
from tests import office
from tests.chassis.ledgers import Kept


def pages(servers: Servers, pool: Pool[Any], waiting: str = "", *, may_wait: bool = False) -> httpx.AsyncClient:
    settings = Settings(kafka=servers.kafka, database=servers.database, office_sha256=office.SHA256)
    runtime = Runtime("gateway", settings, Outbox(), pool, waits=lambda: waiting, ready_while_waiting=may_wait)
    transport = httpx.ASGITransport(Pages(runtime).app())
    return httpx.AsyncClient(transport=transport, base_url="http://service")


@pytest_asyncio.fixture
async def client(servers: Servers, pool: Pool[Any]) -> AsyncIterator[httpx.AsyncClient]:
    async with pages(servers, pool) as made:
        yield made


async def test_before_its_consumer_has_started_a_service_is_live_but_not_ready(
    client: httpx.AsyncClient,
) -> None:
    assert (await client.get("/health/live")).status_code == 200
    answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["the consumer has not started"]


async def test_it_says_what_it_waits_for_and_whether_it_is_ready_meanwhile(servers: Servers, pool: Pool[Any]) -> None:
    for may_wait, status, problems in ((False, 503, ["the calendars"]), (True, 200, [])):
        async with pages(servers, pool, "the calendars", may_wait=may_wait) as client:
            answer = await client.get("/health/ready")
            assert (answer.status_code, answer.json()["problems"]) == (status, problems)


async def test_before_it_reaches_its_database_it_says_so(servers: Servers, pool: Pool[Any]) -> None:
    settings = Settings(kafka=servers.kafka, database=servers.database, office_sha256=office.SHA256)
    runtime = Runtime("catalog", settings, Outbox(), waiting="the schema lacks 0001_chassis.sql")
    transport = httpx.ASGITransport(Pages(runtime).app())
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        ready = await client.get("/health/ready")
        assert (ready.status_code, ready.json()["problems"]) == (503, ["the schema lacks 0001_chassis.sql"])
        assert (await client.get("/status")).status_code == 503


async def test_an_outbox_row_that_nobody_sends_makes_it_unready(client: httpx.AsyncClient, pool: Pool[Any]) -> None:
    async with pool.acquire() as connection:
        await connection.execute(
            "INSERT INTO outbox (topic, headers, created_at) VALUES ('t', '[]', now() - interval '5 minutes')"
        )
    problems = (await client.get("/health/ready")).json()["problems"]
    assert any(problem.startswith("oldest outbox row is 300") for problem in problems)
    status = (await client.get("/status")).json()
    assert status["outbox"] == {"depth": 1, "oldest_id": 1, "last_id": 1}
    assert "gongkai_outbox_rows 1.0" in (await client.get("/metrics")).text


async def test_when_the_database_is_away_every_page_but_live_says_so(
    client: httpx.AsyncClient, pool: Pool[Any]
) -> None:
    await pool.close()
    assert (await client.get("/health/live")).status_code == 200
    for path in ("/health/ready", "/status", "/metrics", "/dead-letters"):
        answer = await client.get(path)
        assert answer.status_code == 503
        assert "try again" in answer.json()["error"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"topic": "t"}', 400),
        (b'{"topic": "t", "partition": 4294967296, "offset": 7}', 400),
        (b'{"topic": "t", "partition": 0, "offset": -1}', 400),
        (b'{"topic": "\\u0000", "partition": 0, "offset": 7}', 400),
        (b'{"topic": "t", "partition": 0, "offset": 7}', 503),
    ],
)
async def test_a_replay_of_nothing_says_what_to_send_or_what_is_waited_for(
    client: httpx.AsyncClient, body: bytes, status: int
) -> None:
    answer = await client.post("/dead-letters/replay", content=body, headers=office.JSON_HEADERS)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize("limit", ["0", "x", "-1", "10001"])
async def test_a_limit_that_is_no_number_is_refused(client: httpx.AsyncClient, limit: str) -> None:
    assert (await client.get(f"/dead-letters?limit={limit}")).status_code == 400


async def test_status_shows_what_is_to_be_folded_and_what_is_to_be_sent_at_one_moment(
    servers: Servers, garden: Kept
) -> None:
    """A sweep that commits between two questions would be neither: whoever waits until all is counted would go on."""
    insert = "INSERT INTO subject (key, kind, check_on) VALUES ('requests.application/a/1', 'requests.application', '2000-01-01')"
    await garden.ask(insert)

    class Sweeping(Outbox):
        """The outbox, with a sweep that ends just when it has been asked."""

        async def pending(self, connection: Connection) -> Pending:
            asked = await super().pending(connection)
            await garden.ask("UPDATE subject SET check_on = NULL")
            return asked

    runtime = Runtime("requests", Settings(kafka=servers.kafka, database=servers.database), Sweeping(), garden.pool)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Pages(runtime).app()), base_url="http://service"
    ) as client:
        answer = (await client.get("/status")).json()
    assert answer["subjects"]["behind"] == 1


async def test_the_audit_is_for_the_office_alone_and_comes_in_pages(client: httpx.AsyncClient, pool: Pool[Any]) -> None:
    for number in range(3):
        async with pool.acquire() as connection, connection.transaction():
            await audit.record(connection, PROGRAM, Action.CALENDAR_LOADED, f"{2026 + number}")
    refused = await client.get("/audit")
    assert (refused.status_code, "www-authenticate" in refused.headers) == (401, True)
    first = (await client.get("/audit?limit=2", headers=office.HEADERS)).json()
    rest = (await client.get(f"/audit?after={first[-1]['number']}", headers=office.HEADERS)).json()
    assert [entry["number"] for entry in (*first, *rest)] == [1, 2, 3]
    stored = await pool.fetch("SELECT number, previous, entry, sha256 FROM audit ORDER BY number")
    assert [*first, *rest] == [dict(row) for row in stored]


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=99999999999999999999", "limit=0", "limit=1001"])
async def test_a_part_of_the_audit_that_cannot_be_is_refused(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/audit?{query}", headers=office.HEADERS)
    assert (answer.status_code, "give a number from" in answer.json()["detail"]) == (400, True)
