"""``gongkai webhook`` on a running stack: set, list, log, replay, pause, resume, remove."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import event, gongkai
from tests.deploy.waiting import until
from tests.gateway.receiver import receiving

pytestmark = pytest.mark.servers

UNIT = "fengjie-pinganxiang"


def refuse(home: Path, number: str) -> None:
    """Have a fact of the unit refused."""
    wrong = event(number, "document.drafted", number, "2026-02-02", UNIT, title="甲", drafted_on="2026-02-30")
    done = gongkai("emit", "--org", UNIT, "-", cwd=home, stdin=wrong + b"\n")
    assert done.returncode == 3, done.stderr


def attempts(home: Path) -> list[str]:
    """The ids of the log, newest first."""
    log = gongkai("webhook", "log", UNIT, "--json", cwd=home)
    assert log.returncode == 0, log.stderr
    return [json.loads(line)["message"] for line in log.stdout.splitlines()]


def test_a_webhook_is_set_used_and_removed_by_the_command(march: Path) -> None:
    with receiving() as receiver:
        made = gongkai("webhook", "set", UNIT, receiver.url, "--types", "fact.refused.v1", cwd=march)
        assert made.returncode == 0, made.stderr
        secret = made.stdout.strip()
        refuse(march, "hook-1")
        until(lambda: receiver.facts == ["hook-1"], "the refusal is delivered")
        assert receiver.got[0].signed_with(secret)
        until(lambda: attempts(march) == [receiver.got[0].id], "the delivery is noted")
        listed = gongkai("webhook", "list", cwd=march).stdout
        assert all(word in listed for word in (UNIT, "fact.refused.v1", "正常"))
        (message,) = attempts(march)
        again = gongkai("webhook", "replay", UNIT, message, cwd=march)
        assert again.returncode == 0, again.stderr
        since = gongkai("webhook", "replay", UNIT, "--from", "2026-03-01", cwd=march)
        assert since.returncode == 0, since.stderr
        until(lambda: receiver.facts == ["hook-1"] * 3, "it is delivered twice more")
        assert gongkai("webhook", "pause", UNIT, cwd=march).returncode == 0
        refuse(march, "hook-2")
        assert "暂停" in gongkai("webhook", "list", cwd=march).stdout
        assert gongkai("webhook", "resume", UNIT, cwd=march).returncode == 0
        until(lambda: receiver.facts[3:] == ["hook-2"], "it goes on")
        assert gongkai("webhook", "remove", UNIT, cwd=march).returncode == 0
    gone = gongkai("webhook", "log", UNIT, cwd=march)
    assert (gone.returncode, "has no webhook" in gone.stderr) == (1, True)
    for log in (march / ".gongkai" / "logs").glob("gateway*"):
        assert secret not in log.read_text(encoding="utf-8")


def test_what_cannot_be_set_is_said_with_what_to_do(march: Path) -> None:
    for arguments, status, words in (
        (["set", "fengjie-nowhere", "http://127.0.0.1:1/"], 1, "not in the registry"),
        (["set", UNIT, "http://user:secret@127.0.0.1:1/"], 1, "without user"),
        (["set", UNIT, "http://127.0.0.1:1/", "--types", "fact.refuse.v1"], 1, "fact.refused.v1"),
        (["replay", UNIT], 2, "give either an ID or --from"),
        (["pause", UNIT], 1, "has no webhook"),
    ):
        done = gongkai("webhook", *arguments, cwd=march)
        assert (done.returncode, words in done.stderr) == (status, True), done.stderr
        assert "secret@" not in done.stderr
