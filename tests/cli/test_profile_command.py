"""gongkai profile: without a stack, and on one that runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.profiles import holding, moves, supposed
from contracts.families import FAMILIES
from contracts.profile.file import read
from contracts.profile.record import ProfileRecord
from tests.cli.running import gongkai

HEAD = "县: fengjie\n版本: {}\n"
ON = "义务: {{register: {}, archive: 不适用}}\n"


def file(version: int, register: str = "") -> bytes:
    """A profile; with the register from a day on."""
    return (HEAD.format(version) + (ON.format(register) if register else "")).encode()


def test_without_a_stack_a_profile_is_checked_against_what_holds_by_default(tmp_path: Path) -> None:
    (tmp_path / "fengjie.yaml").write_bytes(file(2, "2026-03-03"))
    done = gongkai("profile", "check", "fengjie.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "fengjie version 2 is in order; 1 changes against what holds by default",
        "  register (登记政府信息公开申请), from 2026-03-03: not owed → owed within 1个工作日",
    ]


@pytest.mark.parametrize("command", ["check", "load"])
def test_a_wrong_file_is_refused_with_all_that_is_wrong_before_anything_is_asked(command: str, tmp_path: Path) -> None:
    text = HEAD.format(2) + "义务: {registr: 不适用, archive: 2026-02-30}\n"
    done = gongkai("profile", command, "-", cwd=tmp_path, stdin=text.encode())
    assert done.returncode == 3
    assert "义务.registr: 'registr': there is no such duty; did you mean register" in done.stderr
    assert "义务.archive: '2026-02-30': no day of the calendar" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n" * 10])
def test_what_is_no_text_file_is_wrong_usage_or_no_profile(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "profile.yaml").write_bytes(content)
    done = gongkai("profile", "check", "profile.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot read profile.yaml" in done.stderr


def test_what_holds_on_a_day_names_every_duty() -> None:
    profile = read(file(2, "2026-03-03").decode())
    rows = {row["code"]: row for row in holding(profile, None)}
    assert rows.keys() >= FAMILIES.duties.keys()
    assert (rows["register"]["applies"], rows["archive"]["applies"]) == (True, False)


def test_a_profile_that_is_supposed_holds_for_all_units_of_its_county() -> None:
    profile = read(file(2).decode())
    known = ProfileRecord(county="fengjie", version=1, revision=4, units=["closed"])
    other = ProfileRecord(county="wushan", version=1, revision=1, units=["w"])
    records = supposed([known, other], profile, {"open": "fengjie", "w": "wushan"})
    assert {(record.county, record.version, *record.units) for record in records} == {
        ("fengjie", 2, "closed", "open"),
        ("wushan", 1, "w"),
    }


def test_obligations_that_open_fall_away_and_move_are_told_apart() -> None:
    def owed(duty: str, due_on: str) -> dict[str, Any]:
        return {"obligation": {"duty": duty, "due_on": due_on}}

    before = {"a": owed("register", "1"), "b": owed("answer", "1"), "c": owed("answer", "1")}
    after = {"b": owed("answer", "2"), "c": owed("answer", "1"), "d": owed("archive", "1")}
    assert moves(before, after) == {
        "answer": {"opened": 0, "gone": 0, "moved": 1},
        "archive": {"opened": 1, "gone": 0, "moved": 0},
        "register": {"opened": 0, "gone": 1, "moved": 0},
    }


@pytest.mark.servers
def test_on_a_running_stack_a_profile_is_shown_checked_rehearsed_loaded_and_refused(march: Path) -> None:
    shown = gongkai("profile", "show", "--json", cwd=march)
    assert shown.returncode == 0, shown.stderr
    rows = {row["code"]: row for row in map(json.loads, shown.stdout.splitlines())}
    assert (rows["register"]["applies"], rows["answer"]["applies"]) == (False, True)
    version = rows["register"]["version"] + 1
    held = gongkai("profile", "show", "--as-file", cwd=march).stdout
    assert read(held).version == version - 1

    past = file(version, "2026-02-01")
    checked = gongkai("profile", "check", "-", cwd=march, stdin=past)
    assert (checked.returncode, "load takes it with --force only" in checked.stderr) == (3, True)
    assert "register (登记政府信息公开申请), from 2026-02-01: not owed → owed within 1个工作日" in checked.stdout
    rehearsed = gongkai("profile", "load", "-", "--dry-run", cwd=march, stdin=past)
    assert "register: " in rehearsed.stdout, rehearsed.stderr
    assert "nothing was changed" in rehearsed.stdout
    refused = gongkai("profile", "load", "-", cwd=march, stdin=past)
    assert (refused.returncode, "changes what held before" in refused.stderr) == (1, True)

    loaded = gongkai("profile", "load", "-", "--force", cwd=march, stdin=past)
    assert (loaded.returncode, f"fengjie version {version}: changed" in loaded.stdout) == (0, True), loaded.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    verified = gongkai("verify", cwd=march)
    assert verified.returncode == 0, verified.stdout
    table = gongkai("profile", "show", "fengjie", "--on", "2026-03-01", cwd=march)
    assert f"奉节县 第{version}版" in table.stdout
    again = gongkai("profile", "check", "-", cwd=march, stdin=file(version + 1))
    assert "open or overdue obligations of these duties that arose on these days: register" in again.stdout
    back = gongkai("profile", "load", "-", "--force", cwd=march, stdin=file(version + 1))
    assert back.returncode == 0, back.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    unknown = gongkai("profile", "show", "nowhere", cwd=march)
    assert (unknown.returncode, "there is no county 'nowhere'" in unknown.stderr) == (2, True)
