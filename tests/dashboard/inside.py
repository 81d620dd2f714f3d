"""A dashboard inside the test's process that shows a board of the test's own, without Kafka: to a client, or to a browser."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import uvicorn

from dashboard.app import application
from dashboard.desk import Desk
from dashboard.ledger.reading import READ
from tests.dashboard.boards import as_read, reading
from tests.dashboard.sample import Record


def read_in(records: Iterable[Record], *, simulated: bool = False, fonts: Path | None = None) -> Desk:
    """A desk whose board and ledger have these records."""
    made = Desk.reading("127.0.0.1:9", simulated=simulated, fonts=fonts)
    written = list(records)
    for record in written:
        if record.topic not in READ:
            made.board.apply(reading(record))
    made.ledger.put([as_read(record, offset) for offset, record in enumerate(written) if record.topic in READ], {})
    made.reader.progress.caught_up = made.reader.progress.connected = True
    return made


def showing(records: Iterable[Record], fonts: Path | None = None) -> httpx.AsyncClient:
    """A client of a dashboard that has read these records to their end. ``fonts``: folder of those of the papers."""
    return client_of(read_in(records, fonts=fonts))


def client_of(desk: Desk) -> httpx.AsyncClient:
    """A client of the dashboard of this desk."""
    # The reader is not started: it runs with the application's lifespan, which nobody opens here.
    return httpx.AsyncClient(transport=httpx.ASGITransport(application(desk)), base_url="http://dashboard")


@asynccontextmanager
async def serving(
    records: Iterable[Record], *, simulated: bool = False, fonts: Path | None = None
) -> AsyncIterator[str]:
    """The address at which a dashboard that has read these records serves browsers; without a slash at its end."""
    shown = read_in(records, simulated=simulated, fonts=fonts)
    config = uvicorn.Config(application(shown), lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        shown.feed.close()
        server.should_exit = True
        await running
        shown.ledger.close()
