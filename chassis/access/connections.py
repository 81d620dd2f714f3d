"""The server's side of a connection: how many there may be at once, and how long the head of a request may take."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar

import structlog
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from chassis import telemetry
from chassis.problem import problem
from chassis.settings import Settings

log = structlog.get_logger()

_NONE: Mapping[str, str] = MappingProxyType({})
_RETRY = MappingProxyType({"retry-after": "2"})


def config(app: Any, settings: Settings, *, streams: int = 0, **options: Any) -> uvicorn.Config:
    """How uvicorn serves ``app`` within the limits of the settings; ``options`` are its own.

    ``streams`` are connections that last, besides those that come and go.
    """

    class Limited(Connection):
        seconds = settings.request_seconds
        most = settings.connections + streams

    return uvicorn.Config(app, http=Limited, log_config=None, access_log=False, server_header=False, **options)


class Connection(H11Protocol):
    """Uvicorn's, with a time for the head of every request and a most of connections, both told in words."""

    seconds: ClassVar[float]
    most: ClassVar[int]
    _timer: asyncio.TimerHandle | None = None
    _is_silent = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; one connection too many is told so and closed."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            self._end(503, "http.connections", f"there are {self.most} connections already; ask again", _RETRY)
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Between two requests nothing is waited for here: uvicorn closes what stays silent."""
        if self.transport.is_closing():
            return
        self._is_silent = False
        before: Any = self.cycle
        if self._timer is None and (before is None or before.response_complete):
            self._wait()
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        if self._is_silent:
            # Browsers open connections ahead: there is nobody to tell.
            self.transport.close()
            return
        self._end(408, "http.too_slow", f"the request did not come within {self.seconds:g} s; send it again")

    def _end(self, status: int, code: str, detail: str, headers: Mapping[str, str] = _NONE) -> None:
        """Answer before there is a request that a page could see, and close."""
        log.warning("http refused", status=status, code=code)
        telemetry.HTTP_REFUSALS.labels(code).inc()
        answer = problem(status, detail, headers={**headers, "connection": "close"}, code=code)
        lines = [b": ".join(header) for header in answer.raw_headers]
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode()
        self.transport.write(b"\r\n".join([head, *lines, b"", answer.body]))
        self.transport.close()
