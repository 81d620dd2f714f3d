"""The closing of days: the watermark and the rows that changed, nothing else; never back, never without."""

from __future__ import annotations

import msgspec
import pytest

from contracts.topics import MONTHLY, WATERMARK
from services.metrics import render
from tests.metrics.records import State, closing, sources, state_record
from tests.metrics.service import Metrics

A, B, C = "catalog.states.v1", "publishing.states.v1", "assurance.states.v1"


def complete(metrics: Metrics) -> str | None:
    body = metrics.topics[WATERMARK].get("complete")
    return msgspec.json.decode(body)["complete_up_to"] if body else None


async def close(metrics: Metrics, topic: str, day: str, offset: int = 0, partition: int = 0) -> None:
    await metrics.batch([closing(topic, day, offset, partition)])


async def test_a_closed_day_sends_the_watermark_and_only_rows_that_changed(metrics: Metrics) -> None:
    await metrics.batch([sources({A: 1, B: 2}), state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1}}))])
    assert {m.topic for m in await metrics.relay()} >= {MONTHLY}
    await close(metrics, A, "2026-03-01", 9)
    await close(metrics, B, "2026-03-01", 5)
    assert await metrics.relay() == []
    await close(metrics, B, "2026-03-01", 6, partition=1)
    (message,) = await metrics.relay()
    assert (message.topic, message.key) == (WATERMARK, b"complete")
    assert msgspec.json.decode(message.value or b"") == {
        "complete_up_to": "2026-03-01",
        "positions": {A: {"0": 10}, B: {"0": 6, "1": 7}},
    }
    assert await metrics.relay() == []


async def test_the_watermark_comes_behind_the_rows_that_it_speaks_for(metrics: Metrics) -> None:
    await metrics.batch(
        [sources({A: 1}), closing(A, "2026-03-01"), state_record(State("a.b/aa/s", 1, {"2026-01": {"x": 1}}))]
    )
    assert [m.topic for m in await metrics.relay()][-1] == WATERMARK


async def test_while_more_waits_than_a_round_takes_the_watermark_waits_too(
    metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "BATCHES", 2)
    await metrics.batch([sources({A: 1})])
    for number in range(4):
        await metrics.batch([state_record(State(f"a.b/aa/{number}", 1, {"2026-01": {"x": 1}}))])
    await close(metrics, A, "2026-03-01")
    rounds = [await metrics.round() for _ in range(4)]
    assert [[m.topic for m in messages].count(WATERMARK) for messages in rounds] == [0, 0, 0, 1]


async def test_before_the_sources_are_known_nothing_is_complete(metrics: Metrics) -> None:
    await close(metrics, A, "2026-03-01")
    assert await metrics.relay() == []
    await metrics.batch([sources({A: 1})])
    await metrics.relay()
    assert complete(metrics) == "2026-03-01"


async def test_a_topic_may_come_and_go_and_the_watermark_only_rises(metrics: Metrics) -> None:
    await metrics.batch([sources({A: 1, B: 1})])
    for topic in (A, B):
        await close(metrics, topic, "2026-03-01", 1)
    await metrics.relay()
    assert complete(metrics) == "2026-03-01"
    await metrics.batch([sources({A: 1, B: 1, C: 1})])
    for topic in (A, B):
        await close(metrics, topic, "2026-03-02", 2)
    assert await metrics.relay() == []
    await close(metrics, C, "2026-02-01", 0)
    assert await metrics.relay() == []
    await close(metrics, C, "2026-03-02", 1)
    await metrics.relay()
    assert complete(metrics) == "2026-03-02"
    await close(metrics, A, "2026-03-03", 3)
    await metrics.batch([sources({A: 1, C: 1})])
    assert await metrics.relay() == []
    await close(metrics, C, "2026-03-03", 2)
    await metrics.relay()
    assert complete(metrics) == "2026-03-03"
    await metrics.batch([sources({A: 1, B: 1, C: 1})])
    assert await metrics.relay() == []
    assert complete(metrics) == "2026-03-03"


async def test_the_watermark_of_a_day_does_not_depend_on_how_far_was_read(dsn: str) -> None:
    from tests.metrics.conftest import made

    log = [sources({A: 1, B: 1})]
    log += [closing(topic, f"2026-03-{day:02d}", day) for day in range(1, 9) for topic in (A, B)][:-1]
    bodies = set()
    for size in (1, 3, len(log)):
        pool = await made(dsn)
        metrics = Metrics(pool)
        for begin in range(0, len(log), size):
            await metrics.batch(log[begin : begin + size])
            await metrics.relay()
        bodies.add(metrics.topics[WATERMARK]["complete"])
        await pool.close()
    (body,) = bodies
    assert msgspec.json.decode(body) == {
        "complete_up_to": "2026-03-07",
        "positions": {A: {"0": 8}, B: {"0": 8}},
    }


async def test_days_that_are_over_are_forgotten_but_the_last_of_each_partition(metrics: Metrics) -> None:
    await metrics.batch([sources({A: 1, B: 1})])
    for day in range(1, 6):
        await close(metrics, A, f"2026-03-{day:02d}", day)
    for day in range(1, 4):
        await close(metrics, B, f"2026-03-{day:02d}", day)
        await metrics.relay()
    kept = sorted((row["topic"], row["day"].day) for row in await metrics.rows("closed"))
    assert kept == [(A, 3), (A, 4), (A, 5), (B, 3)]
    async with metrics.pool.acquire() as connection:
        assert str(await connection.fetchval("SELECT day FROM clock")) == "2026-03-03"


async def test_of_a_day_closed_twice_the_first_record_counts(metrics: Metrics) -> None:
    await metrics.batch([sources({A: 1}), closing(A, "2026-03-01", 4), closing(A, "2026-03-01", 9)])
    await close(metrics, A, "2026-03-01", 12)
    await metrics.relay()
    assert msgspec.json.decode(metrics.topics[WATERMARK]["complete"])["positions"] == {A: {"0": 5}}
