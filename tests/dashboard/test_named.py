"""The dashboard answers by its own names alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from chassis.access.origin import hosts
from dashboard.app import application
from tests.dashboard.inside import read_in


@pytest_asyncio.fixture(scope="module")
async def client() -> AsyncIterator[httpx.AsyncClient]:
    desk = read_in([])
    transport = httpx.ASGITransport(application(desk, hosts("dashboard", "xxgk.example")))
    async with httpx.AsyncClient(transport=transport, base_url="http://dashboard:8080") as client:
        yield client
    desk.ledger.close()


@pytest.mark.parametrize("name", ["dashboard:8080", "127.0.0.1:8080", "localhost", "xxgk.example", "XXGK.example:443"])
async def test_it_answers_by_its_own_names(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get("/health/live", headers={"host": name})).status_code == 200


@pytest.mark.parametrize("page", ["/", "/api/rows", "/static/style.css", "/health/live"])
async def test_by_another_name_nothing_is_read(client: httpx.AsyncClient, page: str) -> None:
    answer = await client.get(page, headers={"host": "rebound.example"})
    assert (answer.status_code, answer.json()["code"]) == (421, "http.host")
    assert "GONGKAI_HOSTS" in answer.json()["error"]


async def test_a_page_from_elsewhere_is_shown_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/rows", headers={"origin": "http://elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "http.origin")
