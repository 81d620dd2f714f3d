"""A child process: its log, its end, and that it never outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from deploy.process import Child, ProcessFailedError
from tests.deploy.waiting import runs, until

PARENT = """
    import sys, signal
    from pathlib import Path
    from deploy.process import Child
    child = Child("sleeper", ["sleep", "600"], log=Path(sys.argv[1]))
    child.start()
    child.wait_until(lambda: b"sleep" in Path(f"/proc/{child.pid}/cmdline").read_bytes().split(b"\\0")[0], 120, "slept")
    print(child.pid, flush=True)
    signal.pause()
"""

CROWD = """
    import ctypes, signal, sys
    from pathlib import Path
    from deploy.process import Child
    drop_of_what_may_be_held, cap_sys_admin = 24, 21
    ctypes.CDLL(None).prctl(drop_of_what_may_be_held, cap_sys_admin)
    children = [Child("sleeper", ["sleep", "600"], log=Path(sys.argv[1]), niceness=5) for _ in range(4)]
    for child in children:
        child.start()
    print(*(child.pid for child in children), flush=True)
    signal.pause()
"""
"""What a user who is not root starts at once: none of these has root's say over all sessions."""


def python(name: str, code: str, log: Path) -> Child:
    return Child(name, [sys.executable, "-u", "-c", textwrap.dedent(code)], log=log)


def test_a_child_dies_when_its_parent_is_killed_with_sigkill(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PARENT), str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert runs(child)
        parent.kill()
    until(lambda: not runs(child), "the child ended after its parent")


def test_a_child_has_a_session_of_its_own_so_that_ctrl_c_passes_it_by(tmp_path: Path) -> None:
    child = Child("sleeper", ["sleep", "600"], log=tmp_path / "log")
    child.start()
    assert os.getsid(child.pid) == child.pid != os.getsid(0)
    child.kill()


def gives_way(pid: int) -> bool:
    """Whether the program runs, and gives way with its whole session."""
    process = Path(f"/proc/{pid}")
    autogroup = process / "autogroup"
    return (
        process.joinpath("cmdline").read_bytes().startswith(b"sleep")
        and os.getpriority(os.PRIO_PROCESS, pid) == 5
        and (not autogroup.exists() or autogroup.read_text("ascii").endswith("nice 5\n"))
    )


def test_a_child_that_gives_way_does_so_with_its_whole_session(tmp_path: Path) -> None:
    child = Child("sleeper", ["sleep", "600"], log=tmp_path / "log", niceness=5)
    child.start()
    until(lambda: gives_way(child.pid), "it gives way")
    child.kill()


def test_children_that_give_way_at_once_all_start_whoever_starts_them(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(CROWD), str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        try:
            assert parent.stdout is not None
            children = [int(pid) for pid in parent.stdout.readline().split()]
            until(lambda: all(gives_way(pid) for pid in children), "they give way", seconds=30)
        finally:
            parent.kill()


def test_a_child_that_ends_too_early_is_reported_with_its_last_lines(tmp_path: Path) -> None:
    child = python("hasty", "print('cannot find my spectacles'); raise SystemExit(3)", tmp_path / "log")
    child.start()
    with pytest.raises(ProcessFailedError, match=r"(?s)hasty ended with status 3 before it found.*spectacles"):
        child.wait_until(lambda: False, 120, "found them")


def test_a_child_that_is_not_ready_in_time_is_reported_with_its_last_lines(tmp_path: Path) -> None:
    child = python("slow", "print('thinking'); import signal; signal.pause()", tmp_path / "log")
    child.start()
    until(lambda: "thinking" in child.output(), "it wrote its line")
    with pytest.raises(ProcessFailedError, match=r"(?s)slow has not answered within 0.1 s.*thinking"):
        child.wait_until(lambda: False, 0.1, "answered")
    child.kill()


def test_whoever_waits_for_a_slow_child_is_told_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.process._SAY_EVERY_S", 0.1)
    child = python("slow", "print('recovering log 7 of 900'); import signal; signal.pause()", tmp_path / "log")
    child.start()
    sentences: list[str] = []
    child.wait_until(
        lambda: any("recovering log 7 of 900" in line for line in sentences), 300, "answered", sentences.append
    )
    assert sentences[-1].startswith("slow has not answered yet, after 0 s of at most 300; it says: ")
    child.kill()


def test_stop_lets_a_child_finish_its_work(tmp_path: Path) -> None:
    code = """
        import signal, sys
        signal.signal(signal.SIGTERM, lambda *_: sys.exit('put things away'))
        print('ready')
        signal.pause()
    """
    child = python("tidy", code, tmp_path / "log")
    child.start()
    until(lambda: "ready" in child.output(), "it is ready")
    assert child.stop(grace=10)
    assert "put things away" in child.output()


def test_stop_kills_a_child_that_does_not_listen(tmp_path: Path) -> None:
    code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); [signal.pause() for _ in 'ab']"
    child = python("deaf", code, tmp_path / "log")
    child.start()
    until(lambda: "deaf" in child.output(), "it is deaf")
    assert not child.stop(grace=0.1)
    assert child.exit_code == -signal.SIGKILL


def test_a_second_start_appends_to_the_log_and_shows_only_its_own_lines(tmp_path: Path) -> None:
    child = python("writer", "import os; print('process', os.getpid())", tmp_path / "log")
    for _ in range(2):
        child.start()
        assert child.wait(120)
        assert child.output() == f"process {child.pid}\n"
    assert len((tmp_path / "log").read_text().splitlines()) == 2


def test_a_child_that_must_not_be_root_still_reaches_files_in_a_folder_closed_to_others(
    tmp_path: Path,
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "note").write_text("within reach\n")
    account = "nobody" if os.geteuid() == 0 else None
    script = f"test $(id -u) -ne 0 && test -r {closed}/note && cat {closed}/note"
    child = Child("reader", ["sh", "-c", script], log=tmp_path / "log", account=account)
    child.start()
    assert child.wait(120)
    assert child.output() == "within reach\n"
