"""A gateway's pages of webhooks with their deliveries, on a real broker and database; and a receiver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.middleware import Middleware

from chassis import clock
from chassis.access.guard import Guard
from chassis.access.refused import RefusedError, as_answer
from chassis.access.text import new
from chassis.access.tokens import Tokens
from chassis.drill import Drill
from chassis.settings import Settings
from contracts.token import TokenKind
from deploy.servers import Servers
from services.gateway import registry
from services.gateway.http.notices_log import NoticesLog
from services.gateway.registry import Registry
from services.gateway.webhooks.deliveries import Deliveries
from services.gateway.webhooks.pages import OPENINGS, routes
from tests import office
from tests.gateway.conftest import Bench
from tests.gateway.noticed import admitted
from tests.gateway.receiver import Receiver, receiving
from tests.gateway.test_registries import organisation
from tests.gateway.webhooks.sites import TODAY, Site
from tests.tokens import token


@pytest_asyncio.fixture
async def site(bench: Bench, servers: Servers) -> AsyncIterator[Site]:
    org = await admitted(servers)
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.put(connection, organisation(org))
        await clock.set_day(connection, TODAY)
    made = {kind: new() for kind in (TokenKind.UNIT, TokenKind.TEST)}
    tokens = Tokens(office.SHA256)
    tokens.today = TODAY
    tokens.known = {text.id: token(text, kind, org) for kind, text in made.items()}
    notices = NoticesLog(servers.kafka)
    context: Any = SimpleNamespace(
        pool=bench.pool,
        reading=bench.reading,
        relay=bench.context.relay,
        drill=Drill(),
        settings=SimpleNamespace(instance="1"),
    )
    deliveries = Deliveries(context, notices, lambda _: 0.05)
    delivering = asyncio.create_task(deliveries.run())
    guard = Middleware(Guard, "gateway", Settings(kafka="127.0.0.1:1"), tokens, OPENINGS)
    pages = routes(context, Registry(), notices, deliveries.wake)
    app = Starlette(routes=pages, middleware=[guard], exception_handlers={RefusedError: as_answer})
    by = {kind: office.bearer(text.text) for kind, text in made.items()}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        yield Site(client, org, by[TokenKind.UNIT], by[TokenKind.TEST])
    delivering.cancel()
    with suppress(asyncio.CancelledError):
        await delivering
    await deliveries.stop()
    await notices.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as started:
        yield started
