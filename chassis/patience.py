"""Patience: what needs a server that is not there yet is tried again with growing pauses, and says for what it waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg
import structlog

from chassis import database, logs
from chassis.relay import FAILURES

log = structlog.get_logger()

PAUSE_FIRST, PAUSE_MOST = 0.5, 10.0
"""Seconds between two tries, doubled from the first to the most."""

T = TypeVar("T")


class NotYetError(Exception):
    """Something that only people put right stands in the way; the text says what. It is looked at again and again."""


async def reached(
    call: Callable[[], Awaitable[T]],
    server: str,
    tell: Callable[[str], None] = lambda _: None,
    away: tuple[type[BaseException], ...] = FAILURES,
) -> T:
    """What ``call`` gives, tried again while ``server`` does not answer or ``NotYetError`` says what is missing.

    ``tell`` gets the reason in words after each try that failed, and an empty text after the one that did not.
    ``away`` are the errors that waiting may cure; others are raised.
    """
    pause = PAUSE_FIRST
    while True:
        began = time.monotonic()
        try:
            answer = await call()
        except NotYetError as obstacle:
            reason = str(obstacle)
        except away as error:
            reply = "refuses" if _is_refusal(error) else "does not answer"
            reason = f"{server} {reply} ({logs.error_name(error)}); trying again"
        else:
            tell("")
            return answer
        # What worked for a while and then failed is a new trouble, not the old one.
        pause = PAUSE_FIRST if time.monotonic() - began > PAUSE_MOST else pause
        tell(reason)
        log.warning("waiting", reason=reason, seconds=pause)
        await asyncio.sleep(pause)
        pause = min(PAUSE_MOST, pause * 2)


def _is_refusal(error: BaseException) -> bool:
    """Whether a server is there and says no: a wrong password, a missing table."""
    return isinstance(error, asyncpg.PostgresError) and not isinstance(error, database.AWAY)
