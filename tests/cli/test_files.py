"""Files in and out: - is standard input and output, and whatever cannot be read or written is told with what to give."""

from __future__ import annotations

import os
import pty
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
