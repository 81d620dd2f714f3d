"""Waiting for a word, and no longer than one wants to."""

from __future__ import annotations

import asyncio


async def woken(event: asyncio.Event, seconds: float) -> bool:
    """Return when ``event`` is set, at the latest after so many seconds; whether it is.

    A task that is cancelled here ends. In Python 3.11 ``asyncio.wait_for`` forgets a cancellation that comes together
    with the event, and a program that is told to end would go on.
    """
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
