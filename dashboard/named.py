"""The dashboard is asked by its own names alone: a page from elsewhere that turns its name to this address reads nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.access.origin import must_be_ours
from chassis.access.refused import RefusedError, answered


class Named:
    """Wraps all pages."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the call on; 421 for another name, 403 for a page from elsewhere."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                must_be_ours(request, self._names)
            except RefusedError as refusal:
                await answered(request, refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)
