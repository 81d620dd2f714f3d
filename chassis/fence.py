"""The fence: offsets live in PostgreSQL and are locked, compared and advanced in the batch's own transaction.

An old owner of a partition and its new one meet at the same row. Whoever comes second finds
``next_offset`` beyond its own records and drops them; whatever it had in mind is never written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from aiokafka import ConsumerRecord, TopicPartition

from chassis.database import Connection

Record: TypeAlias = "ConsumerRecord[Any, Any]"
Positions = dict[TopicPartition, int]

_LOCK = """
SELECT o.topic, o.partition, o.next_offset FROM consumer_offset o
JOIN unnest($2::text[], $3::int[]) AS wanted(topic, partition) USING (topic, partition)
WHERE o.consumer = $1 ORDER BY o.topic, o.partition FOR UPDATE OF o
"""
_ADVANCE = """
UPDATE consumer_offset o SET next_offset = wanted.next_offset
FROM unnest($2::text[], $3::int[], $4::bigint[]) AS wanted(topic, partition, next_offset)
WHERE o.consumer = $1 AND o.topic = wanted.topic AND o.partition = wanted.partition
  AND o.next_offset <= wanted.next_offset
"""
_CREATE = """
INSERT INTO consumer_offset (consumer, topic, partition, next_offset)
SELECT $1, topic, partition, 0 FROM unnest($2::text[], $3::int[]) AS wanted(topic, partition)
ON CONFLICT DO NOTHING
"""
_READ = "SELECT topic, partition, next_offset FROM consumer_offset WHERE consumer = $1"


class GapError(Exception):
    """Records are missing between what was processed and what was fetched; ``seek`` says where to fetch again."""

    def __init__(self, seek: Positions) -> None:
        super().__init__(f"{len(seek)} partitions have a gap")
        self.seek = seek


class FenceError(Exception):
    """A stored offset would have gone back or is missing: never to be seen, hence loud."""


class Fence:
    """Offsets of one consumer (a group's name)."""

    def __init__(self, consumer: str) -> None:
        self._consumer = consumer
        self._gaps_seen: set[tuple[TopicPartition, int, int]] = set()

    async def positions(
        self, connection: Connection, partitions: Iterable[TopicPartition] | None = None
    ) -> Positions:
        """Stored next offsets; with ``partitions``, rows for new ones are made, at 0."""
        if partitions is not None:
            wanted = sorted(partitions)
            await connection.execute(
                _CREATE, self._consumer, [p.topic for p in wanted], [p.partition for p in wanted]
            )
        rows = await connection.fetch(_READ, self._consumer)
        stored = {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}
        return stored if partitions is None else {partition: stored[partition] for partition in partitions}

    async def claim(self, connection: Connection, records: Sequence[Record]) -> list[Record]:
        """Lock the offsets of these records' partitions and return the records not yet processed.

        Raises GapError when the first new record lies beyond the stored offset and this very gap was
        not met before. Met twice it is compaction, which leaves holes for ever.
        """
        batches = by_partition(records)
        ordered = sorted(batches)
        rows = await connection.fetch(
            _LOCK, self._consumer, [p.topic for p in ordered], [p.partition for p in ordered]
        )
        if len(rows) != len(ordered):
            # Only when the database was away at the assignment: make the rows, then lock them.
            await connection.execute(
                _CREATE, self._consumer, [p.topic for p in ordered], [p.partition for p in ordered]
            )
            return await self.claim(connection, records)
        fresh: list[Record] = []
        gaps: Positions = {}
        for row in rows:
            partition, next_offset = TopicPartition(row["topic"], row["partition"]), row["next_offset"]
            new = [record for record in batches[partition] if record.offset >= next_offset]
            if new and new[0].offset > next_offset:
                gap = (partition, next_offset, new[0].offset)
                if gap not in self._gaps_seen:
                    self._gaps_seen.add(gap)
                    gaps[partition] = next_offset
            fresh.extend(new)
        if gaps:
            raise GapError(gaps)
        return fresh

    async def advance(self, connection: Connection, records: Sequence[Record]) -> None:
        """Store the offsets after these records; FenceError when one would go back."""
        ends = {partition: batch[-1].offset + 1 for partition, batch in by_partition(records).items()}
        ordered = sorted(ends)
        status = await connection.execute(
            _ADVANCE, self._consumer,
            [p.topic for p in ordered], [p.partition for p in ordered], [ends[p] for p in ordered],
        )  # fmt: skip
        if status != f"UPDATE {len(ordered)}":
            raise FenceError(
                f"offsets of {len(ordered)} partitions were to be stored, the database says {status}"
            )


class NoFence(Fence):
    """The fence taken down, for the drill that shows what it is for: nothing locked, nothing dropped."""

    async def claim(self, connection: Connection, records: Sequence[Record]) -> list[Record]:  # noqa: ARG002
        """Every record, whoever has processed it before; ``connection`` is not asked."""
        return list(records)

    async def advance(self, connection: Connection, records: Sequence[Record]) -> None:
        """Store the offsets for the status page only."""
        ends = {partition: batch[-1].offset + 1 for partition, batch in by_partition(records).items()}
        for partition, end in sorted(ends.items()):
            await connection.execute(
                "UPDATE consumer_offset SET next_offset = $4 WHERE consumer = $1 AND topic = $2 AND partition = $3",
                self._consumer, partition.topic, partition.partition, end,
            )  # fmt: skip


def by_partition(records: Iterable[Record]) -> Mapping[TopicPartition, list[Record]]:
    """The records of each partition, in their order."""
    batches: defaultdict[TopicPartition, list[Record]] = defaultdict(list)
    for record in records:
        batches[TopicPartition(record.topic, record.partition)].append(record)
    return batches
