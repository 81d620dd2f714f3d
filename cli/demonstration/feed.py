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

Places = dict[tuple[str, int], str]
"""Organisation and offset in its inbox → what must become of the record there."""


async def feed(web: Web, sender: Sender, schedule: Schedule, progress: Progress, *, keep: bool) -> Places:
    """Sends what is not sent yet and returns where it lies.

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
    places: Places = {}
    for day, records in schedule.days.items():
        if last is not None and day < last:
            progress(day, len(records))
            continue
        if last is None or day > last:
            await _begin(web, day)
        # A day's records are acknowledged before the next day begins: a state that is kept has whole days.
        for sent, ack in zip(records, await _send(sender, records), strict=True):
            places[sent.org, ack] = sent.expect
        progress(day, len(records))
    return places


async def _begin(web: Web, day: date) -> None:
    """After the gateway's answer no fact of the day can come too early."""
    answer = await web.must("gateway", "/clock/days", {"until": day.isoformat()})
    if answer["day"] != day.isoformat():
        raise Stop(f"the gateway was asked for {day} and says it is {answer['day']}; see its log")


async def _send(sender: Sender, records: list[Sent]) -> list[int]:
    acks = [await sender.send(inbox(sent.org), sent.value, sent.key, sent.headers) for sent in records]
    return [ack.offset for ack in await asyncio.gather(*acks)]
