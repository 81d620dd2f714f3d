"""How far each partition has come, and since when it has not moved though there is something to read."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import NamedTuple

from aiokafka import TopicPartition


class Stuck(NamedTuple):
    """A partition that has records and does not move."""

    topic: str
    partition: int
    offset: int
    seconds: float


class Progress:
    """Next offsets and the time of the last step, per partition owned.

    ``stuck_after``: seconds without a step while records wait, after which a partition is said to be stuck.
    """

    def __init__(self, stuck_after: float) -> None:
        self._stuck_after = stuck_after
        self.next: dict[TopicPartition, int] = {}
        self.last: dict[TopicPartition, float] = {}
        """Monotonic time of the last batch, or of the moment at which there was nothing left to read."""

    def assigned(self, positions: Mapping[TopicPartition, int]) -> None:
        """The partitions are other ones now."""
        now = time.monotonic()
        self.next = dict(positions)
        self.last = {partition: self.last.get(partition, now) for partition in positions}

    def moved(self, ends: Mapping[TopicPartition, int]) -> None:
        """A batch was committed up to these offsets."""
        now = time.monotonic()
        self.next |= ends
        self.last |= dict.fromkeys(ends, now)

    def lag(self, ends: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
        """Records behind the broker's ends; a partition without any counts as having moved just now."""
        now = time.monotonic()
        behind = {partition: max(0, end - self.next.get(partition, 0)) for partition, end in ends.items()}
        for partition, records in behind.items():
            if not records or partition not in self.last:
                self.last[partition] = now
        return behind

    def stuck(self, behind: Mapping[TopicPartition, int]) -> list[Stuck]:
        """Partitions that have records and have not moved for too long."""
        now = time.monotonic()
        waits = {partition: now - self.last.get(partition, now) for partition, records in behind.items() if records}
        return [
            Stuck(partition.topic, partition.partition, self.next.get(partition, 0), round(seconds, 1))
            for partition, seconds in sorted(waits.items())
            if seconds >= self._stuck_after
        ]

    @staticmethod
    def by_topic(behind: Mapping[TopicPartition, int]) -> dict[str, int]:
        """Records behind, per topic; 0 for a topic that is owned and read to its end."""
        topics: dict[str, int] = {}
        for partition, records in behind.items():
            topics[partition.topic] = topics.get(partition.topic, 0) + records
        return topics
