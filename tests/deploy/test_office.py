"""The key of the office of a state folder."""

from __future__ import annotations

from pathlib import Path

from chassis.access.text import id_of
from deploy import office


def test_the_key_is_made_once_for_its_owner_alone_and_anew_where_its_file_was_emptied(tmp_path: Path) -> None:
    first = office.key(tmp_path)
    file = tmp_path / office.FILE
    assert (id_of(first) != "", office.key(tmp_path), file.stat().st_mode & 0o777) == (True, first, 0o600)
    file.write_text("\n", encoding="ascii")
    anew = office.key(tmp_path)
    assert (id_of(anew) != "", anew != first, file.stat().st_mode & 0o777) == (True, True, 0o600)
