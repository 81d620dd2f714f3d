"""Wiring of the gateway."""

from __future__ import annotations

import structlog

from chassis import audit
from chassis.caller import PROGRAM
from chassis.service import Context, Parts, Service
from contracts.audit import Action
from contracts.topics import INBOX_PATTERN
from services.gateway import profiles, reference, registry, rubrics, tokens_page
from services.gateway.api import routes
from services.gateway.days import Days
from services.gateway.http.wiring import HttpDoor
from services.gateway.intake import Door
from services.gateway.registry import Registry

log = structlog.get_logger()


async def wire(context: Context) -> Parts:
    """The door for facts, the calendar, the registries and the days."""
    listed, choices = registry.from_file(context.settings.registry), profiles.packaged()
    scored_by = rubrics.packaged()
    days = Days(context)
    units = Registry()
    door, http = Door(context.settings.kafka, context.relay.wake, days, units), HttpDoor(context, days, units)

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
        await door.stop()
        await http.stop()

    return Parts(
        handler=door,
        pattern=INBOX_PATTERN,
        counts=lambda: dict(door.counts),
        routes=[*routes(context, days), *tokens_page.routes(context, days), *http.routes()],
        openings=http.openings,
        before=open_the_door,
        waiting=lambda: days.waiting,
        ready_while_waiting=True,
        tasks=[days.follow_the_machine] if context.settings.clock == "real" else [],
        after=stop,
    )


service = Service("gateway", ["chassis.sql", "services.gateway.migrations"], wire)
