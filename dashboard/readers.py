"""Readers are let in before a page is looked up, made or kept."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.access.guard import ALWAYS_OPEN
from chassis.access.refused import RefusedError
from chassis.caller import known_as
from dashboard import errors
from dashboard.access import Access

OPEN = (*ALWAYS_OPEN, "/static/")
"""Besides, what says nothing of anybody."""


class Admitting:
    """Wraps the pages of ``roof``, those that are kept too."""

    def __init__(self, app: ASGIApp, roof: Starlette, access: Access) -> None:
        self._app, self._roof, self._access = app, roof, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the call of a known reader on; what it is answered is for nobody else."""
        if scope["type"] != "http" or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        # Pages of errors are drawn like all others.
        scope["app"] = self._roof
        request = Request(scope)
        try:
            await self._admit(request)
        except RefusedError as refusal:
            await (await errors.http(request, refusal))(scope, receive, send)
            return

        async def for_one(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header(", ".join(filter(None, ("authorization", self._access.readers.header))))
                headers["cache-control"] = "private, no-store" if _is_stored_nowhere(headers) else "private, no-cache"
            await send(message)

        await self._app(scope, receive, for_one)

    async def _admit(self, request: Request) -> None:
        known_as(request, await self._access.callers.reading(request, request.headers.get("authorization")))
        self._access.readers.admit(request)


def _is_stored_nowhere(headers: MutableHeaders) -> bool:
    return "no-store" in headers.get("cache-control", "")
