"""The supervisor: brings everything up, starts again what ends, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy import runtime
from deploy.folder import FolderError
from deploy.process import ProcessFailedError
from deploy.programs import PROGRAMS, Program
from deploy.servers import Servers
from deploy.supervisor import Stack
from deploy.watch import Backoff
from tests.deploy.waiting import runs, until

pytestmark = pytest.mark.servers
ROOT = Path(__file__).parents[2]
QUICK = Backoff(first=0.05, longest=0.1, tries=2)


def toys(**habits: str) -> tuple[Program, ...]:
    return tuple(
        replace(program, words=(f"tests.deploy.toys.{habits.get(program.name, 'good')}",)) for program in PROGRAMS
    )


Make = Callable[..., Stack]


@pytest.fixture
def make(tmp_path: Path, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes stacks of toys on the shared servers, and stops them afterwards."""
    monkeypatch.setenv("GONGKAI_KAFKA", servers.kafka)
    monkeypatch.setenv("GONGKAI_DATABASE", servers.database)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    made: list[Stack] = []

    def stack(backoff: Backoff = QUICK, **habits: str) -> Stack:
        made.append(Stack(tmp_path, "manual", quiet=True, orgs=["toytown"], backoff=backoff, programs=toys(**habits)))
        return made[-1]

    yield stack
    for each in made:
        each.stop()


def test_a_started_stack_says_where_it_answers_and_takes_it_back_at_the_end(make: Make, tmp_path: Path) -> None:
    steps: list[str] = []
    stack = make()
    stack.start(steps.append)
    running = runtime.read(tmp_path)
    assert running is not None
    assert running.clock == "manual"
    assert running.ports == stack.ports
    assert running.dashboard == f"http://127.0.0.1:{stack.ports['dashboard']}/"
    assert all(runs(pid) for pid in running.pids.values())
    assert set(running.pids) == {program.name for program in PROGRAMS}
    assert {f"{name} is ready" for name in running.pids} <= set(steps)
    assert open_to_others(tmp_path) == []
    assert "the clock is manual" in (tmp_path / "logs" / "metrics.log").read_text()
    assert "migrated True" in (tmp_path / "logs" / "migrate-metrics.log").read_text()
    stack.stop()
    assert runtime.read(tmp_path) is None
    assert not any(runs(pid) for pid in running.pids.values())


def open_to_others(folder: Path) -> list[str]:
    """What lies in the folder, itself among it, that another account may read, write or enter."""
    return [
        str(path) for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077 and not path.is_symlink()
    ]


def test_a_killed_service_is_started_again_and_its_new_process_is_noted(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stack = make()
    stack.start()
    first = stack.children["catalog"].pid
    os.kill(first, signal.SIGKILL)

    def noted_anew() -> bool:
        running = runtime.read(tmp_path)
        return running is not None and running.pids["catalog"] != first

    until(noted_anew, "the new process stands in runtime.json")
    assert stack.failure is None
    assert "catalog ended unasked with status -9" in capsys.readouterr().err


def test_a_service_that_keeps_ending_ends_the_stack_with_its_last_lines(make: Make) -> None:
    stack = make(metrics="tired")
    stack.start()
    # Each asking for readiness ends the toy; the stack starts it again, twice, and we ask again.
    until(lambda: stack.failure or _ask(stack.ports["metrics"]), "the stack gave up")
    assert stack.wait() == 1
    assert stack.failure is not None
    assert "metrics ended unasked with status 1" in stack.failure
    assert "I have had enough" in stack.failure
    assert "started again 2 times" in stack.failure


def test_a_program_that_ends_again_and_again_is_tried_again_and_the_healthy_ones_go_on(
    make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stack = make(Backoff(first=0.05, longest=0.1), metrics="tired")
    stack.start()
    healthy = {name: child.pid for name, child in stack.children.items() if name != "metrics"}
    shown = ""

    def ended_seven_times() -> bool:
        nonlocal shown
        _ask(stack.ports["metrics"])
        shown += capsys.readouterr().err
        return "(restart 7); the others go on" in shown

    until(ended_seven_times, "it was tried again seven times")
    assert stack.failure is None
    assert {name: child.pid for name, child in stack.children.items() if name != "metrics"} == healthy
    assert all(runs(pid) for pid in healthy.values())
    running = runtime.read(tmp_path)
    assert running is not None
    assert "last with status 1; tried again" in running.troubles["metrics"]


def _ask(port: int) -> bool:
    subprocess.run(
        [sys.executable, "-c", f"import urllib.request as r; r.urlopen('http://127.0.0.1:{port}/')"],
        check=False,
        capture_output=True,
    )
    return False


def test_a_service_that_ends_before_it_is_ready_stops_the_start_and_everything(make: Make, tmp_path: Path) -> None:
    stack = make(requests="missing")
    with pytest.raises(ProcessFailedError, match=r"(?s)migrate-requests ended with status 1.*No module named"):
        stack.start()
    assert runtime.read(tmp_path) is None
    assert not any(child.alive for child in stack.children.values())


def test_a_service_that_is_never_ready_is_named_with_what_it_says(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.supervisor._READY_S", 1.0)
    stack = make(publishing="unready")
    with pytest.raises(ProcessFailedError, match=r"(?s)publishing.*status 503, waiting for better days.*serving"):
        stack.start()
    assert not any(child.alive for child in stack.children.values())


def test_a_stop_takes_less_than_ten_seconds_even_when_nobody_listens(make: Make) -> None:
    deaf = (program.name for program in PROGRAMS if program.name != "metrics")
    stack = make(**dict.fromkeys(deaf, "deaf"))
    stack.start()
    os.kill(stack.children["metrics"].pid, signal.SIGSTOP)
    pids = [child.pid for child in stack.children.values()]
    begun = time.monotonic()
    stack.stop()
    assert time.monotonic() - begun < 10
    assert not any(runs(pid) for pid in pids)


def test_a_second_stack_on_the_same_state_is_refused(make: Make) -> None:
    make().start()
    with pytest.raises(FolderError, match=r"another gongkai uses .*choose another state folder"):
        make().start()


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nothing"])
def test_a_state_that_is_no_folder_is_refused_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match=r"(is a file|cannot be used: .*)[^\n]*--state FOLDER"):
        Stack(tmp_path / place).start()


def test_a_note_of_a_killed_supervisor_is_not_taken_for_a_running_stack(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as process:
        runtime.write(tmp_path, runtime.Runtime("k", "d", "real"))
        note = json.loads(runtime.runtime_file(tmp_path).read_text())
        assert runtime.read(tmp_path) is not None
        # The same process id again, of a process that began at another time.
        runtime.runtime_file(tmp_path).write_text(json.dumps({**note, "supervisor": process.pid}))
        assert runtime.read(tmp_path) is None
        process.kill()
    assert runtime.read(tmp_path) is None
