"""The supervisor: brings everything up, starts again what ends, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy import runtime
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
def make(tmp_path: Path, running_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes stacks of toys on the shared servers, and stops them afterwards."""
    monkeypatch.setenv("GONGKAI_KAFKA", running_servers.kafka)
    monkeypatch.setenv("GONGKAI_DATABASE", running_servers.database)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    made: list[Stack] = []

    def stack(**habits: str) -> Stack:
        made.append(Stack(tmp_path, "manual", quiet=True, orgs=["toytown"], backoff=QUICK, programs=toys(**habits)))
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
    assert stat.S_IMODE(runtime.runtime_file(tmp_path).stat().st_mode) == 0o600
    assert "the clock is manual" in (tmp_path / "logs" / "metrics.log").read_text()
    assert "migrated True" in (tmp_path / "logs" / "migrate-metrics.log").read_text()
    stack.stop()
    assert runtime.read(tmp_path) is None
    assert not any(runs(pid) for pid in running.pids.values())


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
    with pytest.raises(ProcessFailedError, match=r"another gongkai uses .*choose another state folder"):
        make().start()


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


UP = """
    import sys
    from pathlib import Path
    from deploy.interrupts import as_interrupts
    from deploy.supervisor import Stack
    from tests.deploy.test_supervisor import toys
    stack = Stack(Path(sys.argv[1]), "manual", orgs=["toytown"], programs=toys())
    with as_interrupts():
        stack.start()
        try:
            print("up", flush=True)
            code = stack.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            stack.stop()
    sys.exit(code)
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A supervisor process with local servers of its own, as `gongkai up` is one."""
    own = {name: value for name, value in os.environ.items() if name not in ("GONGKAI_KAFKA", "GONGKAI_DATABASE")}
    command = [sys.executable, "-c", textwrap.dedent(UP), str(tmp_path)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**own, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n", process.communicate()[1]
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_a_kill_and_a_closed_terminal_stop_everything_within_ten_seconds(
    supervisor: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    running = runtime.read(tmp_path)
    assert running is not None
    assert {"kafka", "postgres", "dashboard"} < set(running.pids)
    supervisor.send_signal(number)
    _, shown = supervisor.communicate(timeout=10)
    assert supervisor.returncode == 0, shown
    assert "catalog    │ serving; the clock is manual" in shown
    assert not any(runs(pid) for pid in running.pids.values())
    assert runtime.read(tmp_path) is None


def test_nothing_survives_a_supervisor_killed_with_sigkill_and_the_state_can_be_used_again(
    supervisor: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = runtime.read(tmp_path)
    assert running is not None
    supervisor.kill()
    supervisor.wait(30)
    until(lambda: not any(runs(pid) for pid in running.pids.values()), "every child ended")
    assert runtime.read(tmp_path) is None

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    again = Stack(tmp_path, "manual", quiet=True, orgs=["toytown"], programs=toys())
    again.start()
    assert again.servers is not None
    assert again.servers.kafka == running.kafka
    assert again.servers.database == running.database
    again.stop()


def test_a_killed_broker_and_a_killed_database_are_started_again(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    before = runtime.read(tmp_path)
    assert before is not None
    for name in ("kafka", "postgres"):
        os.kill(before.pids[name], signal.SIGKILL)

    def both_anew() -> bool:
        now = runtime.read(tmp_path)
        return now is not None and all(now.pids[name] != before.pids[name] for name in ("kafka", "postgres"))

    until(both_anew, "broker and database run again", seconds=60)
    now = runtime.read(tmp_path)
    assert now is not None
    assert (now.kafka, now.database) == (before.kafka, before.database)
