"""GET /v1/notices: what an organisation is told, page by page or as a stream of events."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from chassis.answering import LATER
from chassis.caller import Caller, CallerKind
from chassis.problem import problem
from chassis.relay import FAILURES
from contracts.topics import notices
from services.gateway.http.following import Following
from services.gateway.http.notices_log import Notice, NoticesLog, NoTopicError
from services.gateway.http.parameters import GREATEST, number, whole
from services.gateway.http.speaking import spoken

MOST, USUAL = 1_000, 100
"""Notices of one answer."""

STREAM = "text/event-stream"

NEWEST = "newest"
"""``after`` for who wants only what comes from now on."""

BEFORE_ALL = -1
"""``after`` for who wants all that there is."""

_NO_TOPIC = "本单位的通知主题还没有建好，稍后再问 / the topics of this organisation are still being made; ask again"

_HEARTBEAT_S = 15.0
"""Seconds of silence after which a stream says that it lives."""

_LONGEST_S = 600.0
"""Seconds after which a stream ends, and a client comes back with the last id: a token may have been revoked meanwhile."""


def routes(log: NoticesLog, following: Following) -> list[Route]:
    """GET /v1/notices."""

    async def read(request: Request, who: Caller) -> Response:
        """Notices behind an offset, oldest first."""
        topic = _topic(who)
        try:
            after, limit = _after(request), number(request, "limit", 1, MOST, USUAL)
            if after is None:
                after = (await log.last([topic]))[topic]
            page = await log.read(topic, after, limit)
            if not page:
                # Whatever number was asked for, the answer has one that there is.
                after = min(after, (await log.last([topic]))[topic])
        except NoTopicError:
            return problem(503, _NO_TOPIC, headers=LATER)
        if STREAM in request.headers.get("accept", ""):
            return StreamingResponse(_stream(log, following, topic, after, page), media_type=STREAM, headers=_LIVE)
        body = {
            "topic": topic,
            "notices": [{"offset": notice.offset, "notice": notice.event} for notice in page],
            "after": page[-1].offset if page else after,
        }
        return Response(msgspec.json.encode(body), media_type="application/json")

    return [Route("/v1/notices", spoken(read))]


_LIVE = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""A proxy must not keep a stream back."""


async def _stream(
    log: NoticesLog, following: Following, topic: str, after: int, page: list[Notice]
) -> AsyncIterator[bytes]:
    # Whoever is cut off before the first notice comes back with this number and misses none.
    yield f"retry: 3000\nid: {after}\n\n".encode()
    until = time.monotonic() + _LONGEST_S
    with following.of(topic):
        while time.monotonic() < until:
            for notice in page:
                yield _event(notice)
                after = notice.offset
            page = []
            if not await following.comes(topic, after, _HEARTBEAT_S):
                yield b": \n\n"
                continue
            try:
                page = await log.read(topic, after, MOST)
            except FAILURES:
                return


def _event(notice: Notice) -> bytes:
    return f"id: {notice.offset}\nevent: {notice.type}\n".encode() + b"data: " + bytes(notice.event) + b"\n\n"


def _topic(who: Caller) -> str:
    return notices(who.org, test=who.kind is CallerKind.TEST)


def _after(request: Request) -> int | None:
    """The offset behind which to begin, None for the newest.

    A stream that goes on says it in Last-Event-ID, which counts before the address: a browser comes back to the same one.
    """
    if "last-event-id" in request.headers:
        return whole("Last-Event-ID", request.headers["last-event-id"], BEFORE_ALL, GREATEST)
    if request.query_params.get("after") == NEWEST:
        return None
    return number(request, "after", BEFORE_ALL, GREATEST, BEFORE_ALL)
