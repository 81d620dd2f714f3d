"""The demonstration, small, from nothing to its verdict; stopped in the middle; taken up again."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from rich.console import Console

from cli.commands.demo import _schedule
from cli.demonstration import course
from cli.target import find
from deploy import runtime
from tests.cli.running import ORG, environment, event, gongkai, ndjson
from tests.deploy.waiting import until

pytestmark = [pytest.mark.servers, pytest.mark.timeout(1800)]

SMALL = ("demo", "--scale", "0.02", "--state", "s")


@dataclass
class Running:
    """The command as it runs, and what it has shown."""

    process: subprocess.Popen[bytes]
    log: Path

    def shown(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextmanager
def started(folder: Path, log: str, *command: str) -> Iterator[Running]:
    with (folder / log).open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "cli", *command],
            cwd=folder,
            stdout=output,
            stderr=output,
            env=environment(PYTHONUNBUFFERED="1"),
        )
        try:
            yield Running(process, folder / log)
        finally:
            process.kill()
            process.wait()


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


def test_it_stops_on_ctrl_c_leaves_nothing_and_goes_on_where_it_was_and_beyond_its_year(tmp_path: Path) -> None:
    with started(tmp_path, "first.log", *SMALL) as running:
        until(lambda: "the stack is up" in running.shown(), "the stack is up", 600)
        stack = runtime.read(tmp_path / "s")
        assert stack is not None
        assert "演示数据（模拟）" in httpx.get(f"{stack.dashboard}nowhere", trust_env=False).text
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=60) == 130
    assert "Traceback" not in running.shown()
    assert "Task was destroyed" not in running.shown()
    assert users_of(tmp_path) == []
    with started(tmp_path, "second.log", *SMALL, "--keep") as running:
        until(lambda: "Ctrl-C stops everything" in running.shown() or running.process.poll(), "all is counted", 600)
        for words in (
            "依申请公开 2026",
            "the oracle agrees",
            "69 real documents",
            "real-075",
            "各服务事件数",
            "date.future",
            "奉节县 2026-12",
            "逾期最多的五个单位",
        ):
            assert words in running.shown()
        assert re.search(r"\d+ records sent and counted in \d+ s", running.shown())
        papers = [Path(unquote(urlsplit(address).path)) for address in re.findall(r"file://\S+\.pdf", running.shown())]
        issued = ["monthly-2026-01.pdf", "quarterly-2026-Q1.pdf", "annual-2026.pdf"]
        restated = [name.replace(".pdf", "-restated.pdf") for name in issued]
        assert sorted(paper.name for paper in papers) == sorted(issued + restated)
        assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)
        goes_on_beyond_its_year(tmp_path)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=60) == 0, running.shown()
    assert users_of(tmp_path) == []


def goes_on_beyond_its_year(folder: Path) -> None:
    """What ``demo --keep`` does on a state that has seen later days and another's fact, on the stack that runs."""
    state = ("--state", "s")
    assert gongkai("day", "2027-02-01", *state, cwd=folder).returncode == 0
    fact = event("x-1", "application.received", "x1", "2027-01-04", received_on="2027-01-04", applicant_kind="natural")
    sent = gongkai("emit", "--org", ORG, "-", *state, cwd=folder, stdin=ndjson([fact]))
    assert sent.returncode == 0, sent.stderr
    console = Console(file=io.StringIO())
    schedule = _schedule(console, 101, 0.02)
    outcome = asyncio.run(course.run(find(folder / "s"), schedule, console, folder / "s" / "papers", keep=True))
    assert outcome.comparison.differences == []
    assert (outcome.sent, outcome.comparison.others) == (0, 1)
    assert outcome.comparison.today == date(2027, 2, 1)
    assert outcome.comparison.refusals.total() > 0
