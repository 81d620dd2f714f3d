"""Writing into departments' inboxes, each record acknowledged with its place, or not in time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from aiokafka.errors import KafkaError

from chassis.logs import error_name
from chassis.outbox import Message
from chassis.sender import Batch, Sender
from contracts.notices import RecordRef

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds in which the broker must acknowledge; a sender is told to send again otherwise."""

PARTITION = 0
"""An inbox has one, which keeps the department's own order."""


class Inboxes:
    """One producer for all inboxes, connected when it is first needed."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._sender: Sender | None = None
        self._starting = asyncio.Lock()

    async def write(self, topic: str, messages: Sequence[Message]) -> list[RecordRef | None]:
        """Where each record lies, None where the broker has said nothing in time; all are of ``topic``."""
        try:
            batches = await (await self._connected()).send(messages)
        except (KafkaError, OSError) as error:
            log.warning("an inbox was not written", topic=topic, error=error_name(error), records=len(messages))
            return [None] * len(messages)
        await asyncio.wait([batch.ack for batch in batches])
        return [place for batch in batches for place in _places(topic, batch)]

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


def _places(topic: str, batch: Batch) -> list[RecordRef | None]:
    error = batch.ack.exception()
    if error is not None:
        log.warning("an inbox was not written", topic=topic, error=error_name(error), records=len(batch.messages))
        return [None] * len(batch.messages)
    first = batch.ack.result().offset
    return [RecordRef(topic=topic, partition=PARTITION, offset=first + number) for number in range(len(batch.messages))]
