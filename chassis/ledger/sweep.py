"""The sweeper: works off, in chunks of their own transactions, what time, notices and new code change.

A day, a holiday notice or a county's profile is only written down when it comes. What it may change is found here:
subjects whose check day has come, open ones folded by an older calendar, those folded by an older profile, and those
folded by older code. Every instance sweeps, each takes what no other holds, and when nothing is left for a day, and the
services whose states flow here have closed it, the day is closed.
"""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import structlog

from chassis import clock, outbox, profiles
from chassis.database import Connection, Pool
from chassis.fence import Claim
from chassis.ledger import store
from chassis.ledger.events import by_day, day_closed
from chassis.ledger.folding import Subject, Touch
from chassis.ledger.ledger import Ledger
from chassis.logs import error_name
from chassis.relay import FAILURES
from chassis.waking import woken
from contracts.topics import PARTITIONS, states

log = structlog.get_logger()

CHUNK = 1_000
"""Subjects a transaction: some tenths of a second, in which others wait for these at most."""

AT_ONCE = 2
"""Chunks in flight: the database reads and writes one while the other is folded."""

POLL = 0.5
"""Seconds between looks when nobody woke the sweeper: the work may be another instance's leaving."""

_REMINDED = """
SELECT key, version, calendars, state, told, fold_on FROM subject
WHERE kind = ANY($1::text[]) AND check_on <= $2 AND (fold_on IS NULL OR fold_on > $2) AND state IS NOT NULL
  AND calendars = $4 AND fold_version = $5 AND unknown IS NULL
  AND NOT EXISTS (SELECT FROM unit WHERE org = split_part(key, '/', 2) AND changed > profiles)
ORDER BY check_on LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_DUE = """
SELECT key FROM subject WHERE kind = ANY($1::text[]) AND check_on <= $2
ORDER BY check_on LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_OLD_CALENDAR = """
SELECT key FROM subject WHERE kind = ANY($1::text[]) AND open AND calendars < $2
ORDER BY calendars LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_OLD_CODE = """
SELECT key FROM subject WHERE kind = ANY($1::text[]) AND fold_version < $2
ORDER BY fold_version LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_WORK = """
SELECT EXISTS (SELECT FROM subject WHERE kind = ANY($1::text[]) AND check_on <= (SELECT day FROM clock))
    OR EXISTS (SELECT FROM subject WHERE kind = ANY($1::text[]) AND open AND calendars < (SELECT calendars FROM clock))
    OR EXISTS (SELECT FROM subject WHERE kind = ANY($1::text[]) AND fold_version < $2)
    OR EXISTS (SELECT FROM unit WHERE swept < changed)
"""
"""Asked first, since it locks and writes nothing: most looks find nothing to do."""
_LEFT = """
SELECT EXISTS (SELECT FROM subject WHERE kind = ANY($1::text[]) AND check_on <= $2)
    OR EXISTS (SELECT FROM subject WHERE kind = ANY($1::text[]) AND open AND calendars < $3)
"""
_UPSTREAM = "SELECT count(*) FROM closed WHERE topic = ANY($1::text[]) AND day >= $2"


