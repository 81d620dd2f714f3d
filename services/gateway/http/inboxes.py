"""Writing into departments' inboxes, each record acknowledged with its place, or not in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Sequence
from typing import Any, NamedTuple

import structlog
from aiokafka.errors import KafkaError

from chassis.logs import error_name
from chassis.outbox import Message
from chassis.sender import Sender
from contracts.notices import RecordRef

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds in which the broker must acknowledge; a sender is told to send again otherwise."""

PARTITION = 0
"""An inbox has one, which keeps the department's own order."""

_MANY = 100
"""Records that are worth batches of their own, at a tenth of the work. Fewer are handed over one by one: those of requests that
come while an ack is out go out together behind it, where batches of single records would wait for one another's acks."""


class _Written(NamedTuple):
    """Records that were handed over, and what to await for where the first of them lies."""

    records: int
    ack: Awaitable[Any]


class Inboxes:
    """One producer for all inboxes, connected when it is first needed."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._sender: Sender | None = None
        self._starting = asyncio.Lock()

    async def write(self, topic: str, messages: Sequence[Message]) -> list[RecordRef | None]:
        """Where each record lies, None where the broker has said nothing in time; all are of ``topic``."""
        handed_over: list[_Written] = []
        try:
            sender = await self._connected()
            if len(messages) < _MANY:
                for message in messages:
                    # What was handed over before a failure counts.
                    handed_over.append(_Written(1, await sender.add(message)))  # noqa: PERF401
            else:
                handed_over += [_Written(len(batch.messages), batch.ack) for batch in await sender.send(messages)]
        except (KafkaError, OSError) as error:
            log.warning("an inbox was not written", topic=topic, error=error_name(error), records=len(messages))
        results = await asyncio.gather(*(written.ack for written in handed_over), return_exceptions=True)
        places = [
            place
            for written, result in zip(handed_over, results, strict=True)
            for place in _places(topic, written.records, result)
        ]
        if lost := next((result for result in results if isinstance(result, BaseException)), None):
            log.warning("an inbox was not written", topic=topic, error=error_name(lost), records=places.count(None))
        return places + [None] * (len(messages) - len(places))

    async def stop(self) -> None:
        """Disconnect."""
        if self._sender is not None:
            await self._sender.stop()
            self._sender = None

    async def _connected(self) -> Sender:
        async with self._starting:
            if self._sender is None:
                sender = Sender(self._kafka, PATIENCE)
                try:
                    await sender.start()
                except BaseException:
                    await sender.stop()
                    raise
                self._sender = sender
            return self._sender


def _places(topic: str, records: int, result: Any) -> Iterator[RecordRef | None]:
    """Of records that were acknowledged together: they lie one behind the other."""
    for number in range(records):
        is_lost = isinstance(result, BaseException)
        yield None if is_lost else RecordRef(topic=topic, partition=PARTITION, offset=result.offset + number)
