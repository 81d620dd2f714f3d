"""Files that a command reads or writes; ``-`` is standard input or output, the only way in and out of a container."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

import typer

from cli.exits import REFUSED, USAGE, Stop
from contracts.faults import FaultsError

STANDARD = "-"

_ALONE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
"""Of a file that may be written in a folder that may not, or that is mounted by itself."""

T = TypeVar("T")


def read(file: str, needed: str) -> bytes:
    """All of ``file``; Stop, which names what is ``needed``, when it cannot be read."""
    try:
        return sys.stdin.buffer.read() if file == STANDARD else Path(file).read_bytes()
    except OSError as error:
        raise Stop(f"cannot read {file}: {error.strerror}; give {needed}, or - for standard input", USAGE) from error


def read_bounded(file: str, needed: str, most: int) -> bytes:
    """At most one byte more than ``most`` of ``file``, so that a larger one is known for it and not taken into memory."""
    try:
        if file == STANDARD:
            return sys.stdin.buffer.read(most + 1)
        with Path(file).open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise Stop(f"cannot read {file}: {error.strerror}; give {needed}, or - for standard input", USAGE) from error


def county_file(file: str, page: str, reads: Callable[[str], T]) -> T:
    """What ``reads`` makes of a file that a county writes, as ``page`` shows; Stop, a line a fault, where it would be refused."""
    needed = f"a UTF-8 file, YAML as {page} shows"
    try:
        return reads(read(file, needed).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Stop(f"cannot read {file}: {error}; give {needed}", USAGE) from error
    except FaultsError as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        raise Stop(f"{file} would be refused for what is said above; nothing was changed", REFUSED) from error


def lies_at(path: Path, needed: str) -> Literal["folder", "file", ""]:
    """What lies at ``path``, empty where nothing does. Stop, which names what is ``needed``, where that cannot be known.

    A name of more than 255 bytes, or a folder above that may not be entered, is an error of the system's.
    """
    try:
        return "folder" if path.is_dir() else "file" if path.exists() else ""
    except OSError as error:
        raise Stop(f"cannot use {path}: {error.strerror}; give {needed}", USAGE) from error


def free(file: str, *, force: bool) -> None:
    """Stop where ``file`` cannot be written: a folder, one that is there already, or a terminal."""
    if file == STANDARD:
        if sys.stdout.isatty():
            raise Stop("this is no text: send it to a file, for example … -o - > FILE", USAGE)
        return
    path = Path(file)
    there = lies_at(path, "another file, or - for standard output")
    if there == "folder":
        raise Stop(f"{path} is a folder; give a file", USAGE)
    if there and not force:
        raise Stop(f"{path} is there already; --force writes over it, or give another", USAGE)


def write(file: str, save: Callable[[BinaryIO], object]) -> None:
    """What ``save`` writes, whole, to ``file``. Stop when that fails: what was there before is there still."""
    whole = BytesIO()
    save(whole)
    if file == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(whole.getvalue())
        sys.stdout.buffer.flush()
        return
    try:
        _put(Path(file), whole.getvalue())
    except OSError as error:
        raise Stop(
            f"cannot write {file}: {error.strerror}; give another file, or - for standard output", USAGE
        ) from error


def _put(path: Path, content: bytes) -> None:
    if path.is_relative_to("/dev") or path.is_relative_to("/proc") or (path.exists() and not path.is_file()):
        path.write_bytes(content)
        return
    # A link stays one, and leads to the new file.
    path = Path(os.path.realpath(path))
    try:
        _replace(path, content)
    except OSError as error:
        if error.errno not in _ALONE or not path.is_file():
            raise
        path.write_bytes(content)


def _replace(path: Path, content: bytes) -> None:
    """Writes beside ``path`` first: a full disk would otherwise leave neither the old file nor the new one."""
    before = None
    with suppress(FileNotFoundError), path.open("r+b") as old:
        before = os.fstat(old.fileno())
    fresh = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with fresh.open("xb") as stream:
            if before is not None:
                # Another's file, which may be written and not given away, is written where it lies.
                os.fchown(stream.fileno(), before.st_uid, before.st_gid)
                os.fchmod(stream.fileno(), stat.S_IMODE(before.st_mode))
            stream.write(content)
            stream.flush()
            # Some file systems only now find out that there is no room.
            os.fsync(stream.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
