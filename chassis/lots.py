"""Records read where they are fetched: a lot is one batch of the log, read before the next one is unpacked.

aiokafka makes an object of eleven fields and a tuple of all headers for every record, and hands out thousands at a
time; whoever needs little of each pays twice, once to make them and once to find them again when they have left the
processor's caches. A service that catches up with millions of records reads them here instead, as the log's own batches are
unpacked, and keeps what it needs: a third of the time and a tenth of the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from aiokafka import TopicPartition
from aiokafka.consumer import fetcher


class Content(Protocol):
    """What was read of a lot."""

    @property
    def count(self) -> int:
        """Records that were read."""


Read = Callable[[TopicPartition, Iterable[Any], int], Content]
"""Reads the records of a place, from an offset on; they have offset, key, value and headers as a ConsumerRecord does."""


class Lot(NamedTuple):
    """Records of one partition that lie together, read."""

    topic: str
    partition: int
    offset: int
    """From where on it was fetched; its first record may lie behind, where the log was compacted."""
    behind: int
    """The offset behind its last record."""
    timestamp: int
    """Milliseconds; of its newest record."""
    content: Content | Exception

    @property
    def size(self) -> int:
        """Records that were read."""
        return 0 if isinstance(self.content, Exception) else self.content.count


class LotReader:
    """Given to a consumer as its value deserializer: it then hands out lots, read by ``read``, instead of records."""

    def __init__(self, read: Read) -> None:
        self.read = read

    def __call__(self, value: bytes | None) -> bytes | None:
        """A single value, for whoever asks for it all the same."""
        return value


def behind(item: Any) -> int:
    """The offset behind a record or a lot."""
    return int(item.behind if isinstance(item, Lot) else item.offset + 1)


def size(items: Sequence[Any]) -> int:
    """How many records these records or lots are."""
    return sum(item.size if isinstance(item, Lot) else 1 for item in items)


class _PartitionLots(fetcher.PartitionRecords):  # type: ignore[misc]  # the library's class is untyped
    """What was fetched of a partition, unpacked as it is asked for."""

    next_fetch_offset: int

    def _unpack_records(self) -> Iterator[Any]:
        reader = self._value_deserializer
        return self._lots(reader.read) if isinstance(reader, LotReader) else super()._unpack_records()

    def _lots(self, read: Read) -> Iterator[Lot]:
        """A lot of each batch that holds records. Holes of compaction and the markers of transactions belong to the lot behind."""
        topic, partition = self._tp
        begin: int = self.next_fetch_offset
        while self._records.has_next():
            batch = self._records.next_batch()
            if self._check_crcs and not batch.validate_crc():
                raise fetcher.Errors.CorruptRecordException(f"Invalid CRC - {self._tp}")
            first, self.next_fetch_offset = self.next_fetch_offset, batch.next_offset
            if batch.is_control_batch:
                continue
            content: Content | Exception
            try:
                content = read(self._tp, batch, first)
            except Exception as error:  # noqa: BLE001  # a mistake of ours fails the batch like any other, when it is taken
                content = error
            lot = Lot(topic, partition, begin, batch.next_offset, batch.max_timestamp, content)
            if isinstance(content, Exception) or content.count:
                begin = lot.behind
                yield lot


fetcher.PartitionRecords = _PartitionLots
