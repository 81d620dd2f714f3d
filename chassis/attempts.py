"""Which partitions failed and have not moved since: they are taken one by one, so that one does not stop the others, and in ever
smaller parts, so that what is too much for one transaction goes through, and a record that fails stands alone."""

from __future__ import annotations

from collections.abc import Collection

from aiokafka import TopicPartition

from chassis.fence import by_partition
from chassis.subscription import Records

BACK_OFF_FIRST, BACK_OFF_MOST = 0.2, 10.0
"""Seconds between tries of a failing batch: doubled from the first to the most."""


class Attempts:
    """Failed tries, by partition."""

    def __init__(self) -> None:
        self._failed: dict[TopicPartition, int] = {}

    @property
    def failing(self) -> bool:
        """Whether some have failed and not moved since."""
        return bool(self._failed)

    def failed(self, partitions: Collection[TopicPartition]) -> tuple[int, float]:
        """A batch of these has failed: the how many-th time in a row, and the seconds to wait before the next try."""
        self._failed |= {partition: self._failed.get(partition, 0) + 1 for partition in partitions}
        attempt = max(self._failed[partition] for partition in partitions)
        return attempt, min(BACK_OFF_MOST, BACK_OFF_FIRST * 2 ** min(attempt - 1, 10))

    def moved(self, partitions: Collection[TopicPartition]) -> None:
        """These are well again."""
        for partition in partitions:
            self._failed.pop(partition, None)

    def forget(self) -> None:
        """Partitions have changed hands."""
        self._failed.clear()

    def portions(self, records: Records) -> list[Records]:
        """What to take at once: everything; but partitions that failed and have not moved since, each by itself.

        Of these first a part, half as large with every failure, then the rest.
        """
        if not self._failed:
            return [records]
        partitions = by_partition(records)
        failing = [
            part
            for partition, batch in partitions.items()
            if partition in self._failed
            for part in _parts(batch, self._failed[partition])
        ]
        others = [record for record in records if TopicPartition(record.topic, record.partition) not in self._failed]
        return [*([others] if others else []), *failing]


def _parts(batch: Records, failures: int) -> list[Records]:
    first = max(1, len(batch) >> failures)
    return [part for part in (batch[:first], batch[first:]) if part]
