"""The state folder: for its owner alone, used by one stack at a time, on a disk that has room."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import IO

from deploy import office, runtime

NEEDED = 24 * 1024 * 1024
"""Bytes that Kafka and PostgreSQL need to recover; below it the disk counts as full."""

_FILES = ("lock", office.FILE, runtime.DEMONSTRATION, "kafka/passwords.json", "postgres/passwords.json")
_FOLDERS = ("kafka/certificates",)
"""What tells a state folder; certificates of one's own are laid there before the first start."""

_NO_ROOM = ("No space left on device", "Disk quota exceeded")


class FolderError(RuntimeError):
    """The state folder cannot be used; the text says why, and what to do."""


def take(state: Path) -> IO[str]:
    """Makes the folder where it is missing, closes it to other accounts (0700) and locks it; the open lock.

    Raises ``FolderError`` where that cannot be done, it holds files that are nobody's state, or another stack has it.
    """
    try:
        if state.exists() and not state.is_dir():
            raise FolderError(f"{state} is a file; the state needs a folder: --state FOLDER")
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A disk of its own has a folder for what was lost.
        if not _is_state(state) and any(entry.name != "lost+found" for entry in state.iterdir()):
            # Closed to other accounts, a folder of everybody's (/tmp, a home) would be theirs no more.
            raise FolderError(
                f"{state} holds other files; nothing is touched. Name a folder of its own: --state FOLDER"
            )
        state.chmod(0o700)
        # The lock first: where this is cut off, the folder is known again by it.
        (state / "lock").touch(mode=0o600)
        (state / "logs").mkdir(mode=0o700, exist_ok=True)
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


def empty(state: Path, *, but: str) -> None:
    """Removes what is in the folder, all but one file and the lock, which whoever asks has to hold.

    The lock's file stays the same: one that is made anew could be locked a second time.
    """
    for entry in state.iterdir():
        if entry.name in ("lock", but):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _is_state(state: Path) -> bool:
    return any((state / name).is_file() for name in _FILES) or any((state / name).is_dir() for name in _FOLDERS)


def full(state: Path) -> str:
    """Empty while the disk below the folder has room, else in words that it has none."""
    free = shutil.disk_usage(state).free
    return f"disk full: {free / 1024 / 1024:.0f} MB left for {state}; make room there" if free < NEEDED else ""


def tells_of_no_room(text: str) -> bool:
    """Whether a program's last words, or an error's, are those of a full disk."""
    return any(words in text for words in _NO_ROOM)
