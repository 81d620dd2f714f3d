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


def test_a_folder_of_other_files_is_refused_and_stays_open_to_whom_it_is_open(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "letter").touch()
    # As in /run: a lock that is nobody's file is no stack's.
    (shared / "lock").mkdir()
    with pytest.raises(folder.FolderError, match=r"shared holds other files; .* --state FOLDER"):
        folder.take(shared)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    assert {path.name for path in shared.iterdir()} == {"letter", "lock"}


@pytest.mark.parametrize("laid", ["lost+found", "kafka/certificates"])
def test_a_disk_of_its_own_and_a_folder_with_certificates_that_were_brought_are_taken(
    tmp_path: Path, laid: str
) -> None:
    state = tmp_path / "state"
    (state / laid).mkdir(parents=True)
    folder.take(state).close()
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_a_folder_of_a_stack_is_taken_whatever_else_was_laid_there(tmp_path: Path) -> None:
    folder.take(tmp_path).close()
    (tmp_path / "letter").touch()
    folder.take(tmp_path).close()


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
