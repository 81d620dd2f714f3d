"""The sweep alone: what new days and a new holiday notice change, worked off on PostgreSQL by one process, and by two at once.

``python -m bench.sweeping DSN`` is one of them: it says that it is ready, begins at a line from its input, and says
what it took when there is nothing left to do.
"""

from __future__ import annotations

import asyncio
import hashlib
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeAlias

import msgspec
from aiokafka import ConsumerRecord

from bench.cases import DUE, MOVED, QUIET, SOON, Filed, moving_notice, on_the_bus, open_applications
from bench.processes import Usage, read, spent
from bench.results import Result
from bench.stand import Stand, stand
from chassis import database, migrations
from chassis.drill import Drill
from chassis.fence import Claim
from chassis.ledger.ledger import Ledger
from chassis.ledger.sweep import Sweeper
from chassis.service import run
from contracts.application import APPLICATION
from contracts.fields import BusModel
from contracts.kit import Key
from contracts.time import Day
from contracts.topics import CALENDARS, DAYS, intake
from demo.units import county_units, read_units
from law.data import load_calendars

SERVICE = APPLICATION.service
BATCH = 2_000

_STATES = "SELECT state FROM subject WHERE kind = $1"
_NOTICES = "SELECT count(*) FROM outbox WHERE topic LIKE 'dept.%'"

Record: TypeAlias = "ConsumerRecord[Any, Any]"


class Kept:
    """One instance of the requests service's ledger and its sweeper, with neither consumer nor relay."""

    def __init__(self, pool: database.Pool[Any]) -> None:
        self.pool = pool
        self._ledger = Ledger(SERVICE, Drill())
        self._ledger.fold_number = 1
        self._sweeper = Sweeper(self._ledger, pool, ())

    async def take(self, *records: Record) -> None:
        """One batch, one transaction."""
        async with self.pool.acquire() as connection, connection.transaction():
            await self._ledger.apply(connection, self._ledger.prepare(records), Claim.none())

    async def sweep(self) -> None:
        """Sweep until there is nothing to do."""
        while await self._sweeper.step():
            continue

    async def due(self) -> set[str]:
        """The due dates of all applications."""
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(_STATES, APPLICATION.kind)
        return {msgspec.json.decode(row[0])["due_on"] for row in rows}


class Taken(msgspec.Struct):
    """What a sweeping process says at its end: when that was (monotonic, seconds), and what it took."""

    ended: float
    cpu: float
    peak: float


def measure(cases: int) -> list[Result]:
    """Two days and a notice, each by one process and on another database by two."""
    with stand([]) as bench:
        return [*asyncio.run(_swept(bench, cases, 1)), *asyncio.run(_swept(bench, cases, 2))]


async def _swept(bench: Stand, cases: int, processes: int) -> list[Result]:
    assert bench.servers.postgres is not None
    dsn = bench.servers.postgres.create_database(f"sweep_{processes}")
    sources = migrations.read("chassis.sql", "chassis.sql.ledger", "chassis.sql.organisations")
    await migrations.migrate(dsn, SERVICE, sources)
    async with _kept(dsn) as ledger:
        await _fill(ledger, cases)
        assert await ledger.due() == {DUE.isoformat()}
        results = []
        for title, cause, due in (
            ("a new day", record(DAYS, Day(day=SOON)), DUE),
            ("a new holiday notice", record(CALENDARS, moving_notice(SOON)), MOVED),
            ("a day by which all are overdue", record(DAYS, Day(day=MOVED + timedelta(days=1))), MOVED),
        ):
            await ledger.take(cause)
            seconds, used = await asyncio.to_thread(_timed, bench, dsn, processes)
            assert await ledger.due() == {due.isoformat()}
            figures = {
                "open applications": f"{cases:,}",
                "processes": f"{processes}",
                "seconds": f"{seconds:.2f}",
                "applications/s": f"{cases / seconds:,.0f}",
            }
            results.append(Result(f"sweep: {title}, {_NUMBER[processes]}", figures, used, cases / seconds))
        async with ledger.pool.acquire() as connection:
            counted = await connection.fetchval(_NOTICES)
        # Due soon; moved, and due soon again before the date that was moved; overdue.
        assert counted == 4 * cases, counted
    return results


_NUMBER = {1: "one process", 2: "two processes at once"}


def _timed(bench: Stand, dsn: str, processes: int) -> tuple[float, dict[str, Usage]]:
    """Seconds from the start sign until the last of them is through, and what all of it took."""
    command = [sys.executable, "-m", "bench.sweeping", dsn]
    children = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    before, began = read(bench.pids()), time.monotonic()
    for child in children:
        assert child.stdin is not None
        child.stdin.write("begin\n")
        child.stdin.flush()
    # Its log stands before its last line.
    answers = [child.communicate()[0].splitlines()[-1] for child in children]
    taken = [msgspec.json.decode(line, type=Taken) for line in answers]
    used = spent(before, read(bench.pids()))
    ours = {f"sweeper {n}": Usage(usage.cpu, usage.peak) for n, usage in enumerate(taken, 1)}
    return max(usage.ended for usage in taken) - began, ours | used


async def _fill(ledger: Kept, cases: int) -> None:
    orgs = [unit.org for unit in county_units(read_units())]
    notices = [record(CALENDARS, on_the_bus(year)) for year in load_calendars()]
    await ledger.take(*notices, record(DAYS, Day(day=QUIET)))
    facts = [_fact(fact) for fact in open_applications(orgs, cases)]
    for first in range(0, len(facts), BATCH):
        await ledger.take(*facts[first : first + BATCH])
    await ledger.sweep()


def _fact(fact: Filed) -> Record:
    value = msgspec.json.encode(fact.data)
    headers = {
        "ce_id": fact.id,
        "ce_type": fact.type,
        "ce_time": fact.time.isoformat(),
        "ce_recordedon": fact.time.date().isoformat(),
        "ce_digest": hashlib.sha256(value).hexdigest(),
    }
    key = str(Key(APPLICATION.kind, fact.org, fact.subject)).encode()
    return raw(intake(SERVICE), value, key, [(name, text.encode()) for name, text in headers.items()])


def record(topic: str, body: BusModel) -> Record:
    """A record of a topic that is no fact."""
    return raw(topic, body.model_dump_json().encode(), None, [])


def raw(topic: str, value: bytes, key: bytes | None, headers: Sequence[tuple[str, bytes]]) -> Record:
    """A record as the consumer hands it on."""
    return ConsumerRecord(
        topic=topic,
        partition=0,
        offset=0,
        timestamp=0,
        timestamp_type=0,
        key=key,
        value=value,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=len(value),
        headers=headers,
    )


@asynccontextmanager
async def _kept(dsn: str) -> AsyncIterator[Kept]:
    pool = await database.connect(dsn, SERVICE)
    try:
        yield Kept(pool)
    finally:
        await pool.close()


async def _sweep(dsn: str) -> None:
    async with _kept(dsn) as ledger:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        before = time.process_time()
        await ledger.sweep()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        taken = Taken(time.monotonic(), time.process_time() - before, peak)
    sys.stdout.write(msgspec.json.encode(taken).decode() + "\n")


if __name__ == "__main__":
    run(_sweep(sys.argv[1]))
