"""The state folder: closed to other accounts, and a disk without room is told in a sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from deploy import folder
from deploy.supervisor import Stack


def test_a_folder_that_is_there_already_is_closed_to_other_accounts(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o755)
    folder.take(state).close()
    assert {path.name for path in state.iterdir()} == {"lock", "logs"}
    assert [path for path in (state, *state.iterdir()) if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_disk_without_room_is_told_with_what_is_left_and_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.full(tmp_path) == ""
    monkeypatch.setattr(folder, "NEEDED", 1 << 60)
    assert folder.full(tmp_path).startswith("disk full: ")
    assert folder.full(tmp_path).endswith(f" MB left for {tmp_path}; make room there")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_an_error_for_want_of_room_is_told_as_a_full_disk(tmp_path: Path, number: int) -> None:
    error = OSError(number, os.strerror(number), str(tmp_path / "port"))
    words = Stack(tmp_path)._in_words(error)
    assert words.startswith(f"disk full: there is no room for {tmp_path}\n")
