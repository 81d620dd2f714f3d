"""The state folder: for its owner alone, used by one stack at a time, on a disk that has room."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import IO

NEEDED = 24 * 1024 * 1024
"""Bytes that Kafka and PostgreSQL need to recover; below it the disk counts as full."""

_NO_ROOM = ("No space left on device", "Disk quota exceeded")


class FolderError(RuntimeError):
    """The state folder cannot be used; the text says why, and what to do."""


def take(state: Path) -> IO[str]:
    """Makes the folder where it is missing, closes it to other accounts (0700) and locks it; the open lock.

    Raises ``FolderError`` where that cannot be done, or another stack has it.
    """
    try:
        if state.exists() and not state.is_dir():
            raise FolderError(f"{state} is a file; the state needs a folder: --state FOLDER")
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        state.chmod(0o700)
        (state / "logs").mkdir(mode=0o700, exist_ok=True)
        (state / "lock").touch(mode=0o600)
        lock = (state / "lock").open("a")
    except OSError as error:
        raise FolderError(
            f"the state folder {state} cannot be used: {error.strerror} ({error.filename}). "
            "Choose a folder of your own: --state FOLDER"
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise FolderError(
            f"another gongkai uses {state}: stop it first (Ctrl-C where it runs), or choose another state folder"
        ) from None
    return lock


def full(state: Path) -> str:
    """Empty while the disk below the folder has room, else in words that it has none."""
    free = shutil.disk_usage(state).free
    return f"disk full: {free / 1024 / 1024:.0f} MB left for {state}; make room there" if free < NEEDED else ""


def tells_of_no_room(text: str) -> bool:
    """Whether a program's last words, or an error's, are those of a full disk."""
    return any(words in text for words in _NO_ROOM)