class Sweeper:
    """Sweeps for one instance of a ledger service."""

    def __init__(self, ledger: Ledger, pool: Pool[Any], upstream: tuple[str, ...]) -> None:
        self._ledger, self._pool = ledger, pool
        self._upstream = [states(service) for service in upstream]
        self._wake = asyncio.Event()
        self._halved = 0

    @property
    def _size(self) -> int:
        """Subjects a transaction: fewer where it failed, since those of many facts may be too much for the time that one may take."""
        return max(1, CHUNK >> self._halved)

    def wake(self) -> None:
        """Something was committed that may leave work."""
        self._wake.set()

    async def run(self) -> None:
        """Sweep until cancelled; a failure is tried again."""
        pause = 0.2
        while True:
            self._wake.clear()
            try:
                busy = await self.step()
            except FAILURES as error:
                log.error("a sweep failed and will be tried again", error=error_name(error), seconds=pause)
                self._ledger.forget()
                self._halved += 1
                await asyncio.sleep(pause)
                pause = min(10.0, pause * 2)
                continue
            pause = 0.2
            if not busy:
                self._halved = 0
                await woken(self._wake, POLL)

    async def step(self) -> bool:
        """One chunk, and if it was full all of its level; or the closing of a day. False when there was nothing to do."""
        for kinds in self._ledger.kinds_by_level:
            if not await self._is_work(list(kinds)):
                continue
            folded = await self._chunk(list(kinds))
            if folded == self._size:
                ends = await asyncio.gather(
                    *(self._chunks(list(kinds)) for _ in range(AT_ONCE)), return_exceptions=True
                )
                for end in ends:
                    if end is not None:
                        raise end
            if folded:
                return True
        await self._settle()
        return await self._close()

    async def _is_work(self, kinds: list[str]) -> bool:
        async with self._pool.acquire() as connection:
            return bool(await connection.fetchval(_WORK, kinds, self._ledger.fold_number))

    async def _chunks(self, kinds: list[str]) -> None:
        while await self._chunk(kinds):
            continue

    async def _chunk(self, kinds: list[str]) -> int:
        """How many subjects were worked off, in one transaction."""
        async with self._pool.acquire() as connection, connection.transaction():
            now = await clock.read(connection, exclusive=False)
            if now.day is None or not now.calendars:
                return 0
            swept = await self._remind(connection, kinds, now) or await self._fold(connection, kinds, now)
        if swept:
            self._ledger.swept()
        return swept

    async def _remind(self, connection: Connection, kinds: list[str], now: clock.Clock) -> int:
        """Subjects of which nothing but reminders falls due: their states stand, so nothing is folded."""
        assert now.day is not None
        current = now.calendars, self._ledger.fold_number
        rows = await connection.fetch(_REMINDED, kinds, now.day, self._size, *current)
        if rows:
            today = await self._ledger.today(connection, now, ())
            await self._ledger.remind(connection, [(Subject(*row[:5]), row[5]) for row in rows], today)
        return len(rows)

    async def _fold(self, connection: Connection, kinds: list[str], now: clock.Clock) -> int:
        assert now.day is not None
        touches = await self._work(connection, kinds, now)
        if touches:
            subjects = await store.subjects(connection, list(touches), self._ledger.most_linked)
            today = await self._ledger.today(connection, now, subjects.values())
            await self._ledger.fold(
                connection,
                touches,
                subjects,
                lambda subject: touches.get(subject.key, Touch([])),
                today,
                Claim.none(),
            )
        return len(touches)

    async def _work(self, connection: Connection, kinds: list[str], now: clock.Clock) -> dict[str, Touch]:
        assert now.day is not None
        number = self._ledger.fold_number
        if keys := await self._keys(connection, _OLD_CALENDAR, kinds, now.calendars):
            return dict.fromkeys(keys, Touch([]))
        if touched := await profiles.touched(connection, kinds, self._size):
            return {key: Touch([], by_day("reassessed", now.day, profile)) for key, profile in touched}
        if keys := await self._keys(connection, _DUE, kinds, now.day):
            return dict.fromkeys(keys, Touch([], by_day("reassessed", now.day)))
        keys = await self._keys(connection, _OLD_CODE, kinds, number)
        return dict.fromkeys(keys, Touch([], by_day("reassessed", now.day, f"code-{number}")))

    async def _keys(self, connection: Connection, query: str, kinds: list[str], bound: date | int) -> list[str]:
        return sorted(row[0] for row in await connection.fetch(query, kinds, bound, self._size))

    async def _settle(self) -> None:
        """Units whose subjects have all been folded by the newest profile need not be looked at again."""
        async with self._pool.acquire() as connection, connection.transaction():
            if await connection.fetchval(profiles.WAITING):
                await clock.read(connection, exclusive=False)
                await profiles.settle(connection, list(self._ledger.rules))

    async def _close(self) -> bool:
        """Say that the day is over, when nothing of it is left here and those before have said so."""
        async with self._pool.acquire() as connection, connection.transaction():
            open_day = await connection.fetchval("SELECT day FROM clock WHERE day > closed OR closed IS NULL")
            if open_day is None or not await self._upstream_closed(connection, open_day):
                return False
            # Alone now: whatever folds by an earlier day has committed, and is seen.
            now = await clock.read(connection, exclusive=True)
            assert now.day is not None
            # Kinds that only another version keeps, or that a county has given up, hold no day up.
            kinds = list(self._ledger.rules)
            if now.day != open_day or await connection.fetchval(_LEFT, kinds, now.day, now.calendars):
                return False
            if await connection.fetchval(profiles.WAITING):
                return False
            await outbox.put(connection, day_closed(self._ledger.service, now.day))
            await connection.execute("UPDATE clock SET closed = day")
        log.info("day closed", day=open_day.isoformat())
        self._ledger.swept()
        return True

    async def _upstream_closed(self, connection: Connection, day: date) -> bool:
        if not self._upstream:
            return True
        closed = await connection.fetchval(_UPSTREAM, self._upstream, day)
        return bool(closed == len(self._upstream) * PARTITIONS)
