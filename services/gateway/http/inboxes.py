"""Writing into departments' inboxes, each record acknowledged with its place, or not in time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis.logs import error_name
from chassis.outbox import Message
from chassis.sender import producer
from contracts.notices import RecordRef

log = structlog.get_logger()

PATIENCE = 5.0
"""Seconds in which the broker must acknowledge; a sender is told to send again otherwise."""

PARTITION = 0
"""An inbox has one, which keeps the department's own order."""


class Inboxes:
    """One producer for all inboxes, connected when it is first needed.

    Records are handed over one by one: those of requests that come while an ack is out go out together behind it.
    """

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def write(self, topic: str, messages: Sequence[Message]) -> list[RecordRef | None]:
        """Where each record lies, None where the broker has said nothing in time; all are of ``topic``."""
        acks: list[asyncio.Future[Any]] = []
        try:
            connected = await self._connected()
            for message in messages:
                headers = list(message.headers)
                ack = await connected.send(topic, message.value, message.key, PARTITION, headers=headers)
                acks.append(ack)
        except (KafkaError, OSError) as error:
            log.warning("an inbox was not written", topic=topic, error=error_name(error), records=len(messages))
        results = await asyncio.gather(*acks, return_exceptions=True)
        places = [_place(topic, result) for result in results]
        if lost := next((result for result in results if isinstance(result, BaseException)), None):
            log.warning("an inbox was not written", topic=topic, error=error_name(lost), records=places.count(None))
        return places + [None] * (len(messages) - len(places))

    async def stop(self) -> None:
        """Disconnect."""
        if self._producer is not None:
            await self._producer.stop()
            self._producer = None

    async def _connected(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                made = producer(self._kafka, PATIENCE)
                try:
                    await made.start()
                except BaseException:
                    await made.stop()
                    raise
                self._producer = made
            return self._producer


def _place(topic: str, result: Any) -> RecordRef | None:
    if isinstance(result, BaseException):
        return None
    return RecordRef(topic=topic, partition=PARTITION, offset=result.offset)
