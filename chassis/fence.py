"""The fence: offsets live in PostgreSQL and are locked, compared and advanced in the batch's own transaction.

An old owner of a partition and its new one meet at the same row. Whoever comes second finds
``next_offset`` beyond its own records and drops them; whatever it had in mind is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from aiokafka import ConsumerRecord, TopicPartition

from chassis.database import Connection
from chassis.lots import behind

Record: TypeAlias = "ConsumerRecord[Any, Any]"
Positions = dict[TopicPartition, int]

_LOCK = "SELECT topic, partition, next_offset FROM fence_lock($1, $2, $3)"
_ADVANCE = "SELECT fence_advance($1, $2, $3, $4::bigint[])"
_PLACE = """
INSERT INTO consumer_offset AS stored (consumer, topic, partition, next_offset, taken)
SELECT $1, topic, partition, 0, string_to_array(taken, ',')
FROM unnest($2::text[], $3::int[], $4::text[]) AS wanted(topic, partition, taken)
ON CONFLICT (consumer, topic, partition) DO UPDATE
SET next_offset = CASE WHEN excluded.taken <@ stored.taken THEN stored.next_offset ELSE 0 END, taken = excluded.taken
WHERE stored.taken <> excluded.taken
"""
_READ = "SELECT topic, partition, next_offset FROM consumer_offset WHERE consumer = $1"


class GapError(Exception):
    """Records are missing between what was processed and what was fetched; the batch is to be fetched again."""


class PassedError(Exception):
    """Some of the records have been processed already, by another owner of their partitions."""


class Claim:
    """The offsets of one batch's partitions, to be locked, compared and advanced in its transaction.

    A handler either calls `take` and `advance`, or has `fence_lock` and `fence_advance` called inside SQL
    of its own and hands what was locked to `check`.
    """

    def __init__(self, fence: Fence, records: Sequence[Record]) -> None:
        self._fence = fence
        batches = by_partition(records)
        self._ordered = sorted(batches)
        self._first = {partition: batches[partition][0].offset for partition in self._ordered}
        self.ends = {partition: behind(batches[partition][-1]) for partition in self._ordered}
        """The offset behind the last record of each partition; the stored one where another owner has come further."""
        self._next: dict[tuple[str, int], int] = {}
        self.consumer = fence.consumer
        self.topics = [partition.topic for partition in self._ordered]
        self.partitions = [partition.partition for partition in self._ordered]

    @classmethod
    def none(cls) -> Claim:
        """No offsets: of work that no record of the log stands for."""
        return cls(Fence(""), ())

    @property
    def advance(self) -> tuple[str, list[str], list[int], list[int]]:
        """Arguments of ``fence_advance``."""
        return self.consumer, self.topics, self.partitions, list(self.ends.values())

    async def take(self, connection: Connection) -> None:
        """Lock the offsets and compare them; GapError as in `check`."""
        rows = await connection.fetch(_LOCK, self.consumer, self.topics, self.partitions)
        self.check({(row[0], row[1]): row[2] for row in rows})

    async def store(self, connection: Connection) -> None:
        """Advance the offsets behind the batch's records."""
        await connection.execute(_ADVANCE, *self.advance)

    def check(self, stored: Mapping[tuple[str, int], int]) -> None:
        """Compare what was locked with what was fetched.

        Raises GapError when the first new record lies beyond the stored offset and this very gap was
        not met before: met twice it is compaction, or a transaction's marker, which leave holes for ever.
        Raises it too when rows are missing, since the database was away at the assignment.
        """
        self._next = dict(stored)
        missing = [partition for partition in self._ordered if partition not in self._next]
        gaps = [
            gap
            for partition in self._ordered
            if partition in self._next
            and self._first[partition] > self._next[partition]
            and (gap := (partition, self._next[partition], self._first[partition])) not in self._fence.gaps
        ]
        self._fence.gaps.update(gaps)
        if gaps or missing:
            raise GapError(f"{len(gaps)} partitions have a gap, {len(missing)} no stored offset")
        self.ends = {partition: max(end, self._next[partition]) for partition, end in self.ends.items()}

    def is_fresh(self, record: Record) -> bool:
        """Whether the record has not been processed yet."""
        return bool(record.offset >= self._next.get((record.topic, record.partition), 0))

    def only_fresh(self) -> None:
        """For a handler that cannot leave single records out; PassedError when some have been processed already."""
        if any(offset < self._next.get(partition, 0) for partition, offset in self._first.items()):
            raise PassedError("some of the records have been processed already")

    def fresh(self, records: Sequence[Record]) -> Sequence[Record]:
        """The records that have not been processed yet: nearly always all, which no record is asked for."""
        if all(offset >= self._next.get(partition, 0) for partition, offset in self._first.items()):
            return records
        return [record for record in records if self.is_fresh(record)]


class OpenClaim(Claim):
    """The fence taken down, for the drill that shows what it is for: nothing compared, nothing dropped."""

    def check(self, stored: Mapping[tuple[str, int], int]) -> None:
        """Whoever has processed the records before: they are taken."""

    @property
    def advance(self) -> tuple[str, list[str], list[int], list[int]]:
        """Nothing is stored: a second owner would otherwise fail here."""
        return self.consumer, [], [], []


class Fence:
    """Offsets of one consumer (a group's name)."""

    def __init__(
        self, consumer: str, *, takes: Mapping[str, Iterable[str]] | None = None, drilled_open: bool = False
    ) -> None:
        """``takes``: topic → the kinds that this version takes from it, where it passes over the others."""
        self.consumer = consumer
        self._takes = {topic: ",".join(sorted(kinds)) for topic, kinds in (takes or {}).items()}
        self.gaps: set[tuple[TopicPartition, int, int]] = set()
        self.drilled_open = drilled_open

    def claim(self, records: Sequence[Record]) -> Claim:
        """The claim of one batch."""
        return OpenClaim(self, records) if self.drilled_open else Claim(self, records)

    async def positions(self, connection: Connection, partitions: Iterable[TopicPartition] | None = None) -> Positions:
        """Stored next offsets; with ``partitions``, these are placed: rows for new ones are made, at 0.

        A partition whose last owner passed over kinds that this version takes is read from its beginning:
        a newer version misses nothing of what came before it, whichever version read a while in between.
        """
        if partitions is not None:
            wanted = sorted(partitions)
            topics, numbers = [p.topic for p in wanted], [p.partition for p in wanted]
            taken = [self._takes.get(topic, "") for topic in topics]
            await connection.execute(_PLACE, self.consumer, topics, numbers, taken)
        rows = await connection.fetch(_READ, self.consumer)
        stored = {TopicPartition(row["topic"], row["partition"]): row["next_offset"] for row in rows}
        return stored if partitions is None else {partition: stored[partition] for partition in partitions}


_PARTITION = attrgetter("topic", "partition")


def by_partition(records: Iterable[Record]) -> Mapping[TopicPartition, list[Record]]:
    """The records of each partition, in their order; quick where those of one partition lie together, as they are fetched."""
    batches: dict[TopicPartition, list[Record]] = {}
    for place, together in groupby(records, _PARTITION):
        batches.setdefault(TopicPartition(*place), []).extend(together)
    return batches
