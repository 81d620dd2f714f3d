"""Connections: the head of a request comes in time or not at all, and there are only so many at once."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.access import connections
from chassis.access.guard import Guard
from chassis.access.refused import RefusedError, as_answer
from chassis.access.tokens import Tokens
from chassis.server import Server
from chassis.settings import Settings
from tests import office

QUICK = Settings(kafka="127.0.0.1:1", request_seconds=0.4, connections=10, body_bytes=64 * 1024)
HEAD = f"Host: localhost\r\nAuthorization: Bearer {office.KEY}\r\n"
GET = f"GET / HTTP/1.1\r\n{HEAD}\r\n".encode()
POST = f"POST / HTTP/1.1\r\n{HEAD}Content-Type: application/json\r\nContent-Length: 2000\r\n\r\n".encode()


async def _read(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


@asynccontextmanager
async def served(settings: Settings = QUICK) -> AsyncIterator[int]:
    """The port of a server within these limits."""
    app = Starlette(
        middleware=[Middleware(Guard, "here", settings, Tokens(office.SHA256), [])],
        exception_handlers={RefusedError: as_answer},
        routes=[Route("/", _read, methods=["GET", "POST"])],
    )
    server = Server(connections.config(app, settings, lifespan="off", timeout_graceful_shutdown=1))
    listening = socket.create_server(("127.0.0.1", 0))
    running = asyncio.create_task(server.serve([listening]))
    yield listening.getsockname()[1]
    server.should_exit = True
    await running


async def told(port: int, sent: bytes = b"", trickle: bytes = b"") -> tuple[int, Any]:
    """Status and body of what comes back, 0 where the connection is just closed; ``trickle`` goes on until then."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    reading = asyncio.create_task(reader.read())
    writer.write(sent)
    while not reading.done():
        writer.write(trickle)
        await asyncio.wait({reading}, timeout=0.05 if trickle else None)
    writer.close()
    head, _, body = reading.result().partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), body.decode()


async def test_a_head_that_does_not_end_is_answered_and_closed() -> None:
    async with served() as port:
        for sent, trickle in ((b"GET / HT", b""), (b"GET / HTTP/1.1\r\n", b"X: y\r\n")):
            status, body = await told(port, sent, trickle)
            assert status == 408
            assert json.loads(body)["code"] == "http.too_slow"
        assert await told(port) == (0, "")


async def test_a_body_that_does_not_come_is_answered_and_closed() -> None:
    async with served() as port:
        for sent, trickle in ((POST, b""), (POST + b"[1,", b""), (POST, b" ")):
            status, body = await told(port, sent, trickle)
            assert status == 408
            assert json.loads(body)["code"] == "http.too_slow"


async def test_a_connection_that_is_used_again_has_its_time_anew() -> None:
    async with served() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            writer.write(GET[:30])
            await writer.drain()
            writer.write(GET[30:])
            assert await reader.readuntil(b"0 bytes")
        writer.write(GET[:30])
        assert b"408" in await reader.read()
        writer.close()


async def test_one_connection_too_many_is_told_so_and_the_others_go_on() -> None:
    async with served(QUICK.model_copy(update={"request_seconds": 60})) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(QUICK.connections)]
        status, body = await told(port)
        assert (status, json.loads(body)["code"]) == (503, "http.connections")
        reader, writer = held[0]
        writer.write(GET)
        assert await reader.readuntil(b"0 bytes")
        for _, kept in held:
            kept.close()


@pytest.mark.parametrize("raw", [b"\x00\x01\x02\r\n\r\n", b"GET \xff HTTP/1.1\r\n\r\n"])
async def test_what_is_no_http_is_answered_with_400(raw: bytes) -> None:
    async with served() as port:
        assert (await told(port, raw))[0] == 400
