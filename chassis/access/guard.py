"""The guard around all pages of a program: who asks, whence, how often and how much; what changes anything is the office's alone.

A page that takes more than that says so (see chassis.access.openings).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.access.body import Body, must_fit
from chassis.access.callers import Callers
from chassis.access.openings import OFFICE_ALONE, SAFE, Opening, opening
from chassis.access.origin import hosts, must_be_ours
from chassis.access.readers import Readers
from chassis.access.refused import RefusedError, answered, not_the_office, unknown_caller
from chassis.access.tokens import Tokens
from chassis.caller import CallerKind, caller, known_as
from chassis.settings import Settings

_UNKNOWN = "Authorization: send Bearer and a token; the county office makes it: gongkai token make ORG"
ALWAYS_OPEN = ("/health/", "/metrics")
"""What whoever watches over the programs asks for, without a token."""


def _always() -> bool:
    return True


class Guard:
    """ASGI middleware. ``openings`` grow while the program begins; all are known when it ``has_begun``."""

    def __init__(
        self,
        app: ASGIApp,
        program: str,
        settings: Settings,
        tokens: Tokens,
        openings: Sequence[Opening],
        has_begun: Callable[[], bool] = _always,
    ) -> None:
        self._app, self._settings, self._openings = app, settings, openings
        self._has_begun = has_begun
        self._hosts, self._callers = hosts(program, settings.hosts), Callers(tokens, settings)
        self._readers = Readers(settings.readers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on to who may ask it; else answers itself."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        taken = opening(scope["path"], self._openings)
        most = taken.body or self._settings.body_bytes
        try:
            must_be_ours(request, self._hosts)
            known_as(request, await self._callers.known(request, request.headers.get("authorization")))
            if request.method not in SAFE:
                self._must_have_begun(request)
                _must_be_taken(request, taken)
                if caller(request).kind is CallerKind.NOBODY:
                    await self._callers.unnamed(request)
            elif taken is OFFICE_ALONE and not scope["path"].startswith(ALWAYS_OPEN):
                self._readers.admit(request)
            must_fit(request, most)
        except RefusedError as refusal:
            await answered(request, refusal)(scope, receive, send)
            return
        await self._app(scope, Body(receive, most, self._settings.request_seconds), send)

    def _must_have_begun(self, request: Request) -> None:
        """RefusedError for an organisation while it is not known yet what is open to it."""
        if caller(request).is_organisation and not self._has_begun():
            raise RefusedError(503, "http.not_yet", "this program has just begun; send it again", {"retry-after": "2"})


def _must_be_taken(request: Request, taken: Opening) -> None:
    """RefusedError unless who asks may change something here, and sends it in a form that is taken."""
    known = caller(request)
    if known.kind not in taken.callers:
        if known.kind is CallerKind.NOBODY:
            raise unknown_caller("token.missing", _UNKNOWN)
        raise not_the_office()
    form = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if has_body and form not in taken.types:
        raise RefusedError(415, "http.media_type", f"Content-Type: send {' or '.join(sorted(taken.types))}")
