"""What programs write: JSON lines in files that rotate, words on the terminal, and no harm from a full disk."""

from __future__ import annotations

import io
import sys
from pathlib import Path, PosixPath
from typing import Any

import pytest

from deploy import journal
from deploy.console import readable
from deploy.process import Child
from deploy.programs import PROGRAMS, environment
from deploy.terminal import Tail
from tests.deploy.waiting import until


def writer(code: str, log: Path) -> Child:
    child = Child("writer", [sys.executable, "-u", "-c", code], log=log)
    child.start()
    assert child.wait(120)
    return child


def test_a_log_that_grows_too_large_is_put_aside_and_only_so_many_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LARGEST", 10_000)
    log = tmp_path / "writer.log"
    child = writer("for n in range(40_000): print(f'line {n:05}')", log)
    assert child.output().endswith("line 39999\n")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["writer.log", "writer.log.1", "writer.log.2", "writer.log.3"]
    assert all(path.stat().st_size < 10_000 + 70_000 for path in tmp_path.iterdir())
    assert log.read_text().endswith("line 39999\n")


def test_the_terminal_shows_every_line_of_a_log_that_is_rotated(tmp_path: Path) -> None:
    log, shown = tmp_path / "writer.log", io.StringIO()
    tail = Tail(shown)
    tail.follow("writer", log)
    log.write_text("first\n")
    until(lambda: "first" in shown.getvalue(), "the first line is shown")
    with log.open("a") as file:
        file.write("second\n")
    journal.rotate(log)
    log.write_text("third\n")
    tail.end()
    assert [line.partition("│ ")[2] for line in shown.getvalue().splitlines()] == ["first", "second", "third"]


class MovedAway(PosixPath):
    """A log that is rotated just before it is opened for the first time."""

    def open(self, *arguments: Any, **options: Any) -> Any:
        if self.suffix == ".log" and not journal.older(self, 1).exists():
            journal.rotate(self)
        return super().open(*arguments, **options)


def test_a_log_that_is_moved_away_while_it_is_read_is_shown_whole_at_the_next_read(tmp_path: Path) -> None:
    log, shown = tmp_path / "writer.log", io.StringIO()
    log.touch()
    tail = Tail(shown, quiet=True)
    tail.follow("writer", MovedAway(log))
    log.write_text("first\n")
    tail._read_all()
    assert not log.exists()
    log.write_text("second\n")
    tail._read_all()
    assert [line.partition("│ ")[2] for line in shown.getvalue().splitlines()] == ["first", "second"]


def test_programs_write_json_unless_they_are_told_otherwise() -> None:
    settings = environment(PROGRAMS[0], "k", "d", "real", 1, {})
    assert "GONGKAI_LOG_FORMAT" not in settings


def test_a_line_of_json_is_shown_in_words_and_any_other_as_it_is() -> None:
    line = (
        '{"port": 80, "service": "metrics", "instance": "1", "event": "starting", "level": "info", '
        '"reason": "as asked", "timestamp": "2026-03-01T01:02:03.456Z"}'
    )
    assert readable(line) == '01:02:03Z info    starting port=80 reason="as asked"'
    for other in ("Traceback (most recent call last):", "{not json", '{"event": 1}', ""):
        assert readable(other) == other


def test_a_program_does_not_notice_that_its_log_has_no_room(tmp_path: Path) -> None:
    full = tmp_path / "writer.log"
    full.symlink_to("/dev/full")
    child = writer("for n in range(3): print('line', n)", full)
    assert child.exit_code == 0
    assert child.output() == "line 0\nline 1\nline 2\n"


class Gone(io.StringIO):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


def test_a_terminal_that_is_gone_does_not_end_the_supervisor() -> None:
    Tail(Gone(), quiet=True).say("kafka ended unasked")
