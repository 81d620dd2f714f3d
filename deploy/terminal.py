"""Shows the children's log files on the terminal as they grow: one prefix and colour for each process."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TextIO

from deploy.console import readable
from deploy.journal import older

_COLOURS = (36, 32, 33, 35, 34, 96, 92, 93)
_LOUD = ("kafka", "postgres")
_WORTH_SHOWING = ("WARN", "ERROR", "FATAL", "PANIC")
_EVERY_S = 0.15


class _Place(NamedTuple):
    """How far a log has been shown: the file, told by its inode, and the position in it."""

    log: Path
    inode: int
    position: int


class Tail:
    """Follows log files in a thread; children write to files and never wait for a slow terminal."""

    def __init__(self, out: TextIO | None = None, *, quiet: bool = False) -> None:
        self._out = out or sys.stderr
        self._quiet = quiet
        self._coloured = self._out.isatty() and "NO_COLOR" not in os.environ
        self._files: dict[str, _Place] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def follow(self, name: str, log: Path) -> None:
        """Shows what is appended to ``log`` from now on."""
        with self._lock:
            self._files[name] = _end(log)
        if self._thread is None and not self._quiet:
            self._thread = threading.Thread(target=self._run, name="terminal", daemon=True)
            self._thread.start()

    def say(self, text: str) -> None:
        """A line of the supervisor's own, shown even when quiet."""
        self._show("gongkai", text.splitlines(), colour=1)

    def end(self) -> None:
        """Shows what is still unread, and stops."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while not self._ended.wait(_EVERY_S):
            self._read_all()
        self._read_all()

    def _read_all(self) -> None:
        with self._lock:
            for index, (name, place) in enumerate(list(self._files.items())):
                lines, self._files[name] = _read_lines(place)
                if name in _LOUD:
                    lines = [line for line in lines if any(word in line for word in _WORTH_SHOWING)]
                self._show(name, map(readable, lines), colour=_COLOURS[index % len(_COLOURS)])

    def _show(self, name: str, lines: Iterable[str], colour: int) -> None:
        prefix = f"{name:<10} │ "
        if self._coloured:
            prefix = f"\x1b[{colour}m{prefix}\x1b[0m"
        # A terminal that is gone, or a file on a full disk: the stack goes on without being watched.
        with self._writing, contextlib.suppress(OSError):
            self._out.write("".join(f"{prefix}{line}\n" for line in lines))
            self._out.flush()


def _end(log: Path) -> _Place:
    """Where what is written from now on begins."""
    try:
        entry = log.stat()
    except FileNotFoundError:
        return _Place(log, 0, 0)
    return _Place(log, entry.st_ino, entry.st_size)


def _read_lines(place: _Place) -> tuple[list[str], _Place]:
    """Whole lines from a place on, and where the next read begins; a log that was rotated meanwhile, to its end."""
    log, inode, position = place
    try:
        current = log.stat().st_ino
        lines: list[str] = []
        if inode not in (0, current):
            before = older(log, 1)
            if before.exists() and before.stat().st_ino == inode:
                lines, _ = _lines_of(before, position)
            position = 0
        new, position = _lines_of(log, position)
    except FileNotFoundError:
        # Not there yet, or moved away in this instant: the next read goes on where this one began.
        return [], place
    return lines + new, _Place(log, current, position)


def _lines_of(file: Path, position: int) -> tuple[list[str], int]:
    with file.open("rb") as opened:
        opened.seek(position)
        data = opened.read()
    whole, newline, _ = data.rpartition(b"\n")
    if not newline:
        return [], position
    return whole.decode(errors="replace").splitlines(), position + len(whole) + 1
