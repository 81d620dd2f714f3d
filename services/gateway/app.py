"""Wiring of the gateway."""

from __future__ import annotations

import re

import structlog

from chassis import audit
from chassis.caller import PROGRAM
from chassis.service import Context, Parts, Service
from contracts.audit import Action
from contracts.families import FAMILIES
from contracts.topics import ADMISSIONS, ALL_INBOXES_PATTERN
from services.gateway import organisations, profiles, reference, registry, rubrics, tokens_page
from services.gateway.api import routes
from services.gateway.days import Days
from services.gateway.http.wiring import HttpDoor
from services.gateway.intake import Door
from services.gateway.lookout import Lookout
from services.gateway.pacing import TOGETHER, Pace
from services.gateway.reception import Reception
from services.gateway.registry import Registry
from services.gateway.sheets import pages as sheets
from services.gateway.sheets.desk import Desk
from services.gateway.trying import pages as trying
from services.gateway.webhooks import pages as webhooks
from services.gateway.webhooks.deliveries import Deliveries

log = structlog.get_logger()


async def wire(context: Context) -> Parts:
    """The door for facts, the calendar, the registries and the days."""
    listed, choices = registry.from_file(context.settings.registry), profiles.packaged()
    scored_by = rubrics.packaged()
    days = Days(context)
    units, pace = Registry(), Pace(FAMILIES.services, context.settings.intake_seconds)
    door = Door(context.settings.kafka, context.relay.wake, days, units, pace)
    reception = Reception(door, units)
    http = HttpDoor(context, days, units)
    desk, deliveries = Desk(context, days, http.intake), Deliveries(context, http.log)

    async def open_the_door() -> None:
        async with context.pool.acquire() as connection, connection.transaction():
            loaded = {
                "calendars": await reference.publish_known_calendars(connection),
                "organisations": await registry.load(connection, listed),
                "profiles": await profiles.follow(connection) + await profiles.load(connection, choices),
                "rubrics": await rubrics.load(connection, scored_by),
                "measures": await reference.publish_measures(connection),
            }
            if count := sum(loaded.values()):
                await audit.record(connection, PROGRAM, Action.REFERENCES_LOADED, "gateway", loaded)
        context.relay.wake()
        log.info("references published", count=count)
        await days.wait_for_first()

    async def stop() -> None:
        await desk.stop()
        await deliveries.stop()
        await door.stop()
        await http.stop()

    return Parts(
        handler=reception,
        pattern=f"{ALL_INBOXES_PATTERN}|^{re.escape(ADMISSIONS)}$",
        counts=lambda: dict(door.counts),
        routes=[
            *routes(context, days),
            *organisations.routes(context),
            *tokens_page.routes(context, days),
            *http.routes(),
            *sheets.routes(context, desk, http.log),
            *trying.routes(context, http.ground),
            *webhooks.routes(context, units, http.log, deliveries.wake),
        ],
        openings=[*http.openings, sheets.OPENING, trying.OPENING, *webhooks.OPENINGS],
        before=open_the_door,
        waiting=lambda: days.waiting,
        ready_while_waiting=True,
        tasks=[
            deliveries.run,
            Lookout(context.settings.kafka, context.pool, pace).run,
            *([days.follow_the_machine] if context.settings.clock == "real" else []),
        ],
        after=stop,
        rest=reception.rest,
        max_records=min(TOGETHER, context.settings.max_records),
    )


service = Service("gateway", ["chassis.sql", "services.gateway.migrations"], wire)
