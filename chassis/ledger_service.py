"""The wiring that catalog, requests and publishing share: a ledger behind a consumer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from starlette.routing import BaseRoute

from chassis import store
from chassis.inputs import read
from chassis.ledger import Ledger
from chassis.service import Context, Parts, Service
from chassis.spec import Spec
from contracts.topics import CALENDARS, DAYS, ORGS

log = structlog.get_logger()


Routes = Callable[[Context], Sequence[BaseRoute]]


def _no_routes(_: Context) -> Sequence[BaseRoute]:
    return ()


def ledger_service(spec: Spec, routes: Routes = _no_routes) -> Service:
    """A service whose whole difference from the others is ``spec``, its own migrations and its own pages."""

    async def wire(context: Context) -> Parts:
        ledger = Ledger(spec, context.drill)
        ledger.on_commit(context.relay.wake)
        calendars = Calendars(context, spec)
        return Parts(
            handler=ledger,
            topics=[
                spec.intake,
                DAYS,
                CALENDARS,
                *([spec.reference_topic] if spec.reference_topic else []),
                *([ORGS] if spec.register else []),
            ],
            routes=routes(context),
            counts=lambda: dict(ledger.counts),
            before=calendars.wait,
            waiting=lambda: calendars.waiting,
        )

    return Service(
        spec.service, ["chassis.sql", "chassis.sql.ledger", f"services.{spec.service}.migrations"], wire
    )


class Calendars:
    """Takes in the calendars before any fact is folded: a due date without a calendar would be a guess."""

    def __init__(self, context: Context, spec: Spec) -> None:
        self._context, self._spec = context, spec
        self.waiting = ""

    async def wait(self) -> None:
        """Return when at least one calendar year is known; waits for the gateway to publish them."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._context.settings.kafka,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        )
        await consumer.start()
        try:
            partition = TopicPartition(CALENDARS, 0)
            consumer.assign([partition])
            while not await self._known(consumer, partition):
                self.waiting = "the gateway has not published the calendars yet; start it, or look at its log"
                log.info("waiting for the calendars", topic=CALENDARS)
        finally:
            await consumer.stop()
        self.waiting = ""

    async def _known(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> bool:
        records: list[Any] = []
        end = (await consumer.end_offsets([partition]))[partition]
        while await consumer.position(partition) < end:
            for batch in (await consumer.getmany(timeout_ms=1_000)).values():
                records.extend(batch)
        years = read(records, self._spec).calendars
        async with self._context.pool.acquire() as connection, connection.transaction():
            known = {(year.year, year.version) for year in await store.calendars(connection)}
            # The clock is locked only for what is new: another instance, frozen in a batch, may hold it.
            if new := [year for year in years if (year.year, year.version) not in known]:
                await store.clock(connection, exclusive=True)
                await store.add_calendars(connection, new)
        if known or new:
            return True
        await asyncio.sleep(0.5)
        return False
