"""Addresses, tokens and names of files that are none: each ends the command with a sentence that names it and no secret."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cli.checking import of_file
from cli.demonstration.folder import prepare
from cli.exits import USAGE, Stop
from cli.files import free
from cli.kit.writing import write
from cli.target import Target, find
from cli.web import Web
from tests.cli.running import ORG, gongkai

LONG = "x" * 300
"""Longer than any name that a file system takes."""


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("KAFKA", "scram://operator@host:9092", "GONGKAI_KAFKA: no address of Kafka: give HOST:PORT"),
        (
            "KAFKA",
            "scram+tls://u:long-password@h:1?ca=/nonexistent.pem",
            "ca=/nonexistent.pem cannot be read: No such file",
        ),
        ("KAFKA", "host:90x2", "GONGKAI_KAFKA: no address of Kafka"),
        ("GATEWAY_URL", "http://u:long-password@gateway:80x0", "GONGKAI_GATEWAY_URL 'gateway:80x0' is no address"),
        ("GATEWAY_URL", "gateway:8080", "give http://HOST:PORT"),
        ("OFFICE_TOKEN", "令牌", "GONGKAI_OFFICE_TOKEN is no token"),
    ],
)
def test_an_address_or_token_of_the_environment_that_is_none_is_told_in_a_sentence(
    variable: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GONGKAI_KAFKA", "127.0.0.1:1")
    monkeypatch.setenv(f"GONGKAI_{variable}", value)
    with pytest.raises(Stop) as stop:
        find(tmp_path)
    assert stop.value.code == USAGE
    assert words in str(stop.value)
    assert "long-password" not in str(stop.value)
    assert "令牌" not in str(stop.value)


def test_an_address_that_is_set_and_empty_is_the_usual_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GONGKAI_KAFKA", "127.0.0.1:1")
    monkeypatch.setenv("GONGKAI_DASHBOARD_URL", "")
    assert find(tmp_path).urls["dashboard"] == "http://dashboard:8080"


async def test_an_address_that_the_client_cannot_read_is_told_in_a_sentence() -> None:
    async with Web(Target("127.0.0.1:1", {"gateway": "http://gateway:80x0"})) as web:
        with pytest.raises(Stop, match="gateway cannot be asked at http://gateway:80x0/status"):
            await web.status("gateway")


@pytest.mark.parametrize(
    "command",
    [
        ["sheet", "template", "disclosure", "-o", LONG],
        ["kit", LONG, "--org", ORG, "--today", "2026-03-06"],
        ["letter", "--due-today", "--org", ORG, "--kind", "registered", "-o", LONG],
        ["wait", "--state", LONG],
        ["up", "--state", LONG],
        ["demo", "--state", LONG],
    ],
    ids=lambda command: command[0],
)
def test_a_name_that_the_file_system_does_not_take_is_told_in_a_sentence(command: list[str], tmp_path: Path) -> None:
    done = gongkai(*command, cwd=tmp_path)
    assert done.returncode in {1, 2}
    assert "File name too long" in done.stderr
    assert done.stderr.startswith("gongkai: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_may_not_be_entered_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    for look in (
        lambda: find(tmp_path / "closed" / "state"),
        lambda: free(str(tmp_path / "closed" / "x.xlsx"), force=False),
        lambda: write(tmp_path / "closed" / "kit", ORG, of_file(date(2026, 3, 6))),
        lambda: prepare(tmp_path / "closed" / "state", seed=1, scale=1, keep=False),
    ):
        with pytest.raises(Stop, match=r"closed.*: Permission denied; give "):
            look()
