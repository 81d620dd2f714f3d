"""The event stream, and an end that does not wait for those who listen."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator

import httpx
import pytest

from dashboard.feed import Feed
from deploy.local.kafka import KafkaBroker
from tests.dashboard.sample import DAY, Line, period_record, row
from tests.dashboard.served import Dashboard, Start, publish
from tests.dashboard.waiting import until


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
    stream = feed.stream(lambda: dict(state))
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
