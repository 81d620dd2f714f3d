"""The departments' door: facts are validated and passed on, or refused with a notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from aiokafka import AIOKafkaProducer, ConsumerRecord

from chassis import dead_letters, outbox, store, telemetry
from chassis.database import Connection
from chassis.events import midnight
from chassis.refusals import INBOX, notice
from chassis.relay import producer
from contracts.notices import Refusal
from contracts.topics import INBOX_PATTERN, INTAKE
from services.gateway.fold import validate
from services.gateway.records import Inbound, Refused

_org = re.compile(INBOX_PATTERN).match


class Door:
    """Handler of the gateway's batches (see chassis.consumer.Handler).

    Accepted facts are sent on and acknowledged before the batch commits: after a crash some are
    sent twice, never none, and the ledgers drop a fact they have. Refusals and notices are
    written in the batch's transaction.
    """

    def __init__(self, bootstrap: str, wake: Callable[[], None]) -> None:
        self._bootstrap, self._wake = bootstrap, wake
        self._sender: AIOKafkaProducer | None = None
        self._orgs: frozenset[str] = frozenset()
        self.counts = {"accepted": 0, "refused": 0}

    def committed(self) -> None:
        """Tell the relay."""
        self._wake()

    def forget(self) -> None:
        """Nothing is remembered but the organisations, which only grow."""

    def know(self, orgs: frozenset[str]) -> None:
        """The organisations of the registry."""
        self._orgs = orgs

    async def stop(self) -> None:
        """Close the producer."""
        if self._sender is not None:
            await self._sender.stop()
            self._sender = None

    async def apply(self, connection: Connection, records: Sequence[ConsumerRecord[Any, Any]]) -> None:
        """One batch."""
        clock = await store.clock(connection, exclusive=False)
        assert clock.day is not None, "the door opens when the first day is known"
        refused: list[tuple[str, Refusal]] = []
        accepted = []
        for record in records:
            match = _org(record.topic)
            org = match[1] if match else ""
            if org not in self._orgs:
                refused.append((org, _unknown_org(record, org)))
                continue
            inbound = Inbound(record.value, record.headers, record.topic, record.partition, record.offset)
            verdict = validate(inbound, org, clock.day, orgs=self._orgs)
            if isinstance(verdict, Refused):
                refused.append((org, verdict.refusal))
            else:
                accepted.append((verdict, f"{record.partition}:{record.offset}".encode()))
        await self._pass_on(accepted)
        await dead_letters.put(connection, [refusal for _, refusal in refused])
        await outbox.put(
            connection, [_notice(org, refusal, clock.day) for org, refusal in refused if org in self._orgs]
        )
        for _, refusal in refused:
            telemetry.REFUSALS.labels(refusal.code).inc()
        telemetry.FACTS.inc(len(accepted))
        self.counts["accepted"] += len(accepted)
        self.counts["refused"] += len(refused)

    async def _pass_on(self, accepted: list[Any]) -> None:
        if not accepted:
            return
        if self._sender is None:
            sender = producer(self._bootstrap)
            await sender.start()
            self._sender = sender
        try:
            acks = [
                await self._sender.send(
                    INTAKE[verdict.service],
                    value=verdict.value,
                    key=verdict.key,
                    headers=[*verdict.headers, (INBOX, place)],
                )
                for verdict, place in accepted
            ]
            for ack in acks:
                await ack
        except Exception:
            # A producer that failed once may have lost its sequence: the next try takes a new one.
            await self.stop()
            raise


def _notice(org: str, refusal: Refusal, day: date) -> outbox.Message:
    return notice(org, "gateway", refusal, midnight(day))


def _unknown_org(record: ConsumerRecord[Any, Any], org: str) -> Refusal:
    return dead_letters.unreadable(
        record,
        "identity.unknown_org",
        f"单位不在名录中 / {org or record.topic} is not in the registry of organisations",
        "将单位加入名录并重启网关后重放 / add it to the registry, restart the gateway, then: gongkai dead-letters replay",
    ).model_copy(update={"field": "org"})
