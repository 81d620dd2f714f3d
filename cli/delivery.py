"""Sending lines to an inbox and hearing what the line says about them, with progress on the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterable

from aiokafka.errors import KafkaError

from cli.amended import unknown
from cli.bus import open_bus, open_sender
from cli.console import open_console
from cli.emitting import Outcome, check_inbox, hear, send
from cli.exits import Stop
from cli.line import judged
from cli.target import Target
from cli.web import Web
from contracts.topics import notices
from deploy.programs import GATEWAY

_LAST_WORDS_S = 10


async def deliver(
    lines: Iterable[tuple[int, bytes]], org: str, deadline: float, target: Target, outcome: Outcome
) -> None:
    """Sends the numbered lines and waits until they are judged. ``outcome`` holds what is known, also when this is cancelled.

    Raises ``Stop`` without an inbox, before the first day, without acknowledgement, and after ``deadline`` seconds.
    """
    console = open_console(stderr=True)
    async with open_bus(target) as bus, open_sender(target) as sender, Web(target) as web:
        await check_inbox(bus, org)
        gateway = await web.status(GATEWAY)
        if gateway["day"] is None:
            why = gateway["waiting"] or "no day has begun; publish the first: gongkai day YYYY-MM-DD"
            raise Stop(f"the gateway takes no facts yet: {why}")
        begin = await bus.ends([notices(org)])

        def sent() -> None:
            if outcome.handed % 500 == 0:
                shown.update(f"{outcome.handed} lines sent")

        try:
            with console.status("sending") as shown:
                await send(sender, org, lines, outcome, sent)
                shown.update(f"{len(outcome.lines)} lines acknowledged; waiting until they are judged")
                until = time.monotonic() + deadline
                await judged(bus, web, deadline, shown.update)
        except (Stop, asyncio.CancelledError):
            # The time is over, or a signal has come: what is known by now, if the broker still answers.
            with contextlib.suppress(TimeoutError, KafkaError):
                async with asyncio.timeout(_LAST_WORDS_S):
                    await hear(bus, org, outcome, begin)
            raise
        await hear(bus, org, outcome, begin)
        outcome.waiting = await unknown(web.ask, org, outcome, until)
