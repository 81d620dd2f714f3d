"""FastStream's batch subscriber over raw records: it fetches and hands on, and says when partitions change hands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage
from faststream.security import SASLScram512

from chassis.address import Address, address
from chassis.lots import InLots, Lot
from chassis.settings import Settings

FETCH_BYTES = 4 * 1024 * 1024
"""Bytes a fetch: what is fetched ahead lies in memory; more is little faster and much larger."""

RECORD_BYTES = 1_024
"""Bytes of a record, roomily: of one partition as much is fetched at once as fills a batch. What was fetched of one that is paused then is
thrown away by the client, and fetched again."""

PARTITION_BYTES = 2 * 1024 * 1024
"""Bytes of one partition that are fetched at once at most."""

COLLECTING = (30, 64 * 1024)
"""While records come: milliseconds that the broker collects them for before it answers a fetch, and bytes with which it answers at
once. At a few hundred facts a second every fact would otherwise be a batch of its own in every service, with its
transaction, its relay's turn and its requests."""

WATCHING = (250, 1)
"""While none come: the first is handed out as it comes, and an idle line asks the broker seldom."""

QUIET = 1.0
"""Seconds without a record after which the consumer only watches."""

AS_LONG_AS_IT_TAKES = 10 * 365 * 24 * 3_600_000
"""Milliseconds that FastStream waits for records, which end its wait: after an empty answer it rests for as long as it has waited, and a
fact that comes meanwhile lies there until then."""

LOT_BYTES = 8 * 1024 * 1024
"""Bytes a fetch in lots: of those little stays, and the next so many come while they are read."""

NEW_TOPICS = 10_000
"""Milliseconds between looks for new topics of a pattern: an inbox made just now is read within this time."""

Records = Sequence[ConsumerRecord[Any, Any]]


