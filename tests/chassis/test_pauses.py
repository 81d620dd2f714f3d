"""A pause ends by itself, though nothing else happens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any, cast

import pytest
import uvloop
from aiokafka import TopicPartition

from chassis.pauses import Pauses
from chassis.subscription import Subscription

HELD, FREE = TopicPartition("inbox", 0), TopicPartition("inbox", 1)


class Fetcher:
    """What of a subscription a pause touches."""

    def __init__(self) -> None:
        self.paused: set[TopicPartition] = set()
        self.resumed = asyncio.Event()
        self.freed = {HELD: asyncio.Event(), FREE: asyncio.Event()}

    def assigned(self) -> set[TopicPartition]:
        return {HELD, FREE}

    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        self.paused.update(partitions)

    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        for partition in set(partitions):
            self.paused.discard(partition)
            self.freed[partition].set()
        if not self.paused:
            self.resumed.set()


def test_a_pause_ends_though_the_loop_reckons_in_whole_milliseconds_and_its_alarm_may_be_early() -> None:
    async def go() -> None:
        for _ in range(200):
            fetcher = Fetcher()
            pauses = Pauses(cast("Subscription", fetcher))
            pauses.begin({HELD}, 0.003, "its unit is not known")
            assert (fetcher.paused, pauses.why) == ({HELD}, "its unit is not known")
            await asyncio.wait_for(fetcher.resumed.wait(), 60)
            assert pauses.why == ""

    uvloop.run(go())


def test_however_often_partitions_are_held_in_turn_there_is_one_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go() -> None:
        loop = asyncio.get_running_loop()
        alarms: list[asyncio.TimerHandle] = []
        call_later = loop.call_later

        def noted(*arguments: Any) -> asyncio.TimerHandle:
            alarms.append(call_later(*arguments))
            return alarms[-1]

        monkeypatch.setattr(loop, "call_later", noted)
        fetcher = Fetcher()
        pauses = Pauses(cast("Subscription", fetcher))
        fetcher.freed[FREE].clear()
        pauses.begin({FREE}, 0.01, "its unit is not known either")
        for turn in range(40):
            held = (HELD, FREE)[turn % 2]
            fetcher.freed[held].clear()
            pauses.begin({held}, 0.02, "its unit is not known")
            await asyncio.wait_for(fetcher.freed[(FREE, HELD)[turn % 2]].wait(), 5)
        assert sum(not alarm.cancelled() and alarm.when() > loop.time() for alarm in alarms) <= 1
        assert len(alarms) <= 4 * 40
        pauses.forget()
        assert not [alarm for alarm in alarms if not alarm.cancelled() and alarm.when() > loop.time()]

    asyncio.run(go())


def test_a_partition_rests_for_as_long_as_it_is_told_to_whenever_its_pause_is_over() -> None:
    rests = iter([0.01, 0.02, 0.01, 0.0])

    async def go() -> None:
        fetcher = Fetcher()
        pauses = Pauses(cast("Subscription", fetcher), lambda partition: next(rests) if partition == HELD else 0.0)
        pauses.rest([HELD, FREE])
        assert (fetcher.paused, pauses.why) == ({HELD}, "")
        await asyncio.wait_for(fetcher.resumed.wait(), 60)
        assert list(rests) == []

    uvloop.run(go())


def test_each_partition_is_fetched_again_when_its_own_pause_is_over() -> None:
    async def go() -> None:
        fetcher = Fetcher()
        pauses = Pauses(cast("Subscription", fetcher))
        began = time.monotonic()
        pauses.begin({FREE}, 0.05)
        pauses.begin({HELD}, 0.3, "its unit is not known")
        await asyncio.wait_for(fetcher.resumed.wait(), 60)
        assert time.monotonic() - began >= 0.3

    uvloop.run(go())
