"""A supervisor process with local servers of its own, as `gongkai up` is one: how it ends, and what outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import runtime
from deploy.supervisor import Stack
from tests.deploy.supervised import ROOT, supervised
from tests.deploy.test_supervisor import open_to_others, toys
from tests.deploy.waiting import runs, until

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with a name that a person may well give it; each test goes on where the last one ended."""
    return tmp_path_factory.mktemp("kept") / "试 用, 二"


@pytest.fixture
def supervisor(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with supervised(folder) as process:
        yield process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_a_kill_and_a_closed_terminal_stop_everything_within_ten_seconds(
    supervisor: subprocess.Popen[str], folder: Path, number: signal.Signals
) -> None:
    running = runtime.read(folder)
    assert running is not None
    assert {"kafka", "postgres", "dashboard"} < set(running.pids)
    supervisor.send_signal(number)
    _, shown = supervisor.communicate(timeout=10)
    assert supervisor.returncode == 0, shown
    assert "catalog    │ serving; the clock is manual" in shown
    assert not any(runs(pid) for pid in running.pids.values())
    assert runtime.read(folder) is None


def test_a_signal_that_does_not_reach_the_waiting_thread_ends_the_wait_all_the_same(tmp_path: Path) -> None:
    code = """
import signal, sys, threading
from pathlib import Path
from deploy.supervisor import Stack
def ended_in_another_thread():
    while signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        pause.wait(0.05)
    pause.wait(0.2)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
pause = threading.Event()
threading.Thread(target=ended_in_another_thread, daemon=True).start()
sys.exit(Stack(Path(sys.argv[1])).wait() + 3)
"""
    waiting = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(waiting, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, timeout=60).returncode == 3


def test_nothing_survives_a_supervisor_killed_with_sigkill_and_the_state_can_be_used_again(
    supervisor: subprocess.Popen[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = runtime.read(folder)
    assert running is not None
    supervisor.kill()
    supervisor.wait(120)
    until(lambda: not any(runs(pid) for pid in running.pids.values()), "every child ended")
    assert runtime.read(folder) is None

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    again = Stack(folder, "manual", quiet=True, orgs=["toytown"], programs=toys())
    again.start()
    assert again.servers is not None
    assert again.servers.kafka == running.kafka
    assert again.servers.database == running.database
    again.stop()
    assert [entry.name for entry in folder.parent.iterdir()] == [folder.name]
    assert (folder / "kafka" / "data" / "meta.properties").exists()


def test_a_killed_broker_and_a_killed_database_are_started_again(
    supervisor: subprocess.Popen[str], folder: Path
) -> None:
    before = runtime.read(folder)
    assert before is not None
    assert open_to_others(folder) == []
    for name in ("kafka", "postgres"):
        os.kill(before.pids[name], signal.SIGKILL)

    def both_anew() -> bool:
        now = runtime.read(folder)
        return now is not None and all(now.pids[name] != before.pids[name] for name in ("kafka", "postgres"))

    until(both_anew, "broker and database run again", seconds=300)
    now = runtime.read(folder)
    assert now is not None
    assert (now.kafka, now.database) == (before.kafka, before.database)
