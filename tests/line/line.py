"""The whole line on real servers, each service a process that a test may kill, freeze or double."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
from aiokafka import ConsumerRecord

from chassis.outbox import Message
from chassis.sender import producer
from cli.bus import Bus, open_bus
from cli.line import judged, passed
from cli.target import Target
from cli.web import Web
from contracts.topics import OBLIGATIONS, PERIODS, inbox
from demo.families import expect
from demo.oracle.calendar import Version
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from demo.oracle.rows import Expected
from demo.sent import ACCEPTED, Sent
from deploy import rights, roles
from deploy.ports import free_ports
from deploy.process import Child
from deploy.programs import GATEWAY, METRICS, PROGRAMS, SERVICES, Program, environment
from deploy.servers import Servers, provide
from tests import office
from tests.deploy.waiting import until
from tests.line.nursery import Forked

Views = Mapping[str, Mapping[str, Any]]

NAMES = (GATEWAY, *SERVICES)
SESSION_MS = "6000"
"""The shortest session that the broker allows: a frozen member is given up after it."""


NOBODY: Mapping[str, str] = MappingProxyType({})


class Line:
    """Gateway and services as children of the test. ``sent`` is what the oracle gets to see.

    ``orgs``: organisation → county; ``supervisors``: organisation → its 主管部门.
    ``settings`` are settings of all its programs, GONGKAI_<NAME>, and may be changed before a program is started.
    """

    def __init__(
        self, state: Path, orgs: Mapping[str, str], supervisors: Mapping[str, str] = NOBODY, /, **settings: str
    ) -> None:
        self.state, self.orgs, self.settings = state, dict(orgs), settings
        self.servers: Servers = provide(state)
        self.children: dict[str, Child] = {}
        self.ports: dict[str, int] = {}
        self.sent: list[tuple[str, bytes]] = []
        self.notices: list[Version] = []
        self.day: date | None = None
        self._expected: tuple[object, Expected] | None = None
        registry = state / "organisations.csv"
        rows = [f"{org},{org},{county},奉节县,部门,{supervisors.get(org, '')}" for org, county in self.orgs.items()]
        registry.write_text("\n".join(["org,name,county,county_name,kind,supervisor", *rows]), encoding="utf-8")
        self._registry = str(registry)
        asyncio.run(rights.opened(self.servers, self.orgs))
        asyncio.run(roles.prepared(self.servers))
        self.migrate(*NAMES)

    def migrate(self, *names: str) -> None:
        """Bring the schemas of services that do not run up to date with their code, as their ``migrate`` does."""
        argv = [sys.executable, "-m", "tests.line.migrating", *names]
        env = self._environment(names[0], 0, {}) | {"GONGKAI_DATABASE": self.servers.database_as(roles.MIGRATOR)}
        child = self._made("migrate", argv, self.state / "logs" / "migrate.log", env)
        child.start()
        child.wait_until(partial(_ended_well, child), 300, "migrated")

    def start(self, name: str, *, instance: str = "1", **env: str) -> Child:
        """Start a service; a second one beside it when ``instance`` differs. Extra settings as GONGKAI_<NAME>."""
        label = name if instance == "1" else f"{name}-{instance}"
        child = self._child(name, label, {"instance": instance, **env})
        child.start()
        return child

    def start_all(self, but: Iterable[str] = ()) -> None:
        """Start every service that does not run."""
        for name in NAMES:
            if name not in but and not (name in self.children and self.children[name].alive):
                self.start(name)

    def stop(self) -> None:
        """End everything."""
        for child in self.children.values():
            child.send(signal.SIGCONT)
            child.kill()
        self.servers.stop()

    def send(self, facts: Iterable[tuple[str, bytes]]) -> None:
        """Send facts and remember them for the oracle."""
        facts = list(facts)
        self.sent.extend(facts)
        self.send_unseen(facts)

    def send_unseen(self, records: Iterable[tuple[str, bytes | None]]) -> None:
        """Send records that the oracle is not to count."""
        self.send_records([Sent(org, value, expect="unseen") for org, value in records])

    def send_records(self, records: Sequence[Sent]) -> list[int]:
        """Send records as they are and return their offsets; the accepted ones are remembered for the oracle."""

        messages = [Message(inbox(sent.org), sent.key, sent.value, sent.headers, 0) for sent in records]
        offsets = self.put(messages)
        self.sent.extend((sent.org, sent.value) for sent in records if sent.expect == ACCEPTED and sent.value)
        return offsets

    def put(self, messages: Sequence[Message]) -> list[int]:
        """Write records into any topic, as whoever has the right to may do, and return their offsets."""

        async def go() -> list[int]:
            sender = producer(self.servers.kafka)
            await sender.start()
            try:
                acks = [
                    await sender.send(
                        message.topic,
                        value=message.value,
                        key=message.key,
                        headers=list(message.headers),
                        partition=message.partition or 0,
                    )
                    for message in messages
                ]
                return [ack.offset for ack in await asyncio.gather(*acks)]
            finally:
                await sender.stop()

        return asyncio.run(go())

    def until(self, day: date) -> None:
        """Let the days pass."""
        self.day = day
        self.post("/clock/days", {"until": day.isoformat()})

    def post(self, path: str, body: Any, *, name: str = GATEWAY, status: int = 200) -> Any:
        """POST to a service, as soon as it answers; its answer's JSON."""
        self.wait(partial(self._answers, name), f"{name} answers")
        answer = httpx.post(self.url(name, path), json=body, headers=office.HEADERS, trust_env=False, timeout=120)
        assert answer.status_code == status, answer.text
        return answer.json()

    def ask(self, name: str, path: str, status: int = 200) -> Any:
        """GET from a service; its answer's JSON."""
        answer = httpx.get(self.url(name, path), trust_env=False, timeout=120)
        assert answer.status_code == status, (path, answer.text)
        return answer.json()

    def url(self, label: str, path: str) -> str:
        """The address of a page of a process."""
        return f"http://127.0.0.1:{self.ports[label]}{path}"

    def status(self, label: str) -> dict[str, Any] | None:
        """/status of a process; None while it does not answer."""
        try:
            answer = httpx.get(self.url(label, "/status"), trust_env=False, timeout=5)
        except httpx.HTTPError:
            return None
        return answer.json() if answer.status_code == 200 else None

    def dead_letters(self, label: str) -> list[dict[str, Any]]:
        """The dead letters of a process."""
        letters: list[dict[str, Any]] = self.ask(label, "/dead-letters?limit=10000")
        return letters

    def records(self, *names: str) -> list[ConsumerRecord[Any, Any]]:
        """Everything that lies in these topics, in the order of each partition."""

        async def go() -> list[ConsumerRecord[Any, Any]]:
            async with open_bus(Target(self.servers.kafka, {})) as bus:
                return await bus.read(names)

        return asyncio.run(go())

    def counted(self, labels: Mapping[str, str] | None = None, seconds: float = 300) -> None:
        """Wait until everything sent is counted; ``labels`` says which process answers for a service."""
        self._through(passed, {name: name for name in NAMES} | dict(labels or {}), seconds)

    def sent_on(self) -> None:
        """Wait until metrics could count everything sent, whether it runs or not."""
        self._through(judged, {name: name for name in NAMES if name != METRICS}, 300)

    def _through(
        self, waited: Callable[[Bus, Web, float], Awaitable[None]], labels: Mapping[str, str], seconds: float
    ) -> None:
        for name, label in labels.items():
            self.wait(partial(self._answers, label), f"{name} answers")

        async def go() -> None:
            target = Target(
                self.servers.kafka, {name: self.url(label, "") for name, label in labels.items()}, office=office.KEY
            )
            async with open_bus(target) as bus, Web(target) as web:
                await waited(bus, web, seconds)

        asyncio.run(go())

    def views(self) -> tuple[Views, Mapping[str, Any]]:
        """The period views by name, and the obligations, as the topics stand."""

        async def go() -> tuple[Views, Mapping[str, Any]]:
            async with open_bus(Target(self.servers.kafka, {})) as bus:
                rows = {name: await bus.current(topic) for name, topic in PERIODS.items()}
                return rows, await bus.current(OBLIGATIONS)

        return asyncio.run(go())

    def differences(self) -> list[Difference]:
        """Where the views are not what the oracle works out from the facts sent."""
        assert self.day is not None
        # Waited for, it is asked again and again while nothing more is sent.
        asked = len(self.sent), len(self.notices), self.day, tuple(self.orgs.items())
        if self._expected is None or self._expected[0] != asked:
            calendar = read_calendar(later=tuple(self.notices))
            self._expected = asked, expect(self.sent, calendar, self.day, self.orgs)
        return differences(self._expected[1], *self.views())

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = 300) -> None:
        """Wait for a condition; the assertion names what was waited for."""
        until(condition, what, seconds)

    def _answers(self, label: str) -> bool:
        return self.status(label) is not None

    def _child(self, name: str, label: str, extra: Mapping[str, str]) -> Child:
        (self.ports[label],) = free_ports(1)
        env = self._environment(name, self.ports[label], extra)
        log = self.state / "logs" / f"{label}-serve.log"
        self.children[label] = child = self._made(label, _program(name).argv(), log, env)
        return child

    def _made(self, label: str, argv: Sequence[str], log: Path, env: Mapping[str, str]) -> Child:
        # Families are read when the programs are imported: other ones need a start of their own.
        kind = Child if "families" in self.settings else Forked
        return kind(label, argv, log=log, env=env)

    def _environment(self, name: str, port: int, extra: Mapping[str, str]) -> dict[str, str]:
        settings = {
            "session_timeout_ms": SESSION_MS,
            "max_records": "60",
            "registry": self._registry,
            "office_sha256": office.SHA256,
            **self.settings,
            **extra,
        }
        return environment(
            _program(name),
            self.servers.kafka_as(rights.user_of(name)),
            self.servers.database_as(roles.role_for(name)),
            "manual",
            port,
            {f"GONGKAI_{key.upper()}": value for key, value in settings.items()},
        )


def _program(name: str) -> Program:
    return next(program for program in PROGRAMS if program.name == name)


def _ended_well(child: Child) -> bool:
    return child.exit_code == 0
