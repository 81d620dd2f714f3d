"""A ledger service on a real PostgreSQL, fed with records made by hand: the real code, with no broker between."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from aiokafka import ConsumerRecord, TopicPartition

from chassis.database import Connection, Pool
from chassis.drill import Drill
from chassis.fence import Fence, Positions, Record
from chassis.ledger.ledger import Ledger
from chassis.ledger.sending import LedgerOutbox
from chassis.ledger.sweep import Sweeper
from chassis.outbox import Message
from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.closing import DAY_CLOSED
from contracts.envelope import SHANGHAI
from contracts.families import Families
from contracts.kit import Key
from contracts.profile.record import PROFILE, ProfileRecord
from contracts.time import CalendarYear
from contracts.topics import CALENDARS, DAYS, PROFILES, intake
from law.calendar import YearCalendar
from law.data import load_calendars
from tests.chassis.toys import TOYS

ORG = "fengjie-aa"
TODAY = date(2026, 3, 9)
"""The day on which a service begins here, unless a test says otherwise."""


class Log:
    """Records as they lie in the log for one service: each gets the next offset of its partition."""

    def __init__(self) -> None:
        self._ends: dict[tuple[str, int], int] = {}

    def record(
        self,
        topic: str,
        value: bytes | None,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
        partition: int = 0,
    ) -> Record:
        """One record."""
        offset = self._ends.get((topic, partition), 0)
        self._ends[topic, partition] = offset + 1
        return ConsumerRecord(
            topic=topic,
            partition=partition,
            offset=offset,
            timestamp=0,
            timestamp_type=0,
            key=key.encode() if key else None,
            value=value,
            checksum=None,
            serialized_key_size=0,
            serialized_value_size=len(value or b""),
            headers=[(name, text.encode()) for name, text in (headers or {}).items()],
        )

    def fact(
        self, number: str, fact_type: str, key: Key, on: date = TODAY, /, partition: int = 0, **data: object
    ) -> Record:
        """A fact that came through the door on the day it tells of."""
        value = json.dumps(data, ensure_ascii=False).encode()
        headers = {
            "ce_specversion": "1.0",
            "ce_id": number,
            "ce_source": f"/orgs/{key.org}/oa",
            "ce_type": fact_type,
            "ce_subject": key.subject,
            "ce_time": datetime.combine(on, time(9), SHANGHAI).isoformat(),
            "ce_org": key.org,
            "ce_recordedon": on.isoformat(),
            "ce_digest": hashlib.sha256(fact_type.encode() + value).hexdigest(),
            "ce_inbox": "0:7",
            "ce_sender": key.org,
        }
        return self.record(intake(key.service), value, headers, str(key), partition)

    def corrected(self, number: str, of: str, of_type: str, key: Key, on: date = TODAY, **data: object) -> Record:
        """A correction of the fact ``of``."""
        return self.fact(number, CORRECTED, key, on, fact=of, fact_type=of_type, data=data, reason="误")

    def withdrawn(self, number: str, of: str, of_type: str, key: Key, on: date = TODAY) -> Record:
        """A withdrawal of the fact ``of``."""
        return self.fact(number, WITHDRAWN, key, on, fact=of, fact_type=of_type, reason="误")

    def day(self, day: date) -> Record:
        """A day has begun."""
        return self.record(DAYS, json.dumps({"day": day.isoformat()}).encode())

    def days(self, first: date, last: date) -> list[Record]:
        """Every day from the first to the last."""
        return [self.day(first + timedelta(days=number)) for number in range((last - first).days + 1)]

    def notice(self, year: YearCalendar) -> Record:
        """A holiday notice."""
        body = CalendarYear(
            year=year.year,
            version=year.version,
            notice=year.notice,
            off=sorted(year.off),
            work=sorted(year.work),
            known_from=year.known_from,
        )
        return self.record(CALENDARS, body.model_dump_json().encode(), key=str(year.year))

    def profile(
        self,
        choices: Mapping[str, object],
        *,
        version: int = 1,
        revision: int = 0,
        units: Sequence[str] = (ORG,),
        county: str = "fengjie",
    ) -> Record:
        """A county's profile with these choices; its revision is the version's number unless given."""
        place = {"county": county, "version": version, "revision": revision or version, "units": list(units)}
        value = ProfileRecord.model_validate_json(json.dumps({**place, **choices})).model_dump_json()
        return self.record(PROFILES, value.encode(), {"ce_type": PROFILE}, county)

    def state(self, message: Message, partition: int = 0) -> Record:
        """An event of another service, or its closing of a day."""
        where = message.partition if message.partition is not None else partition
        key = message.key.decode() if message.key else None
        return self.record(message.topic, message.value, headers(message), key, where)


class Kept:
    """One instance of a ledger service."""

    def __init__(self, service: str, pool: Pool[Any], reading: Pool[Any], log: Log, families: Families = TOYS) -> None:
        self.service, self.pool, self.reading, self.log = service, pool, reading, log
        self.ledger = Ledger(service, Drill(), families=families)
        self.ledger.fold_number = 1
        self.sweeper = Sweeper(self.ledger, pool, families.upstream(service))
        self._fence = Fence(service)

    async def begin(self, today: date = TODAY) -> Kept:
        """The calendars and the first day have come."""
        await self.take(*(self.log.notice(year) for year in load_calendars()), self.log.day(today))
        await self.sweep()
        return self

    async def take(self, *records: Record) -> int:
        """One batch, one transaction; how many of the records were processed before."""
        await self.assigned(*records)
        async with self.pool.acquire() as connection, connection.transaction():
            return await self.apply(connection, *records)

    async def assigned(self, *records: Record) -> None:
        """The partitions of these records are this instance's."""
        async with self.pool.acquire() as connection:
            await self._fence.positions(connection, {TopicPartition(r.topic, r.partition) for r in records})

    async def apply(self, connection: Connection, *records: Record) -> int:
        """One batch within a transaction of the test's."""
        return await self.ledger.apply(connection, self.ledger.prepare(records), self._fence.claim(records))

    async def sweep(self) -> int:
        """Sweep until there is nothing to do; how many steps that took."""
        steps = 0
        while await self.sweeper.step():
            steps += 1
            assert steps < 100, "the sweeper finds no end"
        return steps

    async def positions(self) -> Positions:
        """Stored offsets."""
        async with self.pool.acquire() as connection:
            return await self._fence.positions(connection)

    async def sent(self) -> list[Message]:
        """What the relay would send now; it is gone from the outbox then."""
        outbox = LedgerOutbox()
        async with self.pool.acquire() as connection, connection.transaction():
            outbox.begin()
            loaded = await outbox.load(connection, 10_000)
            if loaded is None:
                return []
            await loaded.done(connection)
        return list(loaded.messages)

    async def row(self, key: Key) -> dict[str, Any]:
        """The stored subject; empty when there is none."""
        async with self.pool.acquire() as connection:
            row = await connection.fetchrow("SELECT * FROM subject WHERE key = $1", str(key))
        return dict(row) if row else {}

    async def state(self, key: Key) -> dict[str, Any]:
        """The state of a subject; empty when it has none."""
        body = (await self.row(key)).get("state")
        return msgspec.json.decode(body) if body else {}

    async def ask(self, query: str, *arguments: object) -> Any:
        """One value of the database."""
        async with self.pool.acquire() as connection:
            return await connection.fetchval(query, *arguments)


def headers(message: Message) -> dict[str, str]:
    """The headers of a message."""
    return {name: text if isinstance(text, str) else text.decode() for name, text in message.headers}


def types(messages: list[Message]) -> list[str]:
    """Types of the messages that are no closings of days."""
    every = [headers(message)["ce_type"] for message in messages]
    return [name for name in every if name != DAY_CLOSED]


def body(message: Message) -> dict[str, Any]:
    """What a message says."""
    decoded: dict[str, Any] = json.loads(message.value or b"{}")
    return decoded


def closings(messages: list[Message]) -> list[tuple[int | None, str]]:
    """Partition and day of the closings among messages."""
    return [(m.partition, body(m)["day"]) for m in messages if headers(m)["ce_type"] == DAY_CLOSED]
