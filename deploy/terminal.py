"""Shows the children's log files on the terminal as they grow: one prefix and colour for each process."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TextIO

_COLOURS = (36, 32, 33, 35, 34, 96, 92, 93)
_LOUD = ("kafka", "postgres")
_WORTH_SHOWING = ("WARN", "ERROR", "FATAL", "PANIC")
_EVERY_S = 0.15


class Tail:
    """Follows log files in a thread; children write to files and never wait for a slow terminal."""

    def __init__(self, out: TextIO | None = None, *, quiet: bool = False) -> None:
        self._out = out or sys.stderr
        self._quiet = quiet
        self._coloured = self._out.isatty() and "NO_COLOR" not in os.environ
        self._files: dict[str, tuple[Path, int]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def follow(self, name: str, log: Path) -> None:
        """Shows what is appended to ``log`` from now on."""
        with self._lock:
            self._files[name] = (log, log.stat().st_size if log.exists() else 0)
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
            for index, (name, (log, begin)) in enumerate(list(self._files.items())):
                lines, end = _read_lines(log, begin)
                self._files[name] = (log, end)
                if name in _LOUD:
                    lines = [line for line in lines if any(word in line for word in _WORTH_SHOWING)]
                self._show(name, lines, colour=_COLOURS[index % len(_COLOURS)])

    def _show(self, name: str, lines: list[str], colour: int) -> None:
        prefix = f"{name:<10} │ "
        if self._coloured:
            prefix = f"\x1b[{colour}m{prefix}\x1b[0m"
        self._out.write("".join(f"{prefix}{line}\n" for line in lines))
        self._out.flush()


def _read_lines(log: Path, position: int) -> tuple[list[str], int]:
    """Whole lines from ``position`` on, and where the next read begins."""
    if not log.exists():
        return [], position
    with log.open("rb") as file:
        file.seek(position)
        data = file.read()
    whole, newline, _ = data.rpartition(b"\n")
    if not newline:
        return [], position
    return whole.decode(errors="replace").splitlines(), position + len(whole) + 1
