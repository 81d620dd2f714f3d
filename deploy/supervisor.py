"""The whole stack on one machine: servers, topics, migrations, gateway, services and dashboard, and their end."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Literal

from chassis.access.text import digest
from deploy import folder, fonts, journal, office, rights, roles, runtime
from deploy.admission import Office
from deploy.background import Background
from deploy.interrupts import as_interrupts
from deploy.orgs import organisations
from deploy.ports import free_ports
from deploy.process import Child, Say, silent
from deploy.programs import DASHBOARD, GATEWAY, PROGRAMS, STOP_ORDER, Program, environment
from deploy.quotas import quotas
from deploy.readiness import wait_ready
from deploy.servers import Servers, provide
from deploy.terminal import Tail
from deploy.watch import Backoff, Watch

_READY_S, _MIGRATE_S = 600.0, 300.0
"""A loaded machine may take minutes; what is waited for is said, and a program that ends is noticed at once."""

_TURN_S = 0.5
"""Seconds after which a signal is noticed that the wait for it missed."""

_PRIVATE = 0o077
"""The umask of all that lies in the state folder."""

_GRACE_S = {DASHBOARD: 1.5, GATEWAY: 1.5}
_GRACE_ADMISSION_S, _GRACE_SERVICES_S = 1.0, 3.0
"""With the servers' 2.5 s: all is gone within 10 s, also when nothing listens to a polite request."""
_GRACE_SERVERS_S = 2.5


