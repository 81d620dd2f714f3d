"""What a state folder keeps between runs: ports, passwords, and of which Kafka it is; no server is started."""

from __future__ import annotations

import errno
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deploy.local.kafka import KafkaBroker
from deploy.local.passwords import Passwords
from deploy.ports import kept_port
from deploy.process import ProcessFailedError


def test_a_port_is_that_of_the_last_run_where_it_is_free_or_the_one_asked_for(tmp_path: Path) -> None:
    note = tmp_path / "port"
    first = kept_port(note)
    assert kept_port(note) == first
    assert kept_port(note, first + 1) == first + 1
    assert note.read_text() == str(first + 1)
    assert [path.name for path in tmp_path.iterdir()] == ["port"]


@pytest.mark.parametrize("content", [b"", b"21\n000", b"\xff"])
def test_a_note_of_a_port_that_a_full_disk_cut_off_does_not_end_every_later_start(
    tmp_path: Path, content: bytes
) -> None:
    note = tmp_path / "port"
    note.write_bytes(content)
    assert kept_port(note) == int(note.read_text())


def test_a_full_disk_leaves_the_note_of_a_port_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "port"
    first = kept_port(note)

    def full(opened: int, _: str) -> None:
        os.close(opened)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space left"):
        kept_port(note)
    assert note.read_text() == str(first)


def test_passwords_that_two_threads_ask_for_are_all_kept(tmp_path: Path) -> None:
    passwords = Passwords(tmp_path / "passwords.json")
    users = [f"user-{number}" for number in range(100)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(2) as pool:
            drawn = dict(zip(users, pool.map(passwords.of, users), strict=True))
    finally:
        sys.setswitchinterval(interval)
    assert json.loads((tmp_path / "passwords.json").read_text()) == drawn


def test_a_state_of_a_kafka_without_users_is_refused_with_what_to_do(tmp_path: Path) -> None:
    data = tmp_path / "kafka" / "data"
    data.mkdir(parents=True)
    (data / "meta.properties").touch()
    for passwords in (None, {"gongkai.metrics": "x"}):
        if passwords:
            (tmp_path / "kafka" / "passwords.json").write_text(json.dumps(passwords))
        with pytest.raises(ProcessFailedError, match=r"made before Kafka had users; .*--state FOLDER"):
            KafkaBroker(tmp_path).start()
        assert not (tmp_path / "kafka" / "server.properties").exists()
