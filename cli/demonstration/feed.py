"""Sending the schedule: each day is published first, then its facts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from cli.bus import Sender
from cli.exits import Stop
from cli.web import Web
from contracts.topics import inbox
from demo.sent import Schedule, Sent

Progress = Callable[[date, int], None]
"""Told after each day: the day, and how many records were sent on it."""


async def feed(web: Web, sender: Sender, schedule: Schedule, progress: Progress, *, keep: bool) -> int:
    """Sends what is not sent yet, and returns how many records that were.

    With ``keep`` it goes on with the last day that was published: that day may have been sent in part, and what
    arrives twice is dropped. Without it a day that was published already raises ``Stop``.
    """
    known = (await web.status("gateway"))["day"]
    if known and not keep:
        raise Stop(
            f"the gateway is on {known} already: the servers in GONGKAI_KAFKA and GONGKAI_DATABASE are not empty. "
            "Unset both to have local ones, or give empty ones"
        )
    last = date.fromisoformat(known) if known else None
    count = 0
    for day, records in schedule.days.items():
        if last is not None and day < last:
            progress(day, len(records))
            continue
        if last is None or day > last:
            await _begin(web, day)
        # A day's records are acknowledged before the next day begins: a state that is kept has whole days.
        count += await _send(sender, records)
        progress(day, len(records))
    return count


async def _begin(web: Web, day: date) -> None:
    """After the gateway's answer no fact of the day can come too early."""
    answer = await web.must("gateway", "/clock/days", {"until": day.isoformat()})
    if answer["day"] != day.isoformat():
        raise Stop(f"the gateway was asked for {day} and says it is {answer['day']}; see its log")


async def _send(sender: Sender, records: list[Sent]) -> int:
    acks = [await sender.send(inbox(sent.org), sent.value, sent.key, sent.headers) for sent in records]
    return len(await asyncio.gather(*acks))
