"""A child process with a log of its own that ends when we end, whatever ends us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from deploy.journal import Journal

Say = Callable[[str], None]
"""Takes a line for whoever waits."""

_POLL_S, _DRAIN_S = 0.03, 1.0
_SAY_EVERY_S = 15.0
_LAUNCH = Path(__file__).with_name("launch.py")

# The kernel ties a child to the thread that made it, so one thread that lives as long as we do makes them all.
_spawner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")


def silent(_: str) -> None:
    """Nobody waits."""


class ProcessFailedError(RuntimeError):
    """A child process did not start, did not become ready or ended unasked; the text holds its last lines."""


@dataclass
class Child:
    """One child: its program, environment and log, and the signals that end it.

    ``death_signal`` is sent by the kernel when this process dies; ``account`` is the user to become when we
    are root; ``niceness`` is how far it gives way where processors are short. Children have a session of
    their own: Ctrl-C in the terminal reaches the parent only.
    """

    name: str
    argv: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    account: str | None = None
    niceness: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _journal: Journal | None = None

    def start(self) -> None:
        """Starts the program, its output appended to the log (see ``deploy.journal``).

        Raises ``ProcessFailedError`` if it runs already.
        """
        if self.alive:
            raise ProcessFailedError(f"{self.name} runs already, as process {self.pid}")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        launcher = [sys.executable, "-I", "-S", str(_LAUNCH), str(os.getpid()), str(int(self.death_signal))]
        source, sink = os.pipe()
        try:
            self._process = _spawner.submit(
                subprocess.Popen,
                [*launcher, self.account or "-", str(self.niceness), *self.argv],
                env={**os.environ, **self.env},
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ).result()
        except BaseException:
            os.close(source)
            raise
        finally:
            os.close(sink)
        self._journal = Journal(self.log, source)

    @property
    def pid(self) -> int:
        """Process id of the last start. Raises ``ProcessFailedError`` before the first."""
        if self._process is None:
            raise ProcessFailedError(f"{self.name} was never started")
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs (a stopped one, SIGSTOP, counts as running)."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Exit status, negative for a signal; None while it runs."""
        return None if self._process is None else self._process.poll()

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to the process itself; nothing happens when it has ended."""
        if self._process is not None:
            self._process.send_signal(number)

    def wait(self, seconds: float) -> bool:
        """Waits for the end; False when it still runs after ``seconds``."""
        if self._process is None:
            return True
        try:
            self._process.wait(timeout=max(seconds, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self, grace: float) -> bool:
        """Asks the process to end, and kills it after ``grace`` seconds. False when it had to be killed."""
        self.send(self.stop_signal)
        if self.wait(grace):
            return True
        self.kill()
        return False

    def kill(self) -> None:
        """SIGKILL, to the whole process group, and waits until the process is gone."""
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def output(self) -> str:
        """What the process wrote since its last start; of very much, the end."""
        if self._journal is None:
            return ""
        if not self.alive:
            self._journal.drain(_DRAIN_S)
        return self._journal.text()

    def last_lines(self, count: int = 15) -> str:
        """The last lines of the log, indented, for an error message."""
        lines = self.output().splitlines()[-count:]
        return "\n".join(f"    {line}" for line in lines) or "    (it wrote nothing)"

    def wait_until(self, ready: Callable[[], bool], seconds: float, what: str, say: Say = silent) -> None:
        """Polls ``ready`` until it holds; while that takes long, says so now and then, with the last line.

        Raises ``ProcessFailedError``, with the last log lines, when the process ends or the time is up.
        """
        begun = time.monotonic()
        spoken_at = begun
        while not ready():
            # Asked again: a program that does its work and ends may have done so between the two questions.
            if not self.alive and not ready():
                raise ProcessFailedError(
                    f"{self.name} ended with status {self.exit_code} before it {what}. "
                    f"Its last lines ({self.log}):\n{self.last_lines()}"
                )
            now = time.monotonic()
            if now - begun > seconds:
                raise ProcessFailedError(
                    f"{self.name} has not {what} within {seconds:g} s. "
                    f"Its last lines ({self.log}):\n{self.last_lines()}"
                )
            if now - spoken_at > _SAY_EVERY_S:
                spoken_at = now
                say(
                    f"{self.name} has not {what} yet, after {now - begun:.0f} s of at most {seconds:g}; "
                    f"it says: {self.last_lines(1).strip()}"
                )
            time.sleep(_POLL_S)
