"""The demonstration, small, from nothing to its verdict; stopped in the middle; taken up again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from deploy import runtime
from tests.cli.running import environment, gongkai
from tests.deploy.waiting import until

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

SMALL = ("demo", "--once", "--scale", "0.02", "--state", "s")


def users_of(folder: Path) -> list[str]:
    """Processes that work in ``folder`` or name it."""
    users = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            named = str(folder) in (process / "cmdline").read_bytes().decode(errors="replace")
            works_there = (process / "cwd").readlink().is_relative_to(folder)
        except (OSError, PermissionError):
            continue
        if (named or works_there) and int(process.name) != os.getpid():
            users.append(process.name)
    return users


def test_it_stops_on_ctrl_c_leaves_nothing_and_goes_on_where_it_was(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-u", "-m", "cli", *SMALL],
            cwd=tmp_path,
            stdout=log,
            stderr=log,
            env=environment(PYTHONUNBUFFERED="1"),
        )
        until(
            lambda: "the stack is up" in (tmp_path / "log").read_text(encoding="utf-8"),
            "the stack is up",
            180,
        )
        stack = runtime.read(tmp_path / "s")
        assert stack is not None
        assert "演示数据（模拟）" in httpx.get(f"{stack.dashboard}nowhere", trust_env=False).text
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=15) == 130
    shown = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in shown
    assert "Task was destroyed" not in shown
    assert users_of(tmp_path) == []
    done = gongkai(*SMALL, "--keep", cwd=tmp_path, seconds=500)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "依申请公开 2026" in done.stdout
    assert "the oracle agrees" in done.stdout
    assert users_of(tmp_path) == []
    for words in (
        "69 real documents",
        "real-075",
        "各服务事件数",
        "date.future",
        "奉节县 2026-12",
        "逾期最多的五个单位",
    ):
        assert words in done.stdout
    assert re.search(r"\d+ records sent and counted in \d+ s", done.stdout)
