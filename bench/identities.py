"""What identities cost the line: the same facts over a broker that knows nobody, and over one that knows everyone by TLS and SCRAM."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.line import Fact, counted, facts_of_a_year, open_the_line, send
from bench.results import Result
from bench.stand import Stand, stand
from demo.steps import LAST
from demo.units import read_units
from deploy.local.kafka import OPERATOR, KafkaBroker
from deploy.local.postgres import Postgres
from deploy.process import Child
from deploy.servers import Servers, provide

NOBODY_KNOWN: Mapping[str, object] = {
    "listener.security.protocol.map": "INTERNAL:PLAINTEXT,DEPARTMENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "authorizer.class.name": "",
}
"""Settings of a broker that asks nobody who it is."""


def measure(count: int) -> list[Result]:
    """``count`` facts of the simulated year: sent in plain text, then over the departments' listener; the second as a part of the first."""
    facts = facts_of_a_year(count)
    orgs = [unit.org for unit in read_units()]
    servers = _Plain()
    with stand(orgs, servers=servers) as bench:
        bench.watch("kafka", servers.started())
        plain = _counted(bench, facts, bench.servers.kafka, "a broker that knows nobody", {})
    with stand(orgs, servers=provide) as bench:
        broker = bench.servers.broker
        assert broker is not None
        departments = broker.departments(OPERATOR, broker.password(OPERATOR)).text
        known = _counted(bench, facts, departments, "SCRAM, rights and TLS, as delivered", {plain.title: plain})
    return [plain, known]


def _counted(bench: Stand, facts: Sequence[Fact], kafka: str, title: str, compared: Mapping[str, Result]) -> Result:
    """From the first fact, sent to this address, until the last is in the views."""
    open_the_line(bench, LAST)
    bench.begin()
    began = time.monotonic()
    sent = asyncio.run(send(kafka, facts))
    asyncio.run(counted(bench))
    seconds = time.monotonic() - began
    used = bench.spent()
    rate = len(facts) / seconds
    figures = {
        "facts": f"{len(facts):,}",
        "seconds": f"{seconds:.2f}",
        "of which sending": f"{sent:.2f}",
        "facts/s": f"{rate:,.0f}",
        **{f"speed, of that of {name}": f"{rate / result.headline:.2f}" for name, result in compared.items()},
    }
    return Result(title, figures, used, rate)


class _Plain:
    """Servers of which the broker asks nobody who it is; the database has its roles."""

    def __init__(self) -> None:
        self._broker: KafkaBroker | None = None

    def __call__(self, state: Path) -> Servers:
        """Start them, with their data below ``state``."""
        broker, postgres = KafkaBroker(state, settings=NOBODY_KNOWN), Postgres(state)
        servers = Servers("", "", postgres=postgres, stops=[broker.stop, postgres.stop])
        broker.start()
        postgres.start()
        servers.kafka, servers.database, self._broker = broker.bootstrap, postgres.dsn(), broker
        return servers

    def started(self) -> Child:
        """The broker's process."""
        assert self._broker is not None
        assert self._broker.child is not None
        return self._broker.child
