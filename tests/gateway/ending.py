"""An organisation brought to its end, as the office, the days and the admission do it."""

from __future__ import annotations

from datetime import date, timedelta

from contracts.admission import Admission
from services.gateway import lifecycle
from services.gateway.lifecycle import Close
from tests.gateway.conftest import Bench

LAST = date(2026, 2, 28)


async def closing(bench: Bench, org: str, on: date = LAST, successor: str | None = None) -> str:
    """Enter the last day of ``org``."""
    async with bench.pool.acquire() as connection, connection.transaction():
        return await lifecycle.close(connection, org, Close(on=on, successor=successor))


async def admission_told(bench: Bench, org: str, *, inbox_end: int = 0, on: date | None = LAST) -> list[str]:
    """Have the admission tell that rights have ended on ``on``, or with None that they are there; what is closed by that."""
    news = Admission(org=org, standing="admitted" if on is None else "ended", valid_to=on, inbox_end=inbox_end)
    async with bench.pool.acquire() as connection, connection.transaction():
        await lifecycle.admitted(connection, [news])
        return await lifecycle.shut(connection)


async def ended(bench: Bench, org: str) -> None:
    """``org`` had its last day on ``LAST`` and is closed."""
    await closing(bench, org)
    await bench.days.advance(LAST + timedelta(days=1))
    assert await admission_told(bench, org) == [org]
