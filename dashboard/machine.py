"""For programs: health, metrics, positions, rows as published, and the event stream."""

from __future__ import annotations

import json
import math

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from dashboard import query
from dashboard.desk import Desk
from dashboard.ledger import leaves, owed

EVENTS = "text/event-stream"


class Live:
    """``/health/live``: the process serves, and its reader has not died."""

    def __init__(self) -> None:
        self.reading = True

    async def health_live(self, _: Request) -> Response:
        """200 while the reader runs, 503 when it ended: only a restart helps then."""
        return JSONResponse({"live": self.reading}, 200 if self.reading else 503)


async def health_ready(request: Request) -> Response:
    """``/health/ready``: 503 with what is missing until the end offsets seen at the start are reached.

    A broker that goes away later does not make the board unready: it goes on showing what it has, and says so.
    """
    progress = Desk.of(request).reader.progress
    body = {"ready": progress.caught_up, "connected": progress.connected, "missing": progress.missing}
    return JSONResponse(body, 200 if progress.caught_up else 503)


async def metrics(request: Request) -> Response:
    """``/metrics``: for Prometheus."""
    desk = Desk.of(request)
    desk.meters.board(desk.board, await desk.ledger.ask(owed.overdue))
    return Response(generate_latest(desk.meters.registry), media_type=CONTENT_TYPE_LATEST)


async def status(request: Request) -> Response:
    """``/status``: positions by topic and partition, as every service tells them."""
    desk = Desk.of(request)
    positions: dict[str, dict[str, int]] = {}
    for part, offset in sorted(desk.reader.progress.positions.items()):
        positions.setdefault(part.topic, {})[str(part.partition)] = offset
    day = desk.board.day
    return JSONResponse(
        {
            "service": "dashboard",
            "day": day.isoformat() if day else None,
            "version": desk.board.version,
            "ready": desk.reader.progress.caught_up,
            "positions": positions,
            "counts": desk.board.size() | await desk.ledger.ask(leaves.size),
        }
    )


async def rows(request: Request) -> Response:
    """``/api/rows?period=&org=``: the rows just as published, of a period, a unit, or both."""
    desk = Desk.of(request)
    period, org = query.any_period(request.query_params), query.org(request.query_params)
    if period is None and org is None:
        raise query.BadQueryError("period", "", "rule.rows")
    if not desk.reader.progress.caught_up:
        return JSONResponse({"ready": False, "missing": desk.reader.progress.missing}, 503, {"retry-after": "2"})
    published = desk.board.published(period, org)
    day = desk.board.day
    head = {
        "complete_up_to": day.isoformat() if day else None,
        "version": desk.board.version,
        "count": len(published),
    }
    # The rows' own bytes, not a copy made from what this version understands of them.
    body = b'{"board":' + json.dumps(head).encode() + b',"rows":[' + b",".join(item.value for item in published) + b"]}"
    return Response(body, media_type="application/json", headers={"cache-control": "no-cache"})


async def events(request: Request) -> Response:
    """``/events``: server-sent events, one whenever the board or its connection changed."""
    desk = Desk.of(request)
    if request.method == "HEAD":
        return Response(media_type=EVENTS)
    listener = desk.feed.admit()
    if isinstance(listener, float):
        return Response(status_code=503, headers={"retry-after": str(max(1, math.ceil(listener)))})
    return StreamingResponse(
        desk.feed.stream(listener, desk.snapshot),
        media_type=EVENTS,
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


def wants_json(request: Request) -> bool:
    """Whether an error on this address is read by a program."""
    return request.url.path.startswith("/api/")
