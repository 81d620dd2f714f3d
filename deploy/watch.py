"""Starts again what ends unasked, with back-off, and gives up on what keeps ending."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from deploy.process import Child, ProcessFailedError

_EVERY_S = 0.1
_STABLE_S = 60.0


@dataclass(frozen=True)
class Backoff:
    """Waits ``first`` seconds before the first restart, twice as long before each next, for at most ``tries``.

    A process that then runs for a minute has its tries back.
    """

    first: float = 0.5
    longest: float = 8.0
    tries: int = 5

    def pause(self, restarts: int) -> float:
        """Seconds to wait before restart number ``restarts`` (from 0)."""
        return min(self.first * 2.0**restarts, self.longest)


@dataclass
class _Watched:
    child: Child
    restart: Callable[[], None]
    restarts: int = 0
    started: float = 0.0
    due: float | None = None


class Watch:
    """A thread over the children. ``failure`` says why it gave up; ``changed`` is called after each restart."""

    def __init__(
        self,
        backoff: Backoff,
        say: Callable[[str], None],
        changed: Callable[[], None],
        gave_up: Callable[[], None],
    ) -> None:
        self._backoff, self._say, self._changed, self._gave_up = backoff, say, changed, gave_up
        self._watched: dict[str, _Watched] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self.failure: str | None = None

    def start(self, restarts: Mapping[str, tuple[Child, Callable[[], None]]]) -> None:
        """Watches these children; each with what starts it again."""
        now = time.monotonic()
        self._watched = {name: _Watched(child, how, started=now) for name, (child, how) in restarts.items()}
        self._thread.start()

    def end(self) -> None:
        """No more restarts from here on; waits for one that is under way."""
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(_EVERY_S):
            for name, watched in self._watched.items():
                self._look_at(name, watched)
                if self.failure is not None:
                    self._gave_up()
                    return

    def _look_at(self, name: str, watched: _Watched) -> None:
        now = time.monotonic()
        if watched.child.alive:
            if watched.restarts and now - watched.started > _STABLE_S:
                watched.restarts = 0
        elif watched.due is None:
            self._report(name, watched, now)
        elif now >= watched.due:
            self._restart(name, watched)

    def _report(self, name: str, watched: _Watched, now: float) -> None:
        child = watched.child
        ended = (
            f"{name} ended unasked with status {child.exit_code}. Its last lines ({child.log}):\n{child.last_lines()}"
        )
        if watched.restarts >= self._backoff.tries:
            self.failure = f"{ended}\n{name} was started again {watched.restarts} times already; giving up."
            self._say(self.failure)
            return
        pause = self._backoff.pause(watched.restarts)
        watched.due = now + pause
        self._say(f"{ended}\nstarting {name} again in {pause:g} s ({watched.restarts + 1} of {self._backoff.tries})")

    def _restart(self, name: str, watched: _Watched) -> None:
        watched.restarts += 1
        watched.due = None
        watched.started = time.monotonic()
        try:
            watched.restart()
        except ProcessFailedError as error:
            self._say(f"{name} could not be started again: {error}")
        self._changed()
