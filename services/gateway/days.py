"""Time as an event: the days that begin, published once each and in order.

This is the only place that asks the machine for the date.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import structlog

from chassis import audit, clock, outbox
from chassis.caller import Caller
from chassis.database import Connection
from chassis.service import Context
from chassis.waking import woken
from contracts.audit import Action
from contracts.envelope import SHANGHAI, midnight
from contracts.time import Day
from contracts.topics import DAYS
from law.calendar import LAST_YEAR
from services.gateway import lifecycle

log = structlog.get_logger()

LOOK_FOR_FIRST = 2.0
"""Seconds between looks for a first day that another instance may have published."""

LOOK_EVERY = 20.0
"""Seconds between looks at the machine's clock at most; it may have been put right. A midnight is not slept over."""


MOST_AHEAD = 400
"""Days that pass at one word; more is taken for a slip of the pen, unless it is said to be meant."""


def days_between(last: date | None, until: date, *, far: bool = False) -> list[date]:
    """The days after ``last`` up to and including ``until``, in order; only ``until`` when none was before.

    Raises ValueError when ``until`` is before ``last``, for time does not run backwards; when it is more than
    ``MOST_AHEAD`` days after it and that is not said to be meant (``far``); and beyond what a calendar can answer for.
    """
    if last is not None and until < last:
        raise ValueError(f"the day {until} is before the last published day {last}; give that day or a later one")
    ahead = (until - last).days if last is not None else 0
    if ahead > MOST_AHEAD and not far:
        raise ValueError(
            f"{until} is {ahead:,} days after {last}: each would begin, what falls due meanwhile would be overdue and "
            "its reminders sent, and none of it can be undone; correct the year, or say that it is meant (--far)"
        )
    if until.year > LAST_YEAR:
        raise ValueError(f"no calendar answers for a day after {LAST_YEAR}; correct the year of {until}")
    if last is None:
        return [until]
    return [last + timedelta(days=n) for n in range(1, (until - last).days + 1)]


def until_midnight(moment: datetime) -> float:
    """Seconds from ``moment``, in Asia/Shanghai, until the next day begins."""
    begin = datetime.combine(moment.date() + timedelta(days=1), datetime.min.time(), moment.tzinfo)
    return (begin - moment).total_seconds()


async def publish_until(connection: Connection, until: date, *, far: bool = False) -> list[date]:
    """Put the days up to ``until`` into the outbox; ValueError as ``days_between``."""
    now = await clock.read(connection, exclusive=True)
    days = days_between(now.day, until, far=far)
    if days:
        await outbox.put(connection, [_message(day) for day in days])
        await clock.set_day(connection, days[-1])
        await lifecycle.over(connection, days[-1])
    return days


class Days:
    """Publishes days, from the machine's clock where that is real, else from an operator's word.

    ``now`` is the machine's clock, in Asia/Shanghai.
    """

    def __init__(self, context: Context, now: Callable[[], datetime] = lambda: datetime.now(SHANGHAI)) -> None:
        self._context = context
        self._now = now
        self._is_real = context.settings.clock == "real"
        self._first = asyncio.Event()
        self.waiting = ""

    async def advance(self, until: date, *, far: bool = False, by: Caller | None = None) -> list[date]:
        """Publish the days up to ``until``, entered in the audit where somebody asked for it; ValueError as ``days_between``."""
        async with self._context.pool.acquire() as connection, connection.transaction():
            days = await publish_until(connection, until, far=far)
            if by is not None and days:
                passed = {"from_day": days[0], "to_day": days[-1]}
                await audit.record(connection, by, Action.DAYS_PUBLISHED, until.isoformat(), passed)
        self._context.relay.wake()
        self._first.set()
        if days:
            log.info("days have begun", day=days[-1].isoformat(), count=len(days))
        return days

    def time_of_day(self) -> time:
        """The machine's time of the day in Asia/Shanghai, whatever the day is at the door."""
        return self._now().time()

    async def today(self, connection: Connection) -> date | None:
        """The day at the door: the last published one, or the machine's, which is published at once when it is new.

        Locks nothing on ``connection``. None when no day has begun.
        """
        known: date | None = await connection.fetchval("SELECT day FROM clock")
        machine = self._now().date() if self._is_real else None
        if machine is None or (known is not None and machine <= known):
            return known
        # Another instance, whose clock is ahead of ours, may be quicker.
        with contextlib.suppress(ValueError):
            # However long the outage was: these days have passed.
            await self.advance(machine, far=True)
        return machine

    async def wait_for_first(self) -> None:
        """Return when there is a day: without one no date can be told from a future one.

        Looks now and then too: the first day may be another instance's.
        """
        while await self._look() is None:
            if not self.waiting:
                self.waiting = "no day has begun yet; publish the first: gongkai day YYYY-MM-DD"
                log.info("waiting for the first day", remedy="gongkai day YYYY-MM-DD")
            await woken(self._first, LOOK_FOR_FIRST)
        self.waiting = ""

    async def follow_the_machine(self) -> None:
        """Publish each day as it begins in Asia/Shanghai, catching up on missed ones; for ever."""
        while True:
            await self._look()
            await asyncio.sleep(min(LOOK_EVERY, until_midnight(self._now())))

    async def _look(self) -> date | None:
        async with self._context.pool.acquire() as connection:
            return await self.today(connection)


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
