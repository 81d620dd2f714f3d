"""The consumer: FastStream's batch subscriber over raw records, with every batch behind the fence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any, Protocol

import structlog
from aiokafka import ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage

from chassis import telemetry
from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.fence import Fence, GapError, NoFence, Positions
from chassis.logs import error_name
from chassis.relay import FAILURES
from chassis.settings import Settings

log = structlog.get_logger()

BACK_OFF_FIRST, BACK_OFF_MOST = 0.2, 10.0
"""Seconds between tries of a failing batch: doubled from the first to the most."""

FETCH_BYTES = 4 * 1024 * 1024
"""Bytes a fetch: what is fetched ahead lies in memory, decoded; more is little faster and much larger."""

Records = Sequence[ConsumerRecord[Any, Any]]


class Handler(Protocol):
    """What a service does with a batch."""

    async def apply(self, connection: Connection, records: Records) -> None:
        """Write everything that follows from these records; runs inside the batch's transaction."""

    def committed(self) -> None:
        """The batch is safe; e.g. wake the relay."""

    def forget(self) -> None:
        """Partitions changed hands: drop what is remembered between batches."""


class Consumer:
    """Consumes ``topics`` (or ``pattern``) for ``group``; one batch, one transaction."""

    def __init__(
        self, settings: Settings, pool: Pool[Any], group: str, handler: Handler, *,
        topics: Sequence[str] = (), pattern: str | None = None, max_records: int,
    ) -> None:  # fmt: skip
        self._settings, self._pool, self._handler = settings, pool, handler
        self._drill = Drill(settings.drill)
        self._fence = Fence(group) if settings.fence == "on" else NoFence(group)
        self._failures = 0
        self._next: Positions = {}
        self._placed = asyncio.Event()
        self.last_batch = time.monotonic()
        self.broker = KafkaBroker(
            settings.kafka, logger=None, apply_types=False, allow_auto_create_topics=False
        )
        self._subscriber = self.broker.subscriber(
            *topics,
            pattern=pattern,
            batch=True,
            group_id=group,
            group_instance_id=f"{group}-{settings.instance}",
            max_records=max_records,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.NACK_ON_ERROR,
            session_timeout_ms=settings.session_timeout_ms,
            heartbeat_interval_ms=settings.session_timeout_ms // 5,
            rebalance_timeout_ms=settings.session_timeout_ms,
            fetch_max_bytes=FETCH_BYTES,
            max_partition_fetch_bytes=2 * 1024 * 1024,
            fetch_max_wait_ms=100,
            partition_assignment_strategy=[RangePartitionAssignor],
            listener=_Assignments(self),
            parser=self._parse,
            decoder=_decode,
        )
        self._subscriber(self._handle)

    async def start(self) -> None:
        """Join the group and begin; returns at once, batches follow."""
        await self.broker.start()

    async def stop(self) -> None:
        """Leave the group; a batch under way is rolled back and will be read again."""
        await self.broker.stop()

    def assigned(self) -> set[TopicPartition]:
        """Partitions that this instance owns now."""
        consumer = self._subscriber.consumer
        return set(consumer.assignment()) if consumer else set()

    def lag(self) -> dict[TopicPartition, int]:
        """Records between what was processed and the broker's end, per partition owned."""
        consumer = self._subscriber.consumer
        if consumer is None:
            return {}
        ends = {partition: consumer.highwater(partition) for partition in consumer.assignment()}
        return {p: max(0, end - self._next.get(p, 0)) for p, end in ends.items() if end is not None}

    def lag_by_topic(self) -> dict[str, int]:
        """Records behind, per topic; 0 for a topic that is owned and read to its end."""
        topics: dict[str, int] = {}
        for partition, records in self.lag().items():
            topics[partition.topic] = topics.get(partition.topic, 0) + records
        return topics

    async def _parse(self, records: tuple[ConsumerRecord[Any, Any], ...]) -> KafkaAckableMessage:
        """Hand the raw records on: decoding is the handler's, who knows what it needs of them."""
        consumer = self._subscriber.consumer
        assert consumer is not None
        return KafkaAckableMessage(body=b"", raw_message=records, consumer=consumer)

    async def _handle(self, records: Records) -> None:
        # Records may be handed out before the assignment has been answered with our own positions.
        await self._placed.wait()
        self._drill.reach("batch.fetched")
        started = time.monotonic()
        try:
            dropped = await self._transact(records)
        except GapError as gap:
            log.warning("a gap before fetched records; fetching again", partitions=len(gap.seek))
            self._seek(gap.seek)
            return
        except Exception as error:
            self._failures += 1
            pause = min(BACK_OFF_MOST, BACK_OFF_FIRST * 2 ** (self._failures - 1))
            log.error(
                "a batch failed and will be tried again", error=error_name(error), where=telemetry.where(error),
                records=len(records), attempt=self._failures, seconds=round(pause, 1),
            )  # fmt: skip
            self._handler.forget()
            await asyncio.sleep(pause)
            raise
        self._failures = 0
        self.last_batch = time.monotonic()
        telemetry.BATCH_SECONDS.observe(self.last_batch - started)
        telemetry.RECORDS.inc(len(records) - dropped)
        telemetry.observe_lag(self.lag_by_topic(), records[-1].timestamp)

    async def _transact(self, records: Records) -> int:
        async with self._pool.acquire() as connection, connection.transaction():
            fresh = await self._fence.claim(connection, records)
            if fresh:
                await self._handler.apply(connection, fresh)
                await self._fence.advance(connection, fresh)
            self._drill.reach("batch.before_commit")
        self._drill.reach("batch.after_commit")
        for record in records:
            self._next[TopicPartition(record.topic, record.partition)] = record.offset + 1
        self._handler.committed()
        if len(fresh) < len(records):
            log.info(
                "records already processed were dropped",
                dropped=len(records) - len(fresh),
                records=len(records),
            )
        return len(records) - len(fresh)

    def on_revoked(self) -> None:
        """Until the next assignment is placed, nothing is processed."""
        self._placed.clear()

    async def on_assigned(self, partitions: set[TopicPartition]) -> None:
        """Seek to what the database says, whatever the broker believes.

        Should the database be away just now, the fence finds the right place with the first batch.
        """
        self._handler.forget()
        try:
            async with self._pool.acquire() as connection:
                positions = await self._fence.positions(connection, partitions)
            self._next = dict(positions)
            if not isinstance(self._fence, NoFence):
                self._seek(positions)
            log.info("partitions assigned", partitions=len(partitions))
        except FAILURES as error:
            log.error("stored positions could not be read at the assignment", error=error_name(error))
        finally:
            self._placed.set()

    def _seek(self, positions: Positions) -> None:
        consumer = self._subscriber.consumer
        assert consumer is not None
        for partition, offset in positions.items():
            consumer.seek(partition, offset)


async def _decode(message: KafkaAckableMessage) -> Any:
    return message.raw_message


class _Assignments(ConsumerRebalanceListener):  # type: ignore[misc]  # the library's base class is untyped
    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:  # noqa: ARG002
        # Nothing to save: every batch is already saved or will be read again by the next owner.
        self._consumer.on_revoked()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        await self._consumer.on_assigned(assigned)
