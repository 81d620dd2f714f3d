"""Partitions of which nothing is fetched for a while: what waits there, or failed, is fetched again afterwards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from aiokafka import TopicPartition

from chassis.handler import Rest
from chassis.subscription import Subscription


class Pauses:
    """The pauses of one subscription's partitions, each with its end and, where records wait for something, for what."""

    def __init__(self, subscription: Subscription, rest: Rest | None = None) -> None:
        self._subscription, self._rest = subscription, rest
        self._paused: dict[TopicPartition, tuple[float, str]] = {}
        self._alarm: asyncio.TimerHandle | None = None

    @property
    def why(self) -> str:
        """Why records wait, in words; empty when none do."""
        return next((why for _, why in self._paused.values() if why), "")

    def begin(self, partitions: set[TopicPartition], seconds: float, why: str = "") -> None:
        """Fetch nothing of these for so long."""
        mine = partitions & self._subscription.assigned()
        self._paused |= dict.fromkeys(mine, (time.monotonic() + seconds, why))
        if mine:
            self._subscription.pause(mine)
            self._look_again()

    def rest(self, partitions: Iterable[TopicPartition]) -> None:
        """Pause those of these that shall rest."""
        for partition, seconds in self._resting(partitions).items():
            self.begin({partition}, seconds)

    def _resting(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, float]:
        if self._rest is None:
            return {}
        return {partition: seconds for partition in partitions if (seconds := self._rest(partition))}

    def end(self) -> None:
        """Fetch again where a pause is over and no rest is due."""
        now = time.monotonic()
        over = {partition for partition, (until, _) in self._paused.items() if until <= now}
        resting = self._resting(over)
        self._paused |= {partition: (now + seconds, "") for partition, seconds in resting.items()}
        if over := over - resting.keys():
            self._paused = {partition: pause for partition, pause in self._paused.items() if partition not in over}
            self._subscription.resume(over)

    def forget(self) -> None:
        """The partitions changed hands: whoever has them now fetches them."""
        self._paused.clear()
        self._look_again()

    def _look_again(self) -> None:
        """Set the alarm for the first pause to end. There is one: each that set the next would be joined by every new pause, for ever."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._paused:
            first = min(until for until, _ in self._paused.values())
            self._alarm = asyncio.get_running_loop().call_later(max(0.0, first - time.monotonic()), self._ring)

    def _ring(self) -> None:
        # The loop reckons in whole milliseconds, so its alarm may be early, and nothing else may ever come by to end
        # the pause of a partition of which nothing is fetched.
        self.end()
        self._look_again()
