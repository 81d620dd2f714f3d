"""Programs forked from a process that has imported them: the line's tests start some hundred, each a second of imports.

What runs is the same code with the same arguments and environment, in a process of its own that a test may kill or freeze. That programs
start by themselves is seen by the tests of the command and of the deployment, which start them so.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from deploy.journal import Journal
from deploy.process import Child

IMPORTED = ("chassis.ledger.service", "services.gateway.app", "services.metrics.app", "services.requests.app")
"""What is imported once; what is run as a program is none of it."""

ROOT = Path(__file__).parents[2]
_SET_DEATH_SIGNAL, _SET_SUBREAPER = 1, 36
_LONGEST = 1 << 20


class Forked(Child):
    """A child that runs ``python -m …`` without an interpreter of its own to start."""

    def start(self) -> None:
        """As Child's."""
        assert not self.alive, f"{self.name} runs already"
        assert self.argv[1] == "-m"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        source, sink = os.pipe()
        request = json.dumps([self.argv[2:], {**os.environ, **self.env}, os.getpid()]).encode()
        nursery = _nursery()
        socket.send_fds(nursery, [request], [sink])
        os.close(sink)
        self._process = _Process(int(nursery.recv(32)))  # type: ignore[assignment]  # as much of Popen as Child uses
        self._journal = Journal(self.log, source)


class _Process:
    """What of subprocess.Popen a Child uses, for a process that became ours when its maker ended."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(0.01)
        return status

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


@cache
def _nursery() -> socket.socket:
    """The way to the process that forks, started once; it ends with us. What it forks is handed to us, to wait for."""
    _prctl(_SET_SUBREAPER, 1)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        subprocess.Popen(
            [sys.executable, "-u", "-m", "tests.line.nursery", str(theirs.fileno())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    return ours


def _fork_for_ever(asked: socket.socket) -> None:
    for module in IMPORTED:
        __import__(module)
    gc.freeze()
    while True:
        request, fds, _, _ = socket.recv_fds(asked, _LONGEST, 1)
        if not request:
            return
        if os.fork() == 0:
            # Between two forks, so that whoever asked is the parent and may wait for it.
            if os.fork() == 0:
                _run(asked, fds[0], *json.loads(request))
            os._exit(0)
        os.close(fds[0])
        os.wait()


def _run(asked: socket.socket, sink: int, words: list[str], environment: dict[str, str], parent: int) -> None:
    os.setsid()
    while os.getppid() != parent:
        time.sleep(0.001)
    _prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    for number in (1, 2):
        os.dup2(sink, number)
    os.close(sink)
    os.environ.clear()
    os.environ.update(environment)
    asked.send(str(os.getpid()).encode())
    asked.close()
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    sys.exit()


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    _fork_for_ever(socket.socket(fileno=int(sys.argv[1])))
