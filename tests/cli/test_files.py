"""Files in and out: - is standard input and output, and whatever cannot be read or written is told with what to give."""

from __future__ import annotations

import errno
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cli import files
from cli.exits import Stop
from tests.cli.running import environment

COPY = """
from cli import files
files.free("-", force=False)
raw = files.read("-", "x")
files.write("-", lambda to: to.write(raw))
"""


def test_standard_input_and_output_carry_any_bytes(tmp_path: Path) -> None:
    raw = bytes(range(256))
    done = subprocess.run([sys.executable, "-c", COPY], input=raw, capture_output=True, env=environment(), check=True)
    assert done.stdout == raw


def test_what_is_no_text_is_not_poured_over_a_terminal() -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", COPY], input=b"", stdout=theirs, stderr=subprocess.PIPE, env=environment(), check=False
    )
    os.close(theirs)
    os.close(ours)
    assert b"send it to a file" in done.stderr


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"cannot read .*nowhere.*give a CSV, or - for standard input"):
        files.read(str(tmp_path / "nowhere"), "a CSV")
    with pytest.raises(Stop, match="is a folder"):
        files.free(str(tmp_path), force=True)
    there = tmp_path / "there"
    there.write_bytes(b"")
    with pytest.raises(Stop, match="--force"):
        files.free(str(there), force=False)
    files.free(str(there), force=True)
    with pytest.raises(Stop, match="cannot write"):
        files.write(str(tmp_path / "no" / "folder"), lambda to: to.write(b"x"))


def test_on_a_full_disk_the_file_that_was_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"old")

    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(Stop, match=r"cannot write .*there: No space left on device"):
        files.write(str(there), lambda to: to.write(b"new"))
    assert there.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [there]


def test_a_file_that_is_written_over_keeps_its_mode_and_the_link_that_leads_to_it(tmp_path: Path) -> None:
    there, link, new = tmp_path / "there", tmp_path / "link", tmp_path / "new"
    there.write_bytes(b"old")
    there.chmod(0o640)
    link.symlink_to(there)
    umask = os.umask(0o027)
    try:
        files.write(str(link), lambda to: to.write(b"new"))
        files.write(str(new), lambda to: to.write(b"new"))
    finally:
        os.umask(umask)
    assert link.is_symlink()
    assert {(path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) for path in (there, new)} == {(b"new", 0o640)}
    assert set(tmp_path.iterdir()) == {there, link, new}


def test_a_file_in_a_folder_that_takes_no_other_is_written_over_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"old")

    def mounted(_: Path, target: Path) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy", str(target))

    monkeypatch.setattr(Path, "replace", mounted)
    files.write(str(there), lambda to: to.write(b"new"))
    assert there.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [there]


def test_a_file_of_another_account_stays_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "请修改.xlsx"
    file.write_bytes(b"old")
    inode = file.stat().st_ino
    monkeypatch.setattr(os, "fchown", refused)
    files.write(str(file), lambda to: to.write(b"new"))
    assert (file.read_bytes(), file.stat().st_ino, list(tmp_path.iterdir())) == (b"new", inode, [file])


def refused(*_: object) -> None:
    """As the kernel refuses to give away another's file."""
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_standard_output_by_its_name_and_pipes_are_written_to_as_they_are(tmp_path: Path) -> None:
    code = "from cli import files; print(1, flush=True); files.write('/dev/stdout', lambda to: to.write(b'2'))"
    pipe = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment(), check=True)
    assert pipe.stdout == b"1\n2"
    with (tmp_path / "out").open("ab") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, env=environment(), check=True)
        assert os.fstat(out.fileno()).st_nlink == 1
