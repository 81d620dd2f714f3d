"""The departments' door: facts are judged and passed on, or refused with a notice."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from aiokafka import ConsumerRecord, TopicPartition

from chassis import outbox, refusals, telemetry
from chassis.database import Connection
from chassis.fence import Claim
from chassis.handler import HoldError
from chassis.outbox import Message
from chassis.refusals import notice, told
from chassis.sender import Batch, Sender, acknowledged, ends
from contracts.envelope import INBOX, midnight
from contracts.families import FAMILIES, Families
from contracts.notices import Refusal
from contracts.topics import intake
from services.gateway import trials
from services.gateway.days import Days
from services.gateway.door import judge
from services.gateway.inboxes import inbox_of
from services.gateway.pacing import Pace
from services.gateway.records import Accepted, Inbound, Refused, Units
from services.gateway.registry import Registry

HOLD_S = 2.0
"""Seconds after which the inbox of an organisation that the registry does not know is looked at again."""

Records = Sequence[ConsumerRecord[Any, Any]]


class Judged(NamedTuple):
    """A batch with the verdicts on its records, and what they rest on; no verdicts while that is not known."""

    records: Records
    units: Units | None
    today: date | None
    verdicts: list[Accepted | Refused]


class Door:
    """Handler of the gateway's batches (see chassis.handler.Handler).

    Accepted facts are sent on and acknowledged before the batch commits: after a crash some are
    sent twice, never none, and the ledgers drop a fact they have. Refusals and notices are
    written in the batch's transaction, afterwards; nothing of the clock or the registry is locked meanwhile.
    """

    def __init__(
        self,
        kafka: str,
        wake: Callable[[], None],
        days: Days,
        registry: Registry,
        pace: Pace,
        families: Families = FAMILIES,
    ) -> None:
        self._kafka, self._wake = kafka, wake
        self._days, self._registry, self._pace, self._families = days, registry, pace, families
        self._sender: Sender | None = None
        self._units: Units | None = None
        self._today: date | None = None
        self.counts = {"accepted": 0, "refused": 0, "tested": 0, "rested": 0}

    def committed(self) -> None:
        """Tell the relay."""
        self._wake()

    def rest(self, inbox: TopicPartition) -> float:
        """Seconds that an inbox should rest, while much of its unit's lies before a service (see chassis.handler.Rest)."""
        seconds = self._pace.rest(inbox_of(inbox.topic).org, time.monotonic())
        self.counts["rested"] += seconds > 0
        return seconds

    def forget(self) -> None:
        """The next batch is judged when the registry and the day have been looked at."""
        self._units = self._today = None

    async def stop(self) -> None:
        """Close the producer."""
        if self._sender is not None:
            await self._sender.stop()
            self._sender = None

    def prepare(self, records: Records) -> Judged:
        """Judge by the registry and the day of the batch before, while that one waits for its acks."""
        if self._units is None or self._today is None:
            return Judged(records, None, None, [])
        return self._judge(records, self._units, self._today)

    async def apply(self, connection: Connection, batch: Judged, claim: Claim) -> int:
        """One batch. Raises HoldError, with nothing done, while an organisation of it is not in the registry."""
        await claim.take(connection)
        units = await self._registry.units(connection)
        _hold_unknown(batch.records, units)
        today = await self._days.today(connection)
        assert today is not None, "the door opens when the first day is known"
        if (batch.units, batch.today) != (units, today):
            batch = self._judge(batch.records, units, today)
        self._units, self._today = units, today
        accepted: list[Message] = []
        facts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        refused: list[Refusal] = []
        answers: list[tuple[str, Message]] = []
        tested = 0
        dropped = 0
        for record, verdict in zip(batch.records, batch.verdicts, strict=True):
            inbox = inbox_of(record.topic)
            if not claim.is_fresh(record):
                dropped += 1
            elif inbox.test:
                answers.append((inbox.org, trials.notice(inbox.org, record, verdict, today)))
                tested += 1
            elif isinstance(verdict, Refused):
                refused.append(verdict.refusal)
                answers += ((inbox.org, message) for message in _answers(inbox.org, verdict.refusal, today))
            else:
                accepted.append(_passed_on(verdict, record))
                facts[verdict.service][inbox.org] += 1
        self._pace.sent(facts, ends(await self._pass_on(accepted)), time.monotonic())
        await refusals.put(connection, refused)
        await outbox.put(connection, [message for _, message in answers])
        self._pace.answered(Counter(org for org, _ in answers), time.monotonic())
        await claim.store(connection)
        for refusal in refused:
            telemetry.REFUSALS.labels(refusal.code).inc()
        telemetry.FACTS.inc(len(accepted))
        self.counts["accepted"] += len(accepted)
        self.counts["refused"] += len(refused)
        self.counts["tested"] += tested
        return dropped

    def _judge(self, records: Records, units: Units, today: date) -> Judged:
        verdicts = [
            judge(
                Inbound(record.value, record.headers, record.topic, record.partition, record.offset),
                inbox_of(record.topic).org,
                today,
                units,
                families=self._families,
            )
            for record in records
        ]
        return Judged(records, units, today, verdicts)

    async def _pass_on(self, messages: Sequence[Message]) -> list[Batch]:
        if not messages:
            return []
        if self._sender is None:
            sender = Sender(self._kafka)
            await sender.start()
            self._sender = sender
        try:
            batches = await self._sender.send(messages)
            await acknowledged(batches)
        except Exception:
            # A producer that failed once may have lost its sequence: the next try takes a new one.
            await self.stop()
            raise
        return batches


def _passed_on(fact: Accepted, record: ConsumerRecord[Any, Any]) -> Message:
    place = f"{record.partition}:{record.offset}".encode()
    return Message(intake(fact.service), fact.key, fact.value, [*fact.headers, (INBOX, place)])


def _hold_unknown(records: Records, units: Units) -> None:
    unknown = {org for topic in {record.topic for record in records} if (org := inbox_of(topic).org) not in units.orgs}
    if unknown:
        raise HoldError(
            {(r.topic, r.partition) for r in records if inbox_of(r.topic).org in unknown},
            HOLD_S,
            f"facts wait of organisations that are not in the registry: {', '.join(sorted(unknown))}; "
            "add them: gongkai orgs load FILE",
        )


def _answers(org: str, refusal: Refusal, day: date) -> list[Message]:
    """To the department, and for whoever looks after the data's quality."""
    return [notice(org, "gateway", refusal, midnight(day)), told(org, refusal, day)]
