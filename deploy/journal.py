"""What a program writes: its log file, replaced when it grows too large, and its last lines in memory."""

from __future__ import annotations

import os
import threading
from pathlib import Path

LARGEST = 16 * 1024 * 1024
"""Bytes of a log file; then it becomes ``<name>.log.1`` and a new one begins."""

KEPT = 3
"""Older files of a log that are kept."""

_REMEMBERED = 256 * 1024
_CHUNK = 64 * 1024


def older(log: Path, number: int) -> Path:
    """The ``number``-th file before ``log``."""
    return log.with_name(f"{log.name}.{number}")


def rotate(log: Path) -> None:
    """Moves ``log`` and the files before it on by one; the oldest goes. Nothing happens when there is no log."""
    if not log.exists():
        return
    for number in range(KEPT - 1, 0, -1):
        if older(log, number).exists():
            older(log, number).replace(older(log, number + 1))
    log.replace(older(log, 1))


class Journal:
    """One run of a program: copies its output from a pipe to its log, in a thread of its own.

    The program never meets a full disk there: what finds no room in the file is left out of it, and stays in memory.
    """

    def __init__(self, log: Path, source: int) -> None:
        self._log, self._source = log, source
        self._remembered = bytearray()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._copy, name=f"journal-{log.stem}", daemon=True)
        self._thread.start()

    def text(self) -> str:
        """What the program wrote in this run; of very much, the end."""
        with self._lock:
            return bytes(self._remembered).decode(errors="replace")

    def drain(self, seconds: float) -> None:
        """Waits, once the program has ended, until its last words are read."""
        self._thread.join(seconds)

    def _copy(self) -> None:
        file = -1
        try:
            while chunk := os.read(self._source, _CHUNK):
                with self._lock:
                    self._remembered += chunk
                    del self._remembered[:-_REMEMBERED]
                file = self._written(file, chunk)
        finally:
            os.close(self._source)
            if file >= 0:
                os.close(file)

    def _written(self, file: int, chunk: bytes) -> int:
        """The file that is open after ``chunk`` was written to it; -1 where that failed, and is tried again next time."""
        try:
            if file >= 0 and os.fstat(file).st_size >= LARGEST:
                os.close(file)
                file = -1
                rotate(self._log)
            if file < 0:
                file = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
            while chunk:
                chunk = chunk[os.write(file, chunk) :]
        except OSError:
            # A full disk, or a folder that is gone: the program's work is worth more than its log. The supervisor
            # tells of a full disk, and what was written is in memory.
            return file
        return file
