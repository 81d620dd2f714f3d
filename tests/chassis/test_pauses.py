"""A pause ends by itself, though nothing else happens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import cast

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

    def assigned(self) -> set[TopicPartition]:
        return {HELD, FREE}

    def pause(self, partitions: Iterable[TopicPartition]) -> None:
        self.paused.update(partitions)

    def resume(self, partitions: Iterable[TopicPartition]) -> None:
        self.paused.difference_update(partitions)
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
