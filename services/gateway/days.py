"""Time as an event: the days that begin, published once each and in order.

This is the only place that asks the machine for the date.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import date, datetime

import structlog

from chassis import outbox, store
from chassis.database import Connection
from chassis.events import midnight
from chassis.service import Context
from contracts.envelope import SHANGHAI
from contracts.time import Day
from contracts.topics import DAYS
from services.gateway.clock import days_between

log = structlog.get_logger()

LOOK_FOR_FIRST = 2.0
"""Seconds between looks for a first day that another instance may have published."""

LOOK_EVERY = 20.0
"""Seconds between looks at the machine's date when the clock is real."""


async def publish_until(connection: Connection, until: date) -> list[date]:
    """Put the days up to ``until`` into the outbox; ValueError when it lies before the last one."""
    clock = await store.clock(connection, exclusive=True)
    days = days_between(clock.day, until)
    if days:
        await outbox.put(connection, [_message(day) for day in days])
        await store.set_day(connection, days[-1])
    return days


class Days:
    """Publishes days, from the machine's date or from an operator's word."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._first = asyncio.Event()
        self.waiting = ""

    async def advance(self, until: date) -> list[date]:
        """Publish the days up to ``until``; ValueError when it lies before the last one."""
        async with self._context.pool.acquire() as connection, connection.transaction():
            days = await publish_until(connection, until)
        self._context.relay.wake()
        self._first.set()
        if days:
            log.info("days have begun", day=days[-1].isoformat(), count=len(days))
        return days

    async def known(self) -> date | None:
        """The last day published."""
        async with self._context.pool.acquire() as connection:
            day: date | None = await connection.fetchval("SELECT day FROM clock")
        return day

    async def wait_for_first(self) -> None:
        """Return when there is a day: without one no date can be told from a future one.

        Looks now and then too: the first day may be another instance's.
        """
        while await self.known() is None:
            if not self.waiting:
                self.waiting = "no day has begun yet; publish the first: gongkai day YYYY-MM-DD"
                log.info("waiting for the first day", remedy="gongkai day YYYY-MM-DD")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._first.wait(), LOOK_FOR_FIRST)
        self.waiting = ""

    async def follow_the_machine(self) -> None:
        """Publish each day as it begins in Asia/Shanghai, catching up on missed ones; for ever."""
        while True:
            today = datetime.now(SHANGHAI).date()
            known = await self.known()
            if known is None or today > known:
                await self.advance(today)
            self._first.set()
            await asyncio.sleep(LOOK_EVERY)


def _message(day: date) -> outbox.Message:
    return outbox.Message(
        DAYS,
        b"day",
        Day(day=day).model_dump_json().encode(),
        [
            ("ce_specversion", "1.0"),
            ("ce_id", f"day-{day.isoformat()}"),
            ("ce_source", "/services/gateway"),
            ("ce_type", "time.day.v1"),
            ("ce_time", midnight(day)),
            ("content-type", "application/json"),
        ],
    )
