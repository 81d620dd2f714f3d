"""The event stream, and an end that does not wait for those who listen."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from dashboard.feed import MAX_LISTENERS, TURN, Feed, Listener
from deploy.local.kafka import KafkaBroker
from tests.dashboard.sample import DAY, Line, period_record, row
from tests.dashboard.served import Dashboard, Start, publish
from tests.deploy.waiting import until

MOST_KIB = 48
"""Of memory that a stream may take."""


def messages(answer: httpx.Response) -> Iterator[dict[str, object]]:
    """What a stream says, message by message."""
    for line in answer.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


@pytest.mark.servers
async def test_a_stream_tells_the_version_and_the_day_and_again_when_something_changes(
    dashboard: Dashboard, published_year: KafkaBroker
) -> None:
    with httpx.stream("GET", dashboard.url + "/events", timeout=120) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        stream = messages(answer)
        first = next(stream)
        assert first["complete_up_to"] == DAY.isoformat()
        assert (first["ready"], first["connected"]) == (True, True)
        counted = row("2026-01", "wanzhou-live", Line(published=1), county="wanzhou")
        await publish(published_year.address(), [period_record(counted)])
        second = next(stream)
    assert isinstance(first["version"], int)
    assert second["version"] == first["version"] + 1
    assert second["board"] != first["board"]


@pytest.mark.servers
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_and_in_order_though_streams_are_open(
    published_year: KafkaBroker, start: Start, number: signal.Signals
) -> None:
    dashboard = start(published_year.address()).ready()
    with httpx.Client(base_url=dashboard.url, timeout=120) as reader:
        streams = [reader.stream("GET", "/events") for _ in range(20)]
        listening = [messages(stream.__enter__()) for stream in streams]
        for stream_messages in listening:
            assert next(stream_messages)["ready"] is True
        until(
            lambda: "gongkai_dashboard_listeners 20.0" in dashboard.get("/metrics").text,
            "all twenty are counted",
        )
        began = time.monotonic()
        assert dashboard.stop(number) == 0
        assert time.monotonic() - began < 5
        for stream in streams:
            stream.__exit__(None, None, None)
    log = dashboard.log.read_text(encoding="utf-8")
    assert "stopped" in log
    assert '"level": "error"' not in log


async def test_a_stream_sends_only_what_is_new_and_ends_when_the_feed_closes() -> None:
    feed, state = Feed(), {"version": 1}
    stream = feed.stream(place(feed), lambda: dict(state))
    assert await anext(stream) == "retry: 2000\n\n"
    assert json.loads((await anext(stream)).split("data: ")[1]) == {"version": 1}
    feed.announce()
    state["version"] = 2
    feed.announce()
    assert json.loads((await anext(stream)).split("data: ")[1]) == {"version": 2}
    assert feed.listeners == 1
    feed.close()
    assert [message async for message in stream] == []
    assert feed.listeners == 0


async def test_when_all_places_are_taken_it_is_said_when_to_come_again() -> None:
    feed = Feed(most=2)
    first, second = place(feed), place(feed)
    left = feed.admit()
    assert isinstance(left, float)
    assert 0 < left <= TURN
    assert feed.listeners == 2
    streams = [feed.stream(listener, dict) for listener in (first, second)]
    for stream in streams:
        await anext(stream)
    await streams[0].aclose()
    assert isinstance(feed.admit(), Listener)


async def test_whoever_had_a_turn_makes_room_for_the_next_and_comes_back_no_sooner_than_others() -> None:
    feed = Feed(most=2)
    first, second = place(feed), place(feed)
    stream = feed.stream(first, dict)
    assert [await anext(stream), await anext(stream)][1].startswith("event: board")
    waiting = asyncio.create_task(_rest(stream))
    await asyncio.sleep(0)
    first.since -= TURN
    assert isinstance(feed.admit(), Listener)
    assert await waiting == [f"retry: {round(TURN * 1000)}\n\n"]
    assert feed.listeners == 2
    assert not second.leaving


async def _rest(stream: AsyncIterator[str]) -> list[str]:
    return [message async for message in stream]


def place(feed: Feed) -> Listener:
    """A place that there is."""
    listener = feed.admit()
    assert isinstance(listener, Listener)
    return listener


@pytest.mark.servers
def test_two_thousand_streams_are_held_in_little_memory_and_one_more_is_refused(start: Start) -> None:
    """Without a Kafka: its loss is what they are told of."""
    dashboard = start("127.0.0.1:9")
    before = _resident(dashboard)
    with ExitStack() as opened:
        streams = [
            opened.enter_context(socket.create_connection(("127.0.0.1", dashboard.port))) for _ in range(MAX_LISTENERS)
        ]
        for stream in streams:
            stream.sendall(b"GET /events HTTP/1.1\r\nhost: dashboard\r\n\r\n")
        for stream in streams:
            assert stream.recv(15).startswith(b"HTTP/1.1 200")
        assert f"gongkai_dashboard_listeners {MAX_LISTENERS}.0" in dashboard.get("/metrics").text
        refused = dashboard.get("/events")
        assert refused.status_code == 503
        assert 1 <= int(refused.headers["retry-after"]) <= TURN
        assert dashboard.get("/health/live").status_code == 200
        assert _resident(dashboard) - before < MOST_KIB * MAX_LISTENERS
    until(lambda: "gongkai_dashboard_listeners 0.0" in dashboard.get("/metrics").text, "all streams are gone")


def _resident(dashboard: Dashboard) -> int:
    """KiB of memory."""
    status = Path(f"/proc/{dashboard.process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
