"""The departments' door: facts are judged and passed on, or refused with a notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition

from chassis import dead_letters, outbox, telemetry
from chassis.consumer import HoldError
from chassis.database import Connection
from chassis.events import midnight
from chassis.refusals import INBOX, notice
from chassis.relay import producer
from contracts.families import FAMILIES, Families
from contracts.notices import Refusal
from contracts.topics import INBOX_PATTERN, intake
from services.gateway.days import Days
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound, Refused, Units
from services.gateway.registry import Registry

HOLD_S = 5.0
"""Seconds after which the inbox of an organisation that the registry does not know is looked at again."""

_inbox = re.compile(INBOX_PATTERN).match

Records = Sequence[ConsumerRecord[Any, Any]]


class Door:
    """Handler of the gateway's batches (see chassis.consumer.Handler).

    Accepted facts are sent on and acknowledged before the batch commits: after a crash some are
    sent twice, never none, and the ledgers drop a fact they have. Refusals and notices are
    written in the batch's transaction, afterwards; nothing of the clock or the registry is locked meanwhile.
    """

    def __init__(
        self,
        bootstrap: str,
        wake: Callable[[], None],
        days: Days,
        registry: Registry,
        families: Families = FAMILIES,
    ) -> None:
        self._bootstrap, self._wake = bootstrap, wake
        self._days, self._registry, self._families = days, registry, families
        self._sender: AIOKafkaProducer | None = None
        self.counts = {"accepted": 0, "refused": 0}

    def committed(self) -> None:
        """Tell the relay."""
        self._wake()

    def forget(self) -> None:
        """Nothing is remembered between batches that could be another instance's."""

    async def stop(self) -> None:
        """Close the producer."""
        if self._sender is not None:
            await self._sender.stop()
            self._sender = None

    async def apply(self, connection: Connection, records: Records) -> None:
        """One batch. Raises HoldError, with nothing done, while an organisation of it is not in the registry."""
        units = await self._registry.units(connection)
        _hold_unknown(records, units)
        today = await self._days.today(connection)
        assert today is not None, "the door opens when the first day is known"
        accepted: list[tuple[Accepted, bytes]] = []
        refused: list[tuple[str, Refusal]] = []
        for record in records:
            org = _org(record.topic)
            inbound = Inbound(record.value, record.headers, record.topic, record.partition, record.offset)
            verdict = judge(inbound, org, today, units, families=self._families)
            if isinstance(verdict, Refused):
                refused.append((org, verdict.refusal))
            else:
                accepted.append((verdict, f"{record.partition}:{record.offset}".encode()))
        await self._pass_on(accepted)
        await dead_letters.put(connection, [refusal for _, refusal in refused])
        await outbox.put(connection, [_notice(org, refusal, today) for org, refusal in refused])
        for _, refusal in refused:
            telemetry.REFUSALS.labels(refusal.code).inc()
        telemetry.FACTS.inc(len(accepted))
        self.counts["accepted"] += len(accepted)
        self.counts["refused"] += len(refused)

    async def _pass_on(self, accepted: Sequence[tuple[Accepted, bytes]]) -> None:
        if not accepted:
            return
        if self._sender is None:
            sender = producer(self._bootstrap)
            await sender.start()
            self._sender = sender
        try:
            acks = [
                await self._sender.send(
                    intake(fact.service),
                    value=fact.value,
                    key=fact.key,
                    headers=[*fact.headers, (INBOX, place)],
                )
                for fact, place in accepted
            ]
            for ack in acks:
                await ack
        except Exception:
            # A producer that failed once may have lost its sequence: the next try takes a new one.
            await self.stop()
            raise


def _org(topic: str) -> str:
    """The organisation whose inbox ``topic`` is."""
    match = _inbox(topic)
    assert match is not None, "only inboxes are subscribed to"
    return match[1]


def _hold_unknown(records: Records, units: Units) -> None:
    unknown = {
        org for topic in {record.topic for record in records} if (org := _org(topic)) not in units.orgs
    }
    if unknown:
        raise HoldError(
            {TopicPartition(r.topic, r.partition) for r in records if _org(r.topic) in unknown},
            HOLD_S,
            f"facts wait of organisations that are not in the registry: {', '.join(sorted(unknown))}; "
            "add them: gongkai orgs load FILE",
        )


def _notice(org: str, refusal: Refusal, day: date) -> outbox.Message:
    return notice(org, "gateway", refusal, midnight(day))
