"""Delivers notices, each organisation's in their order and none held up by another's receiver.

At least once: what was delivered is noted afterwards, and is delivered again under the same ``webhook-id`` where a crash
came between.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import NamedTuple

import structlog
from aiokafka.errors import KafkaError
from prometheus_client import Counter

from chassis.logs import error_name
from chassis.relay import FAILURES
from chassis.service import Context
from chassis.waking import woken
from contracts.topics import notices
from services.gateway.http.notices_log import Notice, NoticesLog
from services.gateway.webhooks import lease, log, store
from services.gateway.webhooks.places import newest
from services.gateway.webhooks.posting import Posting
from services.gateway.webhooks.signing import headers, message_id
from services.gateway.webhooks.store import Webhook

logger = structlog.get_logger()

POLL = 1.0
"""Seconds between looks for new notices, and for what people have changed at another instance."""

PAGE = 100
"""Notices of one organisation that are read and delivered in a row."""

PAUSE_FIRST, PAUSE_MOST = 1.0, 600.0
"""Seconds after an attempt that failed, doubled from the first to the most while the same notice fails again."""

RETRY = 5.0
"""Seconds after which an organisation is looked at again whose turn was ended by something of ours."""

BROKER_AWAY = (KafkaError, OSError)
"""It does not answer, or not in time."""

GIVE_BACK = 2.0
"""Seconds that a program which ends takes to give the lease back."""

ATTEMPTS = Counter("gongkai_webhook_attempts_total", "Attempts to deliver a notice to a webhook", ["outcome"])


def pause(attempt: int) -> float:
    """Seconds to wait after an attempt that failed, the first being number 1."""
    # No more than the longest needs: a receiver may be away for months.
    return min(PAUSE_MOST, PAUSE_FIRST * 2.0 ** min(attempt - 1, 20))


class _Rest(NamedTuple):
    """Until when nothing is tried, by the monotonic clock, unless people have changed something since."""

    until: float
    turn: int


class Deliveries:
    """The deliveries of one instance of the gateway, while it has the lease."""

    def __init__(self, context: Context, log_of_notices: NoticesLog, pauses: Callable[[int], float] = pause) -> None:
        """``pauses``: seconds after an attempt that failed, by its number."""
        self._context, self._notices, self._pauses = context, log_of_notices, pauses
        self._posting = Posting()
        self._rounds: dict[str, asyncio.Task[None]] = {}
        self._rests: dict[str, _Rest] = {}
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Somebody has changed a webhook."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver, for ever. FAILURES of the database are the caller's; receivers and the broker may be away."""
        try:
            while True:
                self._wake.clear()
                if await self._leads():
                    await self._look()
                else:
                    await self._end_rounds()
                await woken(self._wake, self._until_next_look())
        finally:
            await self._end_rounds()

    async def stop(self) -> None:
        """Close the connections, and let another instance deliver."""
        await self._posting.stop()
        # Where the database is away, the lease ends by itself.
        with contextlib.suppress(*FAILURES):
            async with asyncio.timeout(GIVE_BACK), self._context.pool.acquire() as connection:
                await lease.give_back(connection, self._context.settings.instance)

    async def _leads(self) -> bool:
        async with self._context.pool.acquire() as connection:
            return await lease.take(connection, self._context.settings.instance)

    async def _look(self) -> None:
        """Begin a round for each organisation that has something to be delivered and neither a round nor a rest."""
        async with self._context.pool.acquire() as connection:
            webhooks = [webhook for webhook in await store.every(connection) if self._may_begin(webhook)]
        try:
            last = await newest(self._notices, (webhook.org for webhook in webhooks))
        except BROKER_AWAY as error:
            logger.warning("waiting", reason=f"webhooks wait for Kafka ({error_name(error)}); trying again")
            return
        for webhook in webhooks:
            if webhook.repeat is not None or webhook.next_offset <= last.get(webhook.org, -1):
                self._rounds[webhook.org] = asyncio.create_task(self._round(webhook))

    def _until_next_look(self) -> float:
        """Seconds: no later than the next rest ends."""
        now = time.monotonic()
        return min([POLL, *(rest.until - now for rest in self._rests.values() if rest.until > now)])

    def _may_begin(self, webhook: Webhook) -> bool:
        rest = self._rests.get(webhook.org)
        rests = rest is not None and rest.turn == webhook.turn and time.monotonic() < rest.until
        return not (webhook.paused or webhook.ended or rests) and webhook.org not in self._rounds

    async def _round(self, webhook: Webhook) -> None:
        """Deliver some notices in their order, up to one that is not accepted."""
        rest = 0.0
        try:
            rest = await self._delivered(webhook)
        except Exception as error:  # noqa: BLE001  # whatever it is, the others go on and this one is tried again
            rest = RETRY
            logger.error("a round of a webhook failed", org=webhook.org, error=error_name(error), seconds=rest)
        finally:
            self._rests[webhook.org] = _Rest(time.monotonic() + rest, webhook.turn)
            self._rounds.pop(webhook.org, None)
            self.wake()

    async def _delivered(self, webhook: Webhook) -> float:
        """Seconds after which to go on: none, where nothing failed."""
        repeat = webhook.repeat
        first, most = (repeat.offset, 1) if repeat else (webhook.next_offset, PAGE)
        page = await self._notices.read(notices(webhook.org), first - 1, most)
        if not page:
            return RETRY
        for notice in page:
            if repeat is None and not webhook.takes(notice.type):
                continue
            if not await self._stands(webhook):
                return 0.0
            if failed := await self._attempt(webhook, notice):
                return self._pauses(failed)
        if repeat is None:
            async with self._context.pool.acquire() as connection:
                await store.passed(connection, webhook, page[-1].offset + 1)
        return 0.0

    async def _stands(self, webhook: Webhook) -> bool:
        """Whether it is still to be delivered so: what people change holds from the next delivery on."""
        async with self._context.pool.acquire() as connection:
            return await store.stands(connection, webhook)

    async def _attempt(self, webhook: Webhook, notice: Notice) -> int:
        """Post a notice once; 0 when it was accepted, else which attempt has failed, from 1."""
        body = bytes(notice.event)
        message = message_id(body)
        outcome = await self._posting(webhook.url, headers(webhook.secret, message, body), body)
        self._context.drill.reach("webhook.before_note")
        async with self._context.pool.acquire() as connection, connection.transaction():
            attempt = await log.note(connection, webhook, notice, message, webhook.repeat, outcome)
        ATTEMPTS.labels("accepted" if outcome.accepted else "failed").inc()
        if outcome.accepted:
            return 0
        logger.warning("a webhook did not accept a notice", org=webhook.org, attempt=attempt, reason=outcome.reason)
        return max(attempt, 1)

    async def _end_rounds(self) -> None:
        rounds = list(self._rounds.values())
        for task in rounds:
            task.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
