"""Servers that are away: a program waits and says for which, answers within a second, goes on by itself, and ends in order."""

from __future__ import annotations

import json
import math
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.topics import department_topics, shared_topics
from deploy import topics
from deploy.ports import free_port
from deploy.process import Child
from deploy.programs import PROGRAMS, environment
from deploy.servers import Servers, provide
from tests import office
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers

GATEWAY, DASHBOARD = (next(p for p in PROGRAMS if p.name == name) for name in ("gateway", "dashboard"))
NOWHERE = "127.0.0.1:1"
WITHIN_S, TRIES = 1.0, 10
"""A machine that is busy elsewhere may be late now and then, but not every time."""
ASKED = [("GET", "/status"), ("POST", "/calendars"), ("POST", "/organisations"), ("GET", "/health/ready"), ("GET", "/")]


class Program:
    """One program of the stack as a process, its pages and its log."""

    def __init__(self, program: Any, folder: Path, kafka: str, database: str, **more: str) -> None:
        self.port = free_port()
        shared = {"GONGKAI_LOG_FORMAT": "json", "GONGKAI_OFFICE_SHA256": office.SHA256}
        settings = environment(program, kafka, database, "manual", self.port, {**shared, **more})
        self.child = Child(program.name, program.argv(), log=folder / f"{program.name}.log", env=settings)
        self.migrating = Child(program.name, program.argv("migrate"), log=folder / "migrate.log", env=settings)

    def ask(self, method: str, path: str) -> httpx.Response:
        return httpx.request(
            method, f"http://127.0.0.1:{self.port}{path}", headers=office.HEADERS, timeout=60, trust_env=False
        )

    def status(self, path: str) -> int:
        """Its answer's code; 0 where nothing answers yet."""
        try:
            return self.ask("GET", path).status_code
        except httpx.TransportError:
            return 0

    def problems(self) -> list[str]:
        try:
            return list(self.ask("GET", "/health/ready").json()["problems"])
        except httpx.TransportError:
            return []

    def lines(self) -> list[dict[str, Any]]:
        """The log: every line is an object, so a traceback would not parse."""
        return [json.loads(line) for line in self.child.output().splitlines()]

    def all_pages_say(self, words: str) -> None:
        for method, path in ASKED:
            quickest = math.inf
            for _ in range(TRIES):
                began = time.monotonic()
                answer = self.ask(method, path)
                quickest = min(quickest, time.monotonic() - began)
                assert (answer.status_code, words in answer.text) == (503, True), f"{path}: {answer.text}"
                if quickest < WITHIN_S:
                    break
            assert quickest < WITHIN_S, path

    def ends_in_order(self) -> None:
        self.child.send(signal.SIGTERM)
        assert self.child.wait(60)
        assert self.child.exit_code == 0
        assert self.lines()[-1]["event"] == "stopped"


@pytest.mark.parametrize("program", [p for p in PROGRAMS if p.needs_database], ids=lambda p: p.name)
def test_without_its_database_a_program_waits_with_growing_pauses_and_says_for_what(
    program: Any, tmp_path: Path
) -> None:
    waiting = Program(program, tmp_path, NOWHERE, f"postgresql://u:secret@{NOWHERE}/gongkai")
    waiting.child.start()
    try:
        until(lambda: len([x for x in waiting.lines() if x["event"] == "waiting"]) > 1, "it waits", 300)
        waits = [line for line in waiting.lines() if line["event"] == "waiting"]
        assert all(f"PostgreSQL at {NOWHERE} does not answer" in line["reason"] for line in waits)
        assert waits[1]["seconds"] > waits[0]["seconds"]
        assert f"PostgreSQL at {NOWHERE} does not answer" in waiting.problems()[0]
        waiting.all_pages_say(f"PostgreSQL at {NOWHERE} does not answer")
        assert "secret" not in waiting.child.output()
        waiting.ends_in_order()
    finally:
        waiting.child.kill()


def test_without_kafka_the_dashboard_waits_and_ends_in_order(tmp_path: Path) -> None:
    waiting = Program(DASHBOARD, tmp_path, NOWHERE, "")
    waiting.child.start()
    try:
        until(lambda: any(x["event"] == "no connection to Kafka" for x in waiting.lines()), "it says so", 300)
        waiting.ends_in_order()
    finally:
        waiting.child.kill()


def test_a_registry_with_a_wrong_line_is_named_until_it_is_put_right(servers: Servers, tmp_path: Path) -> None:
    head = "org,county,county_name,name,kind"
    registry = tmp_path / "organisations.csv"
    registry.write_text(f"{head}\na-b,a,甲县,,部门\n", encoding="utf-8")
    gateway = Program(GATEWAY, tmp_path, servers.kafka, servers.database, GONGKAI_REGISTRY=str(registry))
    gateway.migrating.start()
    gateway.migrating.wait_until(lambda: gateway.migrating.exit_code == 0, 300, "migrated")
    gateway.child.start()
    try:
        until(lambda: any("line 2: name is empty" in problem for problem in gateway.problems()), "it says so", 300)
        registry.write_text(f"{head}\na-b,a,甲县,财政局,部门\n", encoding="utf-8")
        until(lambda: not any("line 2" in problem for problem in gateway.problems()), "it goes on", 300)
        gateway.ends_in_order()
    finally:
        gateway.child.kill()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Servers]:
    """Servers that a test may stop."""
    running = provide(tmp_path)
    yield running
    running.stop()


@contextmanager
def standing_still(pid: int) -> Iterator[None]:
    """A server and all its processes, each of which has a group of its own, are stopped meanwhile."""
    os.kill(pid, signal.SIGSTOP)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    stopped = [pid, *map(int, children)]
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in reversed(stopped):
            os.kill(process, signal.SIGCONT)


async def test_a_gateway_whose_database_stands_still_or_goes_answers_within_a_second_and_goes_on_when_it_is_back(
    own: Servers, tmp_path: Path
) -> None:
    assert own.postgres is not None
    assert own.postgres.child is not None, "only a local server can be stopped"
    await topics.create(own.kafka, [*shared_topics(), *department_topics("a-b")])
    gateway = Program(GATEWAY, tmp_path, own.kafka, own.database)
    gateway.migrating.start()
    gateway.migrating.wait_until(lambda: gateway.migrating.exit_code == 0, 300, "migrated")
    gateway.child.start()
    try:
        until(lambda: gateway.status("/health/ready") == 200, "the gateway is up", 300)
        with standing_still(own.postgres.child.pid):
            gateway.all_pages_say("does not answer")
        until(lambda: gateway.status("/status") == 200, "it goes on", 300)
        own.postgres.kill()
        gateway.all_pages_say("does not answer")
        own.postgres.restart()
        until(lambda: gateway.status("/status") == 200, "it goes on", 300)
        own.postgres.stop()
        gateway.all_pages_say("does not answer")
        gateway.ends_in_order()
        assert len(gateway.lines()) < 100
    finally:
        gateway.child.kill()
