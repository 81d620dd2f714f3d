"""The file: one writer, several readers, and its end as soon as it is not what this program would have made."""

from __future__ import annotations

import fcntl
import queue
import sqlite3
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from dashboard.ledger import schema
from dashboard.ledger.writing import Writer

T = TypeVar("T")

READERS = 4
"""Questions that are answered side by side; each holds some pages of the file in memory."""

_WRITER_KIB, _READER_KIB = 32_000, 8_000
_BUSY_SECONDS = 10.0
_FILES = ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm")


class InUseError(OSError):
    """Another dashboard has this folder."""


class Mark(NamedTuple):
    """How far a partition has been read; ``last`` and ``stamped`` (ms since 1970) are of the last record that was."""

    next: int
    last: int
    stamped: int


class Cabinet:
    """The tables in ``folder``; without one in a folder of its own that ends with it.

    ``write`` and ``marks`` are for one thread at a time, ``ask`` for any.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            passing = tempfile.mkdtemp(prefix="gongkai-dashboard-")
            self._remove: Callable[[], object] = weakref.finalize(self, _remove, Path(passing))
            folder = Path(passing)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._remove = lambda: None
        self.folder = folder
        self._lock = _locked(folder)
        self._readers: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._connection = self._open()
        self._writer = Writer(self._connection)

    def write(self, change: Callable[[Writer], T], marks: Mapping[tuple[str, int], Mark]) -> T:
        """Make a change and remember how far was read, both or neither. Raises sqlite3.Error: then ``clear`` it."""
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            result = change(self._writer)
            self._connection.executemany(
                "INSERT OR REPLACE INTO position VALUES (?, ?, ?, ?, ?)",
                [(topic, partition, *mark) for (topic, partition), mark in marks.items()],
            )
        return result

    def marks(self) -> dict[tuple[str, int], Mark]:
        """How far each partition has been read."""
        rows = self._connection.execute("SELECT topic, partition, next, last, stamped FROM position")
        return {(topic, partition): Mark(*mark) for topic, partition, *mark in rows}

    @property
    def cluster(self) -> str:
        """Of which Kafka the tables are; empty while they are of none."""
        row = self._connection.execute("SELECT value FROM mark WHERE name = 'cluster'").fetchone()
        return str(row[0]) if row else ""

    @cluster.setter
    def cluster(self, name: str) -> None:
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO mark VALUES ('cluster', ?)", (name,))

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer to a question, as of one moment. Raises sqlite3.Error where the file cannot be read."""
        with self._reading() as connection:
            return question(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        readers = self._readers
        connection = readers.get(timeout=_BUSY_SECONDS)
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            with suppress(sqlite3.Error):
                connection.rollback()
            readers.put(connection)

    def clear(self) -> None:
        """Forget everything: an empty file takes the place of the old one."""
        self._shut()
        self._drop()
        # Questions that are being asked keep the old file until they are answered.
        self._readers = queue.SimpleQueue()
        self._connection = self._open()
        self._writer = Writer(self._connection)

    def close(self) -> None:
        """The end; a folder of its own goes with it."""
        self._shut()
        self._lock.close()
        self._remove()

    def _open(self) -> sqlite3.Connection:
        connection = self._known()
        if connection is None:
            self._drop()
            connection = self._connected(_WRITER_KIB)
            connection.executescript(schema.TABLES)
            connection.execute("INSERT INTO mark VALUES ('program', ?)", (schema.program(),))
        for _ in range(READERS):
            reader = self._connected(_READER_KIB)
            reader.execute("PRAGMA query_only = ON")
            self._readers.put(reader)
        return connection

    def _known(self) -> sqlite3.Connection | None:
        """The file that is there, if this very program has made it."""
        with suppress(sqlite3.Error):
            connection = self._connected(_WRITER_KIB)
            with suppress(sqlite3.Error):
                known = connection.execute("SELECT value FROM mark WHERE name = 'program'").fetchone()
                if known is not None and known[0] == schema.program():
                    return connection
            connection.close()
        return None

    def _connected(self, kib: int) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.folder / _FILES[0], timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for setting in (
            "journal_mode = WAL",
            "journal_size_limit = 67108864",
            "synchronous = NORMAL",
            "temp_store = FILE",
            f"cache_size = -{kib}",
        ):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _shut(self) -> None:
        self._connection.close()
        with suppress(queue.Empty):
            while True:
                self._readers.get_nowait().close()

    def _drop(self) -> None:
        for name in _FILES:
            (self.folder / name).unlink(missing_ok=True)


def _locked(folder: Path) -> IO[bytes]:
    lock = (folder / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise InUseError(error.errno, error.strerror, str(folder)) from error
    return lock


def _remove(folder: Path) -> None:
    for name in (*_FILES, "lock"):
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()
