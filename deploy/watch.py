"""Starts again what ends unasked, with growing pauses; the others go on meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.folder import full, tells_of_no_room
from deploy.process import Child, ProcessFailedError, Say

_EVERY_S, _LOOK_AT_DISK_S = 0.1, 2.0
_STABLE_S = 60.0
_TOLD_WITHIN = 100
"""Last lines of a program in which a full disk is looked for."""

Restart = Callable[[], None]


@dataclass(frozen=True)
class Backoff:
    """Waits ``first`` seconds before the first restart, twice as long before each next, ``longest`` at most.

    Without ``tries`` for ever; else the stack fails after so many of one program: a rehearsal ends loudly. A process
    that then runs for a minute has its tries back. For room on a full disk it waits ``patience`` seconds.
    """

    first: float = 0.5
    longest: float = 120.0
    tries: int | None = None
    patience: float = 1800.0

    def pause(self, restarts: int) -> float:
        """Seconds to wait before restart number ``restarts`` (from 0)."""
        return min(self.first * 2.0 ** min(restarts, 32), self.longest)


REHEARSAL = Backoff(longest=8.0, tries=5, patience=0.0)
"""Ends loudly: what keeps ending in a demonstration or a test is what it is there to show."""


@dataclass
class _Watched:
    name: str
    child: Child
    restart: Restart
    started: float
    restarts: int = 0
    due: float | None = None
    full_since: float | None = None
    room_is_seen: bool = False
    """Whether the disk showed that it was full, so that room will show too."""


class Watch:
    """A thread for each child and one for the disk below ``state``.

    ``failure`` says why the whole was given up, ``troubles`` what is known of programs that do not stay up;
    ``changed`` is called when either changes or a process is a new one, ``gave_up`` when ``failure`` is set.
    """

    def __init__(self, state: Path, backoff: Backoff, say: Say, changed: Restart, gave_up: Restart) -> None:
        self._state, self._backoff = state, backoff
        self._say, self._changed, self._gave_up = say, changed, gave_up
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self._starting: set[str] = set()
        self._watched: dict[str, _Watched] = {}
        self.troubles: dict[str, str] = {}
        self.failure: str | None = None

    def start(self, restarts: Mapping[str, tuple[Child, Restart]]) -> None:
        """Watches these children; each with what starts it again."""
        now = time.monotonic()
        for name, (child, restart) in restarts.items():
            self._watched[name] = watched = _Watched(name, child, restart, now)
            self._threads.append(threading.Thread(target=self._run, args=[watched], name=f"watch-{name}", daemon=True))
        self._threads.append(threading.Thread(target=self._watch_the_disk, name="watch-disk", daemon=True))
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """No more restarts from here on; a server that is being started again is not waited for, but killed."""
        self._ended.set()
        for thread in self._threads:
            while thread.is_alive():
                for name in list(self._starting):
                    self._watched[name].child.kill()
                thread.join(_EVERY_S)

    def _run(self, watched: _Watched) -> None:
        while not self._ended.wait(_EVERY_S):
            self._look_at(watched, time.monotonic())
            if self.failure is not None:
                return

    def _look_at(self, watched: _Watched, now: float) -> None:
        if watched.child.alive:
            if watched.restarts and now - watched.started > _STABLE_S:
                watched.restarts, watched.full_since = 0, None
                self._note(watched, "")
        elif watched.due is None:
            self._report(watched, now)
        elif now >= watched.due or (watched.room_is_seen and not full(self._state)):
            self._restart(watched)

    def _report(self, watched: _Watched, now: float) -> None:
        child, name = watched.child, watched.name
        no_room = full(self._state)
        watched.room_is_seen = bool(no_room)
        if not no_room and tells_of_no_room(child.last_lines(_TOLD_WITHIN)):
            no_room = f"disk full: {name} found no room in {self._state}"
        ended = (
            f"{name} ended unasked with status {child.exit_code}. Its last lines ({child.log}):\n{child.last_lines()}"
        )
        if no_room:
            ended = f"{no_room}\n{ended}"
        watched.full_since = (watched.full_since or now) if no_room else None
        if not no_room and self._backoff.tries is not None and watched.restarts >= self._backoff.tries:
            self._give_up(f"{ended}\n{name} was started again {watched.restarts} times already; giving up.")
            return
        pause = self._backoff.pause(watched.restarts)
        watched.due = now + pause
        when = f"in {pause:g} s" + (", or as soon as there is room" if no_room else "")
        self._say(f"{ended}\nstarting {name} again {when} (restart {watched.restarts + 1}); the others go on")
        self._note(
            watched,
            no_room or f"it ended {watched.restarts + 1} times, last with status {child.exit_code}; tried again",
        )

    def _restart(self, watched: _Watched) -> None:
        watched.restarts += 1
        watched.due = None
        watched.started = time.monotonic()
        self._starting.add(watched.name)
        try:
            watched.restart()
            if not full(self._state):
                watched.full_since = None
        except (ProcessFailedError, OSError) as error:
            if not self._ended.is_set():
                self._say(f"{watched.name} could not be started again: {error}")
        finally:
            self._starting.discard(watched.name)
        self._changed()

    def _note(self, watched: _Watched, trouble: str) -> None:
        if trouble:
            self.troubles[watched.name] = trouble
        else:
            self.troubles.pop(watched.name, None)
        self._changed()

    def _give_up(self, why: str) -> None:
        self.failure = why
        self._say(why)
        self._gave_up()

    def _watch_the_disk(self) -> None:
        """Tells of a full disk when it becomes so, and of room when there is some again; gives up when that takes too long."""
        shortage = ""
        while not self._ended.wait(_LOOK_AT_DISK_S) and self.failure is None:
            now = full(self._state)
            if bool(now) != bool(shortage):
                self._say(now or f"there is room again for {self._state}")
            shortage = now
            for watched in self._watched.values():
                self._wait_no_longer_for_room(watched, time.monotonic())

    def _wait_no_longer_for_room(self, watched: _Watched, now: float) -> None:
        since, name = watched.full_since, watched.name
        # A server that is being started again may hang for want of room: it runs, and does not answer.
        is_down = name in self._starting or not watched.child.alive
        if since is not None and is_down and now - since > self._backoff.patience:
            why = full(self._state) or self.troubles.get(name, "disk full")
            self._give_up(f"{why}\n{name} found no room for {self._backoff.patience:g} s; giving up.")
