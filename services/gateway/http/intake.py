"""Facts that come over HTTP: judged as the door judges, written into the sender's own inbox, and acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from chassis import telemetry
from chassis.outbox import Message
from chassis.service import Context
from contracts.notices import RecordRef, Refusal
from contracts.topics import inbox
from services.gateway.door import judge
from services.gateway.http import sent
from services.gateway.http.answers import Answer
from services.gateway.http.ground import Ground
from services.gateway.http.inboxes import PARTITION, Inboxes
from services.gateway.http.judged import Good, Judged, Known, named, names, sort
from services.gateway.http.submission import Submission
from services.gateway.records import Inbound

_TURN, _TURN_BYTES = 50, 65_536
"""Facts, and bytes of them, that are judged before others have their turn: some milliseconds; the largest fact takes longer."""


class Intake:
    """The way of facts from HTTP into the inboxes, from where the door reads them like all others."""

    def __init__(self, context: Context, ground: Ground) -> None:
        self._pool, self._drill, self._ground = context.pool, context.drill, ground
        self._inboxes = Inboxes(context.settings.kafka)

    async def take(self, org: str, facts: Sequence[Submission], *, test: bool = False) -> list[Answer]:
        """Judge ``facts`` of ``org``, write the good ones into its inbox (its test inbox for a ``test``); answers in their places.

        A fact that was accepted here before is not written again: its answer has the first place. Facts of which the broker
        says nothing in time are answered with ``AGAIN``. Raises DoorShutError while no day has begun, or where the registry does
        not have ``org``. Some hundred facts at once are best; memory holds them all.
        """
        topic = inbox(org, test=test)
        judged = await self._judge(org, topic, facts)
        places = await self._write(topic, facts, judged)
        answers = judged.answers(places)
        for answer in answers:
            _count(answer, test=test)
        return answers

    async def check(self, org: str, facts: Sequence[Submission], *, test: bool = False) -> list[Answer]:
        """The answers that ``take`` would give now, without places for what is new; nothing is written."""
        return (await self._judge(org, inbox(org, test=test), facts)).would_be()

    async def stop(self) -> None:
        """Disconnect from the broker."""
        await self._inboxes.stop()

    async def _judge(self, org: str, topic: str, facts: Sequence[Submission]) -> Judged:
        today, units = await self._ground.now(org)
        verdicts: list[Good | Refusal] = []
        turn = size = 0
        for position, fact in enumerate(facts):
            if position - turn == _TURN or size >= _TURN_BYTES:
                turn, size = position, 0
                await asyncio.sleep(0)
            size += len(fact.value)
            record = Inbound(fact.value, fact.headers, topic, PARTITION, position)
            verdicts.append(named(topic, position, judge(record, org, today, units)))
        async with self._ground.asking, self._pool.acquire() as connection:
            known = await sent.known(connection, topic, list(names(verdicts)))
        return sort(topic, verdicts, known)

    async def _write(self, topic: str, facts: Sequence[Submission], judged: Judged) -> dict[bytes, RecordRef]:
        """Where those lie that are new and that the broker has acknowledged."""
        if not judged.new:
            return {}
        messages = [
            Message(topic, fact.subject.encode(), *facts[fact.position], PARTITION) for fact in judged.new.values()
        ]
        written = zip(judged.new.values(), await self._inboxes.write(topic, messages), strict=True)
        known = {fact.name: Known(fact.digest, place) for fact, place in written if place is not None}
        self._drill.reach("http.acknowledged")
        async with self._ground.asking, self._pool.acquire() as connection:
            await sent.note(connection, topic, known)
        return {name: fact.place for name, fact in known.items()}


def _count(answer: Answer, *, test: bool) -> None:
    """What is refused here never comes to the door, which counts all else."""
    code = answer.refusal.code if answer.refusal else ""
    if not test:
        telemetry.HTTP_FACTS.labels(str(answer.status)).inc()
        if code:
            telemetry.REFUSALS.labels(code).inc()
    elif code:
        telemetry.TESTED.labels(code).inc()
