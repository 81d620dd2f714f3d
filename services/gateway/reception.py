"""What the gateway reads: facts for the door, and what the admission tells of organisations, which the register keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import structlog
from aiokafka import ConsumerRecord, TopicPartition
from pydantic import ValidationError

from chassis.database import Connection
from chassis.fence import Claim
from contracts.admission import Admission
from contracts.topics import ADMISSIONS, inbox
from services.gateway import lifecycle
from services.gateway.intake import Door, Judged
from services.gateway.registry import Registry

log = structlog.get_logger()

Records = Sequence[ConsumerRecord[Any, Any]]


class Received(NamedTuple):
    """A batch: facts as the door has prepared them, and news of the admission."""

    facts: Judged
    news: Records


class Reception:
    """Handler of the gateway's batches (see chassis.handler.Handler): the door, and the register that shuts it."""

    def __init__(self, door: Door, registry: Registry) -> None:
        self._door, self._registry = door, registry

    def prepare(self, records: Records) -> Received:
        """Have the door judge facts meanwhile."""
        news = [record for record in records if record.topic == ADMISSIONS]
        facts = [record for record in records if record.topic != ADMISSIONS] if news else records
        return Received(self._door.prepare(facts), news)

    async def apply(self, connection: Connection, batch: Received, claim: Claim) -> int:
        """One batch. Raises HoldError as the door does."""
        dropped = await self._door.apply(connection, batch.facts, claim)
        fresh = claim.fresh(batch.news)
        if fresh:
            await lifecycle.admitted(connection, [news for record in fresh if (news := _read(record)) is not None])
        closing = {inbox(org) for org in self._registry.last.closing}
        if fresh or any(record.topic in closing for record in batch.facts.records):
            for org in await lifecycle.shut(connection):
                log.info("an organisation is closed: its inbox has been read", org=org)
        return dropped + len(batch.news) - len(fresh)

    def rest(self, place: TopicPartition) -> float:
        """Seconds that an inbox should rest, as the door says; news of the admission never do."""
        return 0.0 if place.topic == ADMISSIONS else self._door.rest(place)

    def committed(self) -> None:
        """Tell the relay."""
        self._door.committed()

    def forget(self) -> None:
        """The next batch is judged when the registry and the day have been looked at."""
        self._door.forget()


def _read(record: ConsumerRecord[Any, Any]) -> Admission | None:
    """What a record tells; None for what this version cannot read, which the next record about the organisation replaces."""
    try:
        return Admission.model_validate_json(record.value or b"")
    except ValidationError:
        log.warning("a record of the admission cannot be read", offset=record.offset)
        return None
