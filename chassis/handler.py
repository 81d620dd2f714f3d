"""What a service does with its batches, and how it says that some must wait."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol

from aiokafka import TopicPartition

from chassis.database import Connection
from chassis.fence import Claim
from chassis.subscription import Records


class HoldError(Exception):
    """Records of these partitions cannot be taken yet: they wait in the log, and the others go on."""

    def __init__(self, partitions: Collection[tuple[str, int]], seconds: float, why: str) -> None:
        super().__init__(why)
        self.partitions = {TopicPartition(*partition) for partition in partitions}
        self.seconds, self.why = seconds, why


Rest = Callable[[TopicPartition], float]
"""Seconds for which nothing shall be fetched of a partition, so that others have their turn; 0: it goes on. Asked after each of its
batches, and again when they are over."""

Join = Callable[[Any, Any], Any]
"""Adds a prepared batch to the one that waits, and returns it; None when that is large enough."""


class Handler(Protocol):
    """What a service does with a batch."""

    def prepare(self, records: Records) -> Any:
        """Read the records; no I/O, as it runs while the batch before is being written."""

    async def apply(self, connection: Connection, batch: Any, claim: Claim) -> int:
        """Write everything that follows from what was prepared, in one transaction with the claim's offsets.

        Returns how many of the records had been processed before. HoldError: some must wait.
        """

    def committed(self) -> None:
        """The batch is safe; e.g. wake the relay."""

    def forget(self) -> None:
        """Partitions changed hands, or a batch failed: drop what is remembered between batches."""
