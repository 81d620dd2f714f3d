"""Waiting until what was sent has been counted, service by service along the line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from aiokafka import TopicPartition

from cli.bus import Bus
from cli.exits import BEHIND, Stop
from cli.target import SERVICES
from cli.web import NoAnswer, Web
from contracts.families import FAMILIES
from contracts.topics import CALENDARS, DAYS, ORGS, PROFILES, RUBRICS, WATERMARK, inbox, intake, states
from deploy.programs import ASSESSMENT, GATEWAY, METRICS

_EVERY_S = 0.1
_LEAST_S = 1.0
"""An answer is waited for this long though the time is over: else what was asked for with --deadline 0 would never be seen."""

Progress = Callable[[str], None]
Check = Callable[[str, Mapping[str, Any]], None]


class _Behind(Exception):  # noqa: N818  # caught here, never seen outside
    """A service has not got there yet; the text says what is left."""


async def judged(bus: Bus, web: Web, deadline: float, progress: Progress = lambda _: None) -> None:
    """Returns when gateway and services have read what their inputs hold now, and have sent what follows from it.

    Far enough for every refusal to have been sent. Raises ``Stop`` (exit code 4) after ``deadline`` seconds,
    naming what is behind.
    """
    until = time.monotonic() + deadline
    for service in (GATEWAY, *FAMILIES.services):
        await _service(bus, web, service, (), until, progress)


async def passed(bus: Bus, web: Web, deadline: float, progress: Progress = lambda _: None) -> None:
    """Returns when all is counted: what days, notices and new code change too, and the last day is said to be complete.

    A service's inputs are looked at only when those before it are through. Raises ``Stop`` (exit code 4) after
    ``deadline`` seconds, naming what is behind.
    """
    until = time.monotonic() + deadline
    day: str | None = None
    for service in SERVICES:
        checks = (_swept, _closed) if service in FAMILIES.services else ()
        status = await _service(bus, web, service, checks, until, progress)
        day = status["closed"] if checks else day
    while day is not None and ((await complete_up_to(bus)) or "") < day:
        await _again(_Behind(f"{METRICS} has not said yet that {day} is complete"), "", until, progress)
    while day is not None and ((await _scored(web)) or "") < day:
        await _again(_Behind(f"{ASSESSMENT} has not scored {day} yet"), "", until, progress)


async def complete_up_to(bus: Bus) -> str | None:
    """The day up to which the views say that they are complete."""
    watermark = (await bus.current(WATERMARK)).get("complete", {})
    day = watermark.get("complete_up_to")
    return None if day is None else str(day)


async def _scored(web: Web) -> str | None:
    """The day up to which scores are complete; None as long as nobody can say."""
    try:
        scores = await web.must(ASSESSMENT, "/scores/2026")
    except NoAnswer:
        return None
    return None if scores["as_of"] is None else str(scores["as_of"])


def inputs(service: str, orgs: Iterable[str]) -> list[str]:
    """What a service reads by what it is: the gateway inboxes of ``orgs``, metrics all states, assessment all intakes, too."""
    if service == GATEWAY:
        return [inbox(org) for org in orgs]
    if service == METRICS:
        return [*map(states, FAMILIES.services), ORGS]
    if service == ASSESSMENT:
        return [
            *map(intake, FAMILIES.services),
            *map(states, FAMILIES.services),
            DAYS,
            ORGS,
            PROFILES,
            RUBRICS,
            WATERMARK,
        ]
    return [intake(service), DAYS, CALENDARS, PROFILES, *map(states, FAMILIES.upstream(service))]


async def ends(bus: Bus, service: str, status: Mapping[str, Any]) -> dict[TopicPartition, int]:
    """Where the inputs of a service end; those that its own /status names beside them are among them."""
    topics = inputs(service, await bus.orgs() if service == GATEWAY else ())
    return await bus.ends(dict.fromkeys([*topics, *status["assigned"]]))


def left(ends: Mapping[TopicPartition, int], status: Mapping[str, Any]) -> dict[TopicPartition, int]:
    """Records between what a service has processed and where its inputs end, for each partition that has some."""
    positions = status["positions"]
    behind = {
        partition: end - positions.get(partition.topic, {}).get(str(partition.partition), 0)
        for partition, end in ends.items()
    }
    return {partition: records for partition, records in behind.items() if records > 0}


async def _service(
    bus: Bus, web: Web, service: str, checks: Sequence[Check], until: float, progress: Progress
) -> Mapping[str, Any]:
    """The status with which a service is through."""
    inputs_end: Mapping[TopicPartition, int] | None = None
    last_row: int | None = None
    while True:
        waiting = ""
        try:
            status = await _status(web, service, until)
            waiting = f"\n{service} waits: {status['waiting']}" if status.get("waiting") else ""
            inputs_end = await ends(bus, service, status) if inputs_end is None else inputs_end
            _read(service, inputs_end, status)
            for check in checks:
                check(service, status)
            # Rows written meanwhile carry ids up to this one; later ones are not ours to wait for.
            last_row = status["outbox"]["last_id"] if last_row is None else last_row
            _sent(service, last_row, status)
            return status
        except _Behind as behind:
            await _again(behind, waiting, until, progress)


async def _status(web: Web, service: str, until: float) -> Mapping[str, Any]:
    """The status of a service; one that does not answer, because it is busy or being started again, is behind."""
    try:
        async with asyncio.timeout(max(_LEAST_S, until - time.monotonic())):
            return await web.status(service)
    except TimeoutError:
        raise _Behind(f"{service} has not answered yet") from None
    except NoAnswer as away:
        raise _Behind(str(away)) from None


async def _again(behind: _Behind, waiting: str, until: float, progress: Progress) -> None:
    """Rest before the next look; when the time is over, ``Stop``."""
    progress(str(behind))
    if time.monotonic() > until:
        raise Stop(
            f"not all was counted in time. {behind}{waiting}\n"
            "Look at: gongkai status. If it is only slow, give it longer: --deadline 600",
            BEHIND,
        )
    await asyncio.sleep(_EVERY_S)


def _read(service: str, inputs_end: Mapping[TopicPartition, int], status: Mapping[str, Any]) -> None:
    behind = left(inputs_end, status)
    if behind:
        partition, most = max(behind.items(), key=lambda entry: entry[1])
        raise _Behind(
            f"{service} is {sum(behind.values())} records behind in {len(behind)} partitions, "
            f"most in {partition.topic}[{partition.partition}]: {most}"
        )


def _swept(service: str, status: Mapping[str, Any]) -> None:
    if behind := status["subjects"]["behind"]:
        raise _Behind(f"{service} has {behind} subjects to fold again for a day, a notice or new code")


def _closed(service: str, status: Mapping[str, Any]) -> None:
    if status["closed"] != status["day"]:
        raise _Behind(f"{service} has not closed {status['day']} yet")


def _sent(service: str, last_row: int, status: Mapping[str, Any]) -> None:
    oldest, depth = status["outbox"]["oldest_id"], status["outbox"]["depth"]
    if oldest is not None and oldest <= last_row:
        raise _Behind(f"{service} has {depth} rows in its outbox that are not sent yet")
