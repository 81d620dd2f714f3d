"""The register of organisations as the bus has it: who is in it, who has had the last day, and what was told of their admission."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import UnknownTopicOrPartitionError

from chassis.address import client
from contracts.admission import Admission
from contracts.organisations import Organisation
from contracts.time import Day
from contracts.topics import ADMISSIONS, DAYS, ORGS

log = structlog.get_logger()

_READ = tuple(TopicPartition(topic, 0) for topic in (ORGS, DAYS, ADMISSIONS))
_WAIT_MS = 5_000


class Standing(NamedTuple):
    """How an organisation stands on the bus: admitted, or its rights have ended with its last day."""

    name: Literal["admitted", "ended"]
    valid_to: date | None = None


ADMITTED = Standing("admitted")


@dataclass
class Register:
    """What the topics have said so far."""

    last_days: dict[str, date | None] = field(default_factory=dict)
    """Organisation → its last day; None for none."""
    today: date | None = None
    admissions: dict[str, Standing] = field(default_factory=dict)
    """Organisation → how it was last told that it stands."""

    def take(self, record: ConsumerRecord[Any, Any]) -> None:
        """Keep what a record says. One that cannot be read is passed over, and said to be: what was known holds."""
        try:
            self._take(record)
        except ValueError:
            log.error("a record is passed over", topic=record.topic, partition=record.partition, offset=record.offset)

    def _take(self, record: ConsumerRecord[Any, Any]) -> None:
        org = (record.key or b"").decode()
        if record.topic == DAYS:
            self.today = Day.model_validate_json(record.value or b"").day
        elif record.value is None:
            self.last_days.pop(org, None)
        elif record.topic == ORGS:
            self.last_days[org] = Organisation.model_validate_json(record.value).valid_to
        else:
            admission = Admission.model_validate_json(record.value)
            self.admissions[org] = Standing(admission.standing, admission.valid_to)

    def due(self) -> dict[str, Standing]:
        """How each organisation is to stand today."""
        return {
            org: Standing("ended", last)
            if last is not None and self.today is not None and last < self.today
            else ADMITTED
            for org, last in self.last_days.items()
        }


class Follower:
    """Reads the register's topics into ``register``, from their beginning on."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer
        self.register = Register()

    async def catch_up(self) -> None:
        """Read what there is. KafkaError where a topic is missing."""
        if not {place.topic for place in _READ} <= await self._consumer.topics():
            raise UnknownTopicOrPartitionError
        self._consumer.assign(_READ)
        ends = await self._consumer.end_offsets(_READ)
        while any([await self._consumer.position(place) < end for place, end in ends.items()]):
            await self.read_on()

    async def read_on(self) -> None:
        """Wait for more."""
        for records in (await self._consumer.getmany(timeout_ms=_WAIT_MS)).values():
            for record in records:
                self.register.take(record)

    async def ends(self, topics: list[str]) -> list[int]:
        """The offsets behind the last records of these topics, each of one partition."""
        places = [TopicPartition(topic, 0) for topic in topics]
        ends = await self._consumer.end_offsets(places) if places else {}
        return [ends[place] for place in places]


@asynccontextmanager
async def following(kafka: str) -> AsyncIterator[Follower]:
    """A follower of the register on the broker at this address. KafkaError when it does not answer."""
    consumer = AIOKafkaConsumer(**client(kafka), auto_offset_reset="earliest", enable_auto_commit=False)
    try:
        await consumer.start()
        yield Follower(consumer)
    finally:
        await consumer.stop()


async def ended(kafka: str) -> set[str]:
    """Organisations of which it was told that their rights have ended. KafkaError when the broker does not answer."""
    async with following(kafka) as follower:
        await follower.catch_up()
    return {org for org, standing in follower.register.admissions.items() if standing.name == "ended"}