class Stack:
    """Kafka, PostgreSQL, gateway, services and dashboard as child processes.

    ``state`` keeps data, logs and ``runtime.json``; ``clock`` is the gateway's; ``quiet`` keeps the children's logs
    off the terminal; ``extra_env`` is given to every child; ``orgs`` get topics (else those of the registry);
    ``programs`` are what runs besides the servers.
    A child that ends unasked is started again with growing pauses while the others go on (see ``deploy.watch``). When
    that is given up the stack fails: ``failure`` then says why, and ``wait`` returns 1.
    """

    def __init__(
        self,
        state: Path,
        clock: Literal["real", "manual"] = "real",
        quiet: bool = False,
        extra_env: Mapping[str, str] | None = None,
        orgs: Iterable[str] | None = None,
        backoff: Backoff = Backoff(),  # noqa: B008  # frozen
        programs: Sequence[Program] = PROGRAMS,
    ) -> None:
        self.state = state.resolve()
        self.logs = self.state / "logs"
        self.children: dict[str, Child] = {}
        self.ports: dict[str, int] = {}
        self.servers: Servers | None = None
        self._clock = clock
        marked = {"GONGKAI_DEMONSTRATION": "true"} if runtime.is_demonstration(self.state) else {}
        self._extra_env = {"GONGKAI_FONTS": str(fonts.folder()), **marked, **(extra_env or {})}
        self._orgs = orgs
        self._programs = programs
        self._tail = Tail(quiet=quiet)
        self._over = threading.Event()
        self._watch = Watch(self.state, backoff, self._tail.say, self._note_runtime, self._over.set)
        self._admission: Background | None = None
        self._lock: IO[str] | None = None
        self._umask = 0
        self._writing = threading.Lock()

    @property
    def failure(self) -> str | None:
        """Why the stack gave up; None while it runs, and after an asked-for end."""
        return self._watch.failure

    def start(self, progress: Say = silent) -> None:
        """Brings everything up and returns when all is ready; on any error, or Ctrl-C, stops what was started.

        Raises ``FolderError``, ``ProcessFailedError``, ``JarError``, ``NoServerError``, ``TopicError``,
        ``UsersError`` or ``QuotaError``.
        """
        with as_interrupts():
            self._lock = folder.take(self.state)
            self._umask = os.umask(_PRIVATE)
            try:
                self._start(progress)
            except Exception as error:
                self.stop()
                words = self._in_words(error)
                if words:
                    raise folder.FolderError(words) from error
                raise
            except BaseException:
                self.stop()
                raise

    def wait(self) -> int:
        """Blocks until Ctrl-C, SIGTERM or SIGHUP (0) or until the stack gives up (1). Call ``stop`` afterwards."""
        try:
            with as_interrupts():
                # In turns: a signal that comes just before the wait begins, or to another thread, does not end it.
                while not self._over.wait(_TURN_S):
                    pass
        except KeyboardInterrupt:
            return 0
        return 1 if self.failure else 0

    def stop(self) -> None:
        """Stops dashboard, services, gateway and servers in this order, all within 10 s; a second Ctrl-C kills them."""
        try:
            with as_interrupts():
                self._stop_in_order()
        except KeyboardInterrupt:
            for child in self._everything().values():
                child.kill()
        finally:
            self._tail.end()
            self._over.set()
            if self._lock is not None:
                runtime.remove(self.state)
                self._lock.close()
                self._lock = None
                os.umask(self._umask)

    def _in_words(self, error: Exception) -> str:
        """What an error of the disk says to a person; empty for any other error, which has its own words."""
        no_room = folder.full(self.state)
        if not no_room and folder.tells_of_no_room(str(error)):
            no_room = f"disk full: there is no room for {self.state}"
        if no_room:
            return f"{no_room}\n{error}"
        return f"{error.strerror}: {error.filename}" if isinstance(error, OSError) and error.filename else ""

    def _start(self, progress: Say) -> None:
        runtime.remove(self.state)
        limits = quotas({**os.environ, **self._extra_env})
        self._extra_env = {"GONGKAI_OFFICE_SHA256": digest(office.key(self.state)), **self._extra_env}
        self._keep_last_logs()
        progress("starting Kafka and PostgreSQL")
        for name in ("kafka", "postgres"):
            self._tail.follow(name, self.logs / f"{name}.log")
        self.servers = servers = provide(self.state, progress=True, logs=self.logs, say=progress)
        self.ports = dict(
            zip((program.name for program in self._programs), free_ports(len(self._programs)), strict=True)
        )
        orgs = list(self._orgs) if self._orgs is not None else organisations({**os.environ, **self._extra_env})
        progress("creating topics and tables")
        with ThreadPoolExecutor(2) as pool:
            # In threads, so that a caller with an event loop of its own may start a stack too.
            reported = pool.submit(lambda: asyncio.run(rights.opened(servers, orgs)))
            pool.submit(lambda: asyncio.run(roles.prepared(servers))).result()
            self._migrate(servers, progress)
            report = reported.result()
        if report.mismatched:
            self._tail.say(str(report))
        progress("starting gateway, services and dashboard")
        for program in self._programs:
            child = self._child(program, servers, "serve", program.name)
            self.children[program.name] = child
            self._tail.follow(program.name, child.log)
            child.start()
        wait_ready(self.children, self.ports, _READY_S, progress)
        self._write_runtime()
        self._watch.start(self._restarts(servers))
        self._admission = Background("admission", Office(servers.kafka, limits, self._tail.say).run)
        self._admission.start()

    def _migrate(self, servers: Servers, say: Say) -> None:
        programs = [program for program in self._programs if program.needs_database]
        jobs = [self._child(program, servers, roles.MIGRATE, f"migrate-{program.name}") for program in programs]
        for job in jobs:
            job.start()
        for job in jobs:
            job.wait_until(lambda job=job: job.exit_code == 0, _MIGRATE_S, "migrated its tables", say)  # type: ignore[misc]

    def _child(self, program: Program, servers: Servers, command: str, name: str) -> Child:
        settings = environment(
            program,
            servers.kafka_as(rights.user_of(program.name)),
            servers.database_as(roles.role_for(program.name, command)),
            self._clock,
            self.ports[program.name],
            self._extra_env,
        )
        log = self.logs / f"{name}.log"
        return Child(name, program.argv(command), log=log, env=settings, niceness=program.niceness)

    def _restarts(self, servers: Servers) -> dict[str, tuple[Child, Callable[[], None]]]:
        restarts = {name: (child, child.start) for name, child in self.children.items()}
        for server in (servers.broker, servers.postgres):
            if server is not None and server.child is not None:
                restarts[server.child.name] = (server.child, server.restart)
        return restarts

    def _everything(self) -> dict[str, Child]:
        servers = [self.servers.broker, self.servers.postgres] if self.servers else []
        own = [server.child for server in servers if server is not None and server.child is not None]
        return {**self.children, **{child.name: child for child in own}}

    def _write_runtime(self) -> None:
        servers = self.servers
        if servers is not None:
            pids = {name: child.pid for name, child in self._everything().items()}
            noted = runtime.Runtime(
                servers.kafka, servers.database, self._clock, dict(self.ports), pids, dict(self._watch.troubles)
            )
            if servers.broker is not None:
                reached = servers.broker.departments("", "")
                noted.departments, noted.authority = reached.servers, str(reached.authority)
            with self._writing:
                runtime.write(self.state, noted)

    def _note_runtime(self) -> None:
        """As above, for the watch: a full disk is no reason to stop watching."""
        try:
            self._write_runtime()
        except OSError as error:
            self._tail.say(f"{error.filename} is not up to date: {error.strerror}")

    def _keep_last_logs(self) -> None:
        for log in self.logs.glob("*.log"):
            journal.rotate(log)

    def _stop_in_order(self) -> None:
        self._watch.end()
        if self._admission is not None:
            self._admission.stop(_GRACE_ADMISSION_S)
        for names in STOP_ORDER:
            running = [self.children[name] for name in names if name in self.children]
            with ThreadPoolExecutor(max(len(running), 1)) as pool:
                list(pool.map(lambda child: child.stop(_GRACE_S.get(child.name, _GRACE_SERVICES_S)), running))
        if self.servers is not None:
            self.servers.stop(_GRACE_SERVERS_S)
