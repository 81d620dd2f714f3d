"""Lots: what was fetched of a partition, handed on as it lies in the log and unpacked where it is read.

aiokafka makes an object of eleven fields and a tuple of all headers for every record, and asks for more only when all
that was fetched has been handed out as records. Whoever needs little of each pays twice, once to make them and once to find
them again when they have left the processor's caches, and nothing is fetched meanwhile. A service that catches up with millions
of records is handed lots instead: it reads them one by one while the next are on their way, and keeps of each record what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from aiokafka.consumer import fetcher


class Lot(NamedTuple):
    """Records of one partition that follow on one another."""

    topic: str
    partition: int
    offset: int
    """From where on it was fetched; its first record may lie behind, where the log was compacted."""
    behind: int
    """From where on the next one is: behind its last record, and behind the markers that follow."""
    timestamp: int
    """Milliseconds; of its newest record."""
    batches: Sequence[Iterable[Any]] = ()
    """The log's own batches, the first of which may begin before ``offset``; none once they have been read."""

    @property
    def size(self) -> int:
        """Records that it holds, or held before the log was compacted."""
        return self.behind - self.offset

    def records(self) -> Iterator[Any]:
        """The records, which have offset, key, value and headers as a ConsumerRecord does; to be read once.

        CorruptRecordException when bytes were changed on their way.
        """
        if not self.batches:
            return iter(())
        first, *others = self.batches
        return chain((record for record in first if record.offset >= self.offset), chain.from_iterable(others))


class _Checked:
    """A batch of the log whose checksum is compared when it is read: its bytes then pass the processor's caches once."""

    __slots__ = ("_batch", "_place")

    def __init__(self, batch: Any, place: Any) -> None:
        self._batch, self._place = batch, place

    def __iter__(self) -> Iterator[Any]:
        if not self._batch.validate_crc():
            raise fetcher.Errors.CorruptRecordException(f"Invalid CRC - {self._place}")
        return iter(self._batch)


class InLots:
    """Given to a consumer as its value deserializer: it then hands out lots instead of records."""

    def __call__(self, value: bytes | None) -> bytes | None:
        """A single value, for whoever asks for it all the same."""
        return value


def behind(item: Any) -> int:
    """The offset behind a record or a lot."""
    return int(item.behind if isinstance(item, Lot) else item.offset + 1)


def size(items: Sequence[Any]) -> int:
    """How many records these records or lots are."""
    return sum(item.size if isinstance(item, Lot) else 1 for item in items)


def emptied(items: Sequence[Any]) -> Sequence[Any]:
    """Records as they are, lots without what has been read of them: it need not lie in memory until it is written."""
    return [item._replace(batches=()) for item in items] if isinstance(items[0], Lot) else items


class _PartitionLots(fetcher.PartitionRecords):  # type: ignore[misc]  # the library's class is untyped
    """What was fetched of a partition, in the form that was asked for."""

    next_fetch_offset: int

    def _unpack_records(self) -> Iterator[Any]:
        return self._lot() if isinstance(self._value_deserializer, InLots) else super()._unpack_records()

    def _lot(self) -> Iterator[Lot]:
        """One lot, without the markers of transactions."""
        topic, partition = self._tp
        begin, newest, batches = self.next_fetch_offset, 0, []
        while self._records.has_next():
            batch = self._records.next_batch()
            self.next_fetch_offset = batch.next_offset
            newest = max(newest, batch.max_timestamp)
            if not batch.is_control_batch:
                batches.append(_Checked(batch, self._tp))
        yield Lot(topic, partition, begin, self.next_fetch_offset, newest, batches)


fetcher.PartitionRecords = _PartitionLots
