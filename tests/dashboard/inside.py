"""A dashboard inside the test's process that shows a board of the test's own, without Kafka."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import httpx

from dashboard.app import application
from dashboard.desk import Desk
from dashboard.ledger.reading import READ
from tests.dashboard.boards import as_read, reading
from tests.dashboard.sample import Record


def showing(records: Iterable[Record], fonts: Path | None = None) -> httpx.AsyncClient:
    """A client of a dashboard that has read these records to their end. ``fonts``: folder of those of the papers."""
    # The reader is not started: it runs with the application's lifespan, which nobody opens here.
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(application(filled(records, fonts))), base_url="http://dashboard"
    )


def filled(records: Iterable[Record], fonts: Path | None = None) -> Desk:
    """What such a dashboard works with."""
    desk = Desk.reading("127.0.0.1:9", fonts=fonts)
    written = list(records)
    for record in written:
        if record.topic not in READ:
            desk.board.apply(reading(record))
    desk.ledger.put([as_read(record, offset) for offset, record in enumerate(written) if record.topic in READ], {})
    desk.reader.progress.caught_up = desk.reader.progress.connected = True
    return desk
