"""Waiting until what was sent has been counted, stage by stage along the line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from cli.bus import Bus
from cli.exits import BEHIND, Stop
from cli.web import Web
from contracts.topics import CALENDARS, DAYS, DOCUMENTS, INTAKE, ORGS, STATES_OF, inbox

Stages = Sequence[Sequence[str]]

TO_THE_FOLDS: Stages = (("gateway",), ("catalog", "requests", "publishing"))
"""Far enough for every refusal to have been said."""

ALL: Stages = (("gateway",), ("catalog", "requests"), ("publishing",), ("metrics",))

INPUTS = {
    "catalog": (INTAKE["catalog"], DAYS, CALENDARS),
    "requests": (INTAKE["requests"], DAYS, CALENDARS, ORGS),
    "publishing": (INTAKE["publishing"], DAYS, CALENDARS, DOCUMENTS),
    "metrics": (*STATES_OF.values(), ORGS),
}
"""What each service reads; the gateway reads every department's inbox."""

_EVERY_S = 0.1

Progress = Callable[[str], None]


class _Behind(Exception):  # noqa: N818  # caught here, never seen outside
    """A service has not got there yet; the text says what is left."""


async def passed(
    bus: Bus, web: Web, deadline: float, stages: Stages = ALL, progress: Progress = lambda _: None
) -> None:
    """Returns when every service of ``stages`` has read what its inputs hold now, and has said what follows from it.

    A later stage's inputs are looked at only when the stage before is through. Raises ``Stop`` (exit code 4)
    after ``deadline`` seconds, naming what is behind.
    """
    until = time.monotonic() + deadline
    for stage in stages:
        for service in stage:
            await _one(bus, web, service, until, progress)


async def _one(bus: Bus, web: Web, service: str, until: float, progress: Progress) -> None:
    topics = [inbox(org) for org in await bus.orgs()] if service == "gateway" else INPUTS[service]
    ends = {
        (partition.topic, partition.partition): end
        for partition, end in (await bus.ends(topics)).items()
        if end
    }
    last_row: int | None = None
    while True:
        status = await web.status(service)
        try:
            _read(service, ends, status)
            # Rows written while reading carry ids up to this one; later ones are not ours to wait for.
            last_row = status["outbox"]["last_id"] if last_row is None else last_row
            _said(service, last_row, status)
            return
        except _Behind as behind:
            progress(str(behind))
            if time.monotonic() > until:
                waiting = f"\n{service} waits: {status['waiting']}" if status.get("waiting") else ""
                raise Stop(
                    f"not all was counted in time. {behind}{waiting}\n"
                    "Look at: gongkai status. If it is only slow, give it longer: --deadline 600",
                    BEHIND,
                ) from None
        await asyncio.sleep(_EVERY_S)


def _read(service: str, ends: dict[tuple[str, int], int], status: dict[str, Any]) -> None:
    positions = status["positions"]
    left = {
        where: end - positions.get(where[0], {}).get(str(where[1]), 0)
        for where, end in ends.items()
        if positions.get(where[0], {}).get(str(where[1]), 0) < end
    }
    if left:
        (topic, partition), most = max(left.items(), key=lambda entry: entry[1])
        raise _Behind(
            f"{service} is {sum(left.values())} records behind in {len(left)} partitions, most in {topic}[{partition}]: {most}"
        )


def _said(service: str, last_row: int, status: dict[str, Any]) -> None:
    oldest, depth = status["outbox"]["oldest_id"], status["outbox"]["depth"]
    if oldest is not None and oldest <= last_row:
        raise _Behind(f"{service} has {depth} rows in its outbox that are not sent yet")
