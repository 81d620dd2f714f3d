"""Answering while a server is away: one sentence within a second, instead of silence or a traceback."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.database import Pool
from chassis.logs import error_name
from chassis.problem import problem
from chassis.relay import FAILURES

WITHIN = 0.7
"""Seconds in which the database must answer; a page that needs it is not begun otherwise."""

LATER = {"retry-after": "5"}
"""When to ask again, in seconds."""


class Asked:
    """Whether the database answers: asked once, however many want to know, and never waited for longer than ``WITHIN``."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[None] | None = None

    async def __call__(self, pool: Pool[Any]) -> None:
        """Return when it has answered. TimeoutError when it has not in time, else what went wrong (``FAILURES``)."""
        asking = self._asking
        if asking is None or asking.done():
            asking = self._asking = asyncio.create_task(_ask(pool))
            asking.add_done_callback(_seen)
        # This very question's answer, however soon the next is asked: that one may never be answered.
        done, _ = await asyncio.wait({asking}, timeout=WITHIN)
        if not done:
            raise TimeoutError
        asking.result()


async def _ask(pool: Pool[Any]) -> None:
    async with pool.acquire() as connection:
        await connection.fetchval("SELECT 1")


def _seen(task: asyncio.Task[None]) -> None:
    """A failure that nobody waited for any more is no failure of the loop."""
    if not task.cancelled():
        task.exception()


class Answering:
    """Around all pages: 503 with the reason where ``obstacle`` knows one, or where a server fails under way."""

    def __init__(self, app: ASGIApp, obstacle: Callable[[str], Awaitable[str]]) -> None:
        self._app, self._obstacle = app, obstacle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reason = await self._obstacle(scope["path"])
        if not reason:
            try:
                await self._app(scope, receive, send)
                return
            except FAILURES as error:
                reason = f"the database or the broker does not answer ({error_name(error)}); try again when it is up"
        await problem(503, reason, headers=LATER, problems=[reason])(scope, receive, send)