class Subscription:
    """One member of a group. Offsets are ours: nothing is acknowledged to FastStream, nothing committed by it."""

    def __init__(
        self,
        settings: Settings,
        group: str,
        *,
        topics: Sequence[str],
        pattern: str | None,
        max_records: int | None,
        fetched: Callable[[Records], Awaitable[None]],
        revoked: Callable[[], None],
        assigned: Callable[[set[TopicPartition]], Awaitable[None]],
        in_lots: bool = False,
    ) -> None:
        """``in_lots``: what is ``fetched`` are lots (see chassis.lots), and ``max_records`` as many of them."""
        self._in_lots, self._assigned_to = in_lots, assigned
        self._looks_for_new = False
        self._quiet: asyncio.TimerHandle | None = None
        kafka = address(settings.kafka)
        self._broker = KafkaBroker(
            kafka.servers.split(","),
            security=_security(kafka),
            logger=None,
            apply_types=False,
            allow_auto_create_topics=False,
            metadata_max_age_ms=NEW_TOPICS,
        )
        self._subscriber = self._broker.subscriber(
            *topics,
            pattern=pattern,
            batch=True,
            group_id=group,
            group_instance_id=f"{group}-{settings.instance}",
            max_records=max_records,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.MANUAL,
            session_timeout_ms=settings.session_timeout_ms,
            heartbeat_interval_ms=settings.session_timeout_ms // 5,
            rebalance_timeout_ms=settings.session_timeout_ms,
            fetch_max_bytes=LOT_BYTES if in_lots else FETCH_BYTES,
            max_partition_fetch_bytes=_of_one_partition(max_records),
            fetch_max_wait_ms=WATCHING[0],
            fetch_min_bytes=WATCHING[1],
            batch_timeout_ms=AS_LONG_AS_IT_TAKES,
            partition_assignment_strategy=[RangePartitionAssignor],
            listener=_Assignments(revoked, self._on_assigned),
            parser=self._parse,
            decoder=_decode,
        )
        self._subscriber(fetched)

    async def start(self) -> None:
        """Join the group."""
        self._looks_for_new = True
        if self._in_lots:
            consumer = await self._broker.connect()

            def made(**options: Any) -> AIOKafkaConsumer:
                # FastStream says None for what it does not let one set.
                return consumer(**options | {"value_deserializer": InLots()})

            self._broker.config.broker_config.builder = made
        await self._broker.start()

    async def stop(self) -> None:
        """Leave the group."""
        if self._quiet is not None:
            self._quiet.cancel()
        await self._broker.stop()

    def must_keep_its_group(self) -> None:
        """KafkaError when the client's task that keeps this member in its group has failed: the client does not begin it again."""
        consumer = self._subscriber.consumer
        # There is a consumer before it has been started, and then it keeps nothing yet.
        coordinator = consumer._coordinator if consumer is not None else None  # noqa: SLF001  # it has no other way
        if coordinator is not None:
            keeping = coordinator._coordination_task  # noqa: SLF001  # ditto
            if keeping.done() and not keeping.cancelled() and (error := keeping.exception()):
                raise error

    def assigned(self) -> set[TopicPartition]:
        """Partitions that this member owns now."""
        return set(self._client.assignment()) if self._subscriber.consumer else set()

    def ends(self) -> dict[TopicPartition, int]:
        """The broker's end of each partition owned, where a fetch has told it."""
        ends = {partition: self._client.highwater(partition) for partition in self.assigned()}
        return {partition: end for partition, end in ends.items() if end is not None}

    def seek(self, positions: Mapping[TopicPartition, int]) -> None:
        """Fetch these partitions from here on, as far as they are still ours."""
        mine = self.assigned()
        for partition, offset in positions.items():
            if partition in mine:
                self._client.seek(partition, offset)

    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        """Fetch nothing of these until they are resumed."""
        self._client.pause(*partitions)

    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        """Fetch these again."""
        if mine := self.assigned().intersection(partitions):
            self._client.resume(*mine)

    async def tell_broker(self, positions: Mapping[TopicPartition, int]) -> None:
        """Commit offsets to the broker, for who looks at lags; KafkaError when it does not take them."""
        mine = self.assigned()
        offsets = {partition: end for partition, end in positions.items() if partition in mine}
        if offsets:
            await self._client.commit(offsets)

    async def _on_assigned(self, assigned: set[TopicPartition]) -> None:
        """The first time after a start it joins once more where topics are lacking that it subscribes to.

        A member that begins under the name of one that has just ended is handed what that had, and the client takes the
        topics that were made meanwhile for known. When the leader of the group joins once more, all is handed out anew; from
        any other the broker takes it for a repetition.
        """
        await self._assigned_to(assigned)
        if self._looks_for_new and self._client.subscription() - {place.topic for place in assigned}:
            self._client._coordinator.request_rejoin()  # noqa: SLF001  # it has no other way
        self._looks_for_new = False

    @property
    def _client(self) -> AIOKafkaConsumer:
        client = self._subscriber.consumer
        assert client is not None, "the subscription has been started"
        return client

    async def _parse(self, records: tuple[ConsumerRecord[Any, Any], ...]) -> KafkaAckableMessage:
        """Hand the raw records on: decoding is the handler's, who knows what it needs of them."""
        assert isinstance(records[0], Lot) == self._in_lots, "all comes in lots, or nobody asked for them"
        self._ask(COLLECTING)
        if self._quiet is not None:
            self._quiet.cancel()
        self._quiet = asyncio.get_running_loop().call_later(QUIET, self._ask, WATCHING)
        return KafkaAckableMessage(body=b"", raw_message=records, consumer=self._client)

    def _ask(self, how: tuple[int, int]) -> None:
        """Ask the broker so from the next fetch on: the client reads both anew for each."""
        if (client := self._subscriber.consumer) is not None:
            client._fetcher._fetch_max_wait_ms, client._fetcher._fetch_min_bytes = how  # noqa: SLF001  # it has no other way


def _of_one_partition(max_records: int | None) -> int:
    """Bytes to fetch of one partition at once."""
    return PARTITION_BYTES if max_records is None else min(PARTITION_BYTES, max_records * RECORD_BYTES)


def _security(kafka: Address) -> SASLScram512 | None:
    if not kafka.user:
        return None
    return SASLScram512(kafka.user, kafka.password, ssl_context=kafka.context(), use_ssl=kafka.tls)


async def _decode(message: KafkaAckableMessage) -> Any:
    return message.raw_message


class _Assignments(ConsumerRebalanceListener):  # type: ignore[misc]  # the library's base class is untyped
    def __init__(self, revoked: Callable[[], None], assigned: Callable[[set[TopicPartition]], Awaitable[None]]) -> None:
        self._revoked, self._assigned = revoked, assigned

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:  # noqa: ARG002
        # Nothing to save: every batch is already saved or will be read again by the next owner.
        self._revoked()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        await self._assigned(assigned)
