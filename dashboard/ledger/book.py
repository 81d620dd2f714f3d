"""The ledger as the reader and the pages use it: records in by one thread, answers out by others."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from contracts import topics
from dashboard.ledger import owed
from dashboard.ledger.cabinet import READERS, Cabinet, Mark
from dashboard.ledger.reading import Entry, read
from dashboard.ledger.writing import Writer
from dashboard.records import UnreadableError

T = TypeVar("T")


class Record(Protocol):
    """What is read of a record of Kafka."""

    @property
    def topic(self) -> str:
        """Topic."""

    @property
    def partition(self) -> int:
        """Partition."""

    @property
    def offset(self) -> int:
        """Place in the partition."""

    @property
    def key(self) -> bytes | None:
        """Key, if it has one."""

    @property
    def value(self) -> bytes | None:
        """Value; None of a tombstone."""

    @property
    def headers(self) -> Sequence[tuple[str, bytes]]:
        """Headers, in order."""


class Taken(NamedTuple):
    """What became of records that were not taken in: those that say nothing, with the reason; topics of outdated ones."""

    unreadable: list[tuple[Record, str]]
    outdated: list[str]


class LostError(Exception):
    """The file cannot be used any more: everything is to be read anew. ``damaged``: for what stands in it, not for where it lies."""

    def __init__(self, reason: str, *, damaged: bool = False) -> None:
        super().__init__(reason)
        self.damaged = damaged


class Ledger:
    """What is kept on disk. ``version`` rises with every batch.

    ``lost``: its file has failed, for ``reason``, and ``forget`` begins another. ``debtors``: the units that owe something, with
    their counties.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._cabinet = Cabinet(folder)
        self._writing = ThreadPoolExecutor(1, "ledger-writer")
        self._asking = ThreadPoolExecutor(READERS, "ledger-reader")
        self.lost = False
        self.reason = ""
        self._damaged = False
        self.version = 0
        self.debtors: dict[str, str] = {}
        self._meet()

    def _meet(self) -> None:
        self.debtors = self._cabinet.ask(owed.debtors)

    async def take(self, records: Sequence[Record], marks: Mapping[tuple[str, int], Mark]) -> Taken:
        """Take in records in their order, and remember how far was read; LostError when the file fails."""
        self.check()
        return await self._in_turn(lambda: self.put(records, marks))

    def put(self, records: Sequence[Record], marks: Mapping[tuple[str, int], Mark]) -> Taken:
        """The same at once, for the one thread that writes."""
        taken = Taken([], [])
        entries: list[Entry] = []
        for record in records:
            try:
                entries.append(read(record.topic, record.key, record.value, record.headers))
            except UnreadableError as error:
                taken.unreadable.append((record, error.reason))

        def change(writer: Writer) -> None:
            taken.outdated.extend(entry.topic for entry in entries if not writer.put(entry))

        self._cabinet.write(change, marks)
        if any(entry.topic == topics.OBLIGATIONS for entry in entries):
            self._meet()
        self.version += 1
        return taken

    async def marks(self, cluster: str) -> dict[tuple[str, int], Mark]:
        """How far was read of this Kafka; a file that is of another one, or fails, is emptied first."""

        def known() -> dict[tuple[str, int], Mark]:
            if self.lost or self._cabinet.cluster != cluster:
                self.clear()
                self._cabinet.cluster = cluster
            return self._cabinet.marks()

        return await self._in_turn(known)

    async def forget(self) -> None:
        """Empty it; LostError when no new file can be made."""
        await self._in_turn(self.clear)

    def clear(self) -> None:
        """The same at once."""
        self._cabinet.clear()
        self.lost = False
        self._meet()
        self.version += 1

    async def _in_turn(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._writing, work)
        except (sqlite3.Error, OSError) as error:
            raise self._fail(error) from error

    def _fail(self, error: Exception) -> LostError:
        self.lost, self.reason = True, f"{self._cabinet.folder}: {error}"
        self._damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        return self._loss()

    def _loss(self) -> LostError:
        return LostError(self.reason, damaged=self._damaged)

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer to a question; LostError when the file fails, which the reader then mends."""
        self.check()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._asking, self._cabinet.ask, question)
        except sqlite3.Error as error:
            raise self._fail(error) from error

    def check(self) -> None:
        """LostError when the file has failed."""
        if self.lost:
            raise self._loss()

    def answer(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The same at once."""
        return self._cabinet.ask(question)

    def close(self) -> None:
        """The end; safe to call twice."""
        self._writing.shutdown()
        self._asking.shutdown()
        self._cabinet.close()
