"""Real servers in a folder that is gone afterwards, and our programs on them, each a process of its own."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx

from bench.processes import Reading, Usage, read, spent
from chassis.access.text import digest
from cli.target import Target
from deploy import office, rights, roles
from deploy.ports import free_ports
from deploy.process import Child
from deploy.programs import PROGRAMS, Program, environment
from deploy.servers import Servers, provide

LINE = tuple(program for program in PROGRAMS if program.needs_database)
"""Gateway and services: all that stands between a fact and a view."""

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})

_MIGRATE_S, _STOP_S = 60.0, 5.0


class Stand:
    """Programs on one broker and one database, the settings those of ``gongkai up`` with a manual clock."""

    def __init__(self, servers: Servers, state: Path, orgs: Iterable[str], settings: Mapping[str, str]) -> None:
        self.servers, self._state, self._settings = servers, state, settings
        self._children: dict[str, Child] = {}
        self._urls: dict[str, str] = {}
        self._before: Reading | None = None
        self._watched: dict[str, Child] = {}
        # One client for all: a new one takes 30 ms of CPU, which a measurement on two cores would feel.
        self._http = httpx.Client(trust_env=False, timeout=10)
        asyncio.run(rights.opened(servers, orgs))

    @property
    def target(self) -> Target:
        """Where the programs answer."""
        return Target(self.servers.kafka, self._urls, self._state, office=office.key(self._state))

    def start(self, programs: Iterable[Program], database: str, instances: int = 1) -> None:
        """Migrate and start ``programs`` on an empty ``database``; returns as soon as they are started.

        The first of several ``instances`` has the program's name, the others a number behind it: ``metrics-2``.
        """
        assert self.servers.postgres is not None
        self.servers.postgres.create_database(database)
        asyncio.run(roles.prepared(self.servers, database))
        chosen = list(programs)
        ports = iter(free_ports(len(chosen) * instances))
        for program in chosen:
            log = self._state / f"{program.name}.log"
            user, role = rights.user_of(program.name), roles.role_for(program.name)
            kafka, own_database = self.servers.kafka_as(user), self.servers.database_as(role, database)
            known = {"GONGKAI_OFFICE_SHA256": digest(office.key(self._state)), **self._settings}
            settings = environment(program, kafka, own_database, "manual", 0, known)
            owner = {"GONGKAI_DATABASE": self.servers.database_as(roles.MIGRATOR, database)}
            job = Child(program.name, program.argv("migrate"), log=log, env={**settings, **owner})
            job.start()
            job.wait_until(lambda job=job: job.exit_code == 0, _MIGRATE_S, "migrated")  # type: ignore[misc]
            for number in range(1, instances + 1):
                name, port = program.name if number == 1 else f"{program.name}-{number}", next(ports)
                own = {"GONGKAI_INSTANCE": str(number), "GONGKAI_HTTP_PORT": str(port)}
                self._children[name] = Child(
                    name, program.argv(), log=log, env={**settings, **own}, niceness=program.niceness
                )
                self._urls[name] = f"http://127.0.0.1:{port}"
        for child in self._children.values():
            child.start()

    def stop(self) -> None:
        """End the programs; the servers stay."""
        for child in reversed(self._children.values()):
            child.stop(_STOP_S)
        self._children.clear()
        self._urls.clear()

    def status(self, name: str) -> dict[str, Any] | None:
        """/status of a program; None while it does not answer, ProcessFailedError when it has ended."""
        self._children[name].wait_until(lambda: True, 0, "answered")
        try:
            answer = self._http.get(f"{self._urls[name]}/status")
        except httpx.HTTPError:
            return None
        return dict(answer.json()) if answer.status_code == 200 else None

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Tell the gateway something as the office does; what it answers."""
        asked = {"authorization": f"Bearer {office.key(self._state)}"}
        url = f"{self._urls['gateway']}{path}"
        return dict(self._http.post(url, json=body, headers=asked, timeout=60).raise_for_status().json())

    def token(self, org: str) -> str:
        """A token of an organisation, as the office makes it."""
        return str(self.post("/tokens", {"kind": "unit", "org": org, "name": "bench"})["token"])

    def begin(self) -> None:
        """Count CPU seconds from here."""
        self._before = read(self.pids())

    def spent(self) -> dict[str, Usage]:
        """CPU seconds since ``begin`` and peak memory, by process."""
        assert self._before is not None, "begin was called"
        return spent(self._before, read(self.pids()))

    def watch(self, name: str, child: Child) -> None:
        """Count the CPU seconds of a server that was brought, too."""
        self._watched[name] = child

    def pids(self) -> dict[str, int]:
        """Process ids of the programs and of our own servers."""
        broker, postgres = self.servers.broker, self.servers.postgres
        own = {
            name: server.child.pid
            for name, server in (("kafka", broker), ("postgres", postgres))
            if server is not None and server.child is not None
        }
        return {**{name: child.pid for name, child in (self._children | self._watched).items()}, **own}


@contextmanager
def stand(
    orgs: Iterable[str],
    settings: Mapping[str, str] = NO_SETTINGS,
    servers: Callable[[Path], Servers] = provide,
) -> Iterator[Stand]:
    """A stand with servers of its own, so that nothing else is measured; everything ends and is removed with it.

    ``settings`` are further ones of all programs, ``GONGKAI_<NAME>``; ``servers`` starts the broker and the database.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", ignore_cleanup_errors=True) as folder:
        state = Path(folder)
        # PostgreSQL runs as another user when we are root, and must get through to its folder.
        state.chmod(0o711)
        running = servers(state)
        try:
            made = Stand(running, state, orgs, settings)
            try:
                yield made
            finally:
                made.stop()
        finally:
            running.stop()


def wait(condition: Callable[[], bool], what: str, seconds: float, every: float = 0.05) -> None:
    """Wait for a condition; TimeoutError says what for."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds:g} s until {what}")
        time.sleep(every)
