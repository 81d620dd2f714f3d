"""The ledger: facts are added, the subjects they touch are folded, states go out as versioned events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import structlog
from aiokafka import ConsumerRecord

from chassis import dead_letters, outbox, store, telemetry
from chassis.calendars import working_calendar
from chassis.database import Connection
from chassis.drill import Drill
from chassis.events import day_closed, state_event
from chassis.folding import Folded, Spec
from chassis.inputs import Batch, fact_of, read
from chassis.outbox import Message
from chassis.refusals import id_reused
from contracts.envelope import Fact
from contracts.states import STATES, State
from contracts.time import CalendarYear
from law.calendar import WorkingCalendar
from law.codes import ObligationStatus

log = structlog.get_logger()

CHUNK = 2_000
"""Subjects refolded at once when a day or a calendar touches many."""

UNMET = (ObligationStatus.OPEN, ObligationStatus.OVERDUE)


class Ledger:
    """Handler of one service's batches (see chassis.consumer.Handler)."""

    def __init__(self, spec: Spec, drill: Drill) -> None:
        self._spec, self._drill = spec, drill
        self._calendar: tuple[int, WorkingCalendar] | None = None
        self._wake: list[Any] = []
        self.counts = {"facts": 0, "duplicates": 0, "refused": 0}

    def on_commit(self, call: Any) -> None:
        """Call this after every commit."""
        self._wake.append(call)

    def committed(self) -> None:
        """Tell the relay."""
        for call in self._wake:
            call()

    def forget(self) -> None:
        """Forget the calendar; the next batch loads it."""
        self._calendar = None

    async def apply(self, connection: Connection, records: Sequence[ConsumerRecord[Any, Any]]) -> None:
        """One batch: calendars, then references and facts, then days in order."""
        batch = read(records, self._spec)
        clock = await store.clock(connection, exclusive=bool(batch.days or batch.calendars))
        today = clock.day or (batch.days[0] if batch.days else None)
        if batch.calendars and await store.add_calendars(connection, batch.calendars):
            await self._load_calendar(connection, clock.calendars + len(batch.calendars))
            if today is not None:
                await self._recalculate(connection, today, batch.calendars)
        elif self._calendar is None or self._calendar[0] != clock.calendars:
            await self._load_calendar(connection, clock.calendars)
        if batch.facts or batch.references:
            await self._facts(connection, batch, today or date.min)
        for day in batch.days:
            if clock.day is None or day > clock.day:
                await self._day(connection, day)
        await dead_letters.put(connection, batch.refusals)
        self.counts["refused"] += len(batch.refusals)

    async def _facts(self, connection: Connection, batch: Batch, today: date) -> None:
        notices: list[Message] = []
        first: dict[tuple[str, str], store.StoredFact] = {}
        places: dict[tuple[str, str], list[tuple[bytes, ConsumerRecord[Any, Any]]]] = defaultdict(list)
        for stored, record in batch.facts:
            name = (stored.fact.key, stored.fact.id)
            first.setdefault(name, stored)
            places[name].append((stored.digest, record))
        ordered = sorted(first)
        new = await store.add_facts(connection, [first[name] for name in ordered])
        known = await store.digests(connection, [name for name in ordered if name not in new])
        duplicates = 0
        for name, arrivals in places.items():
            kept = first[name].digest if name in new else known[name]
            repeated = arrivals[1:] if name in new else arrivals
            for digest, record in repeated:
                if digest == kept:
                    duplicates += 1
                else:
                    refusal, message = id_reused(self._spec.service, record)
                    batch.refusals.append(refusal)
                    notices.append(message)
        self.counts["facts"] += len(new)
        self.counts["duplicates"] += duplicates
        telemetry.FACTS.inc(len(new))
        telemetry.DUPLICATES.inc(duplicates)
        added: dict[str, list[Fact]] = defaultdict(list)
        for name in first:
            if name in new:
                added[name[0]].append(first[name].fact)
        referred = await store.refer(connection, batch.references) if batch.references else []
        await self._fold(connection, {**{key: [] for key in referred}, **added}, today, "referenced")
        await outbox.put(connection, notices)

    async def _day(self, connection: Connection, day: date) -> None:
        await store.set_day(connection, day)
        while keys := await store.due(connection, day, CHUNK):
            await self._fold(connection, {key: [] for key in keys}, day, "reassessed")
        await outbox.put(connection, day_closed(self._spec, day))

    async def _recalculate(self, connection: Connection, today: date, years: Iterable[CalendarYear]) -> None:
        after, subjects = "", 0
        while keys := await store.unmet(connection, after, CHUNK):
            await self._fold(connection, {key: [] for key in keys}, today, "reassessed")
            after, subjects = keys[-1], subjects + len(keys)
        for year in years:
            log.info("calendar taken in", year=year.year, version=year.version, subjects=subjects)

    async def _load_calendar(self, connection: Connection, count: int) -> None:
        self._calendar = (count, working_calendar(await store.calendars(connection)))

    async def _fold(
        self, connection: Connection, added: dict[str, list[Fact]], today: date, verb: str
    ) -> None:
        """Fold once per added fact; keys without one were touched by a day, a calendar or a reference (``verb``)."""
        assert self._calendar is not None
        keys = sorted(added)
        rows, fresh = await store.lock_subjects(connection, keys)
        self._drill.reach("batch.before_write")
        seen: dict[str, list[Fact]] = defaultdict(list)
        added_ids = {(key, fact.id) for key, facts in added.items() for fact in facts}
        for row in await store.facts_of(connection, [key for key in keys if key not in fresh]):
            if (row[0], row[1]) not in added_ids:
                seen[row[0]].append(fact_of(row))
        references = await store.references(connection, keys) if self._spec.reference_kind else {}
        saved, messages = [], []
        for key in keys:
            version, state = rows[key]
            reference = self._reference(references.get(key))
            facts = seen[key]
            folded: Folded | None = None
            for fact in added[key]:
                facts.append(fact)
                folded = self._spec.fold(facts, reference, self._calendar[1], today)
                version, state = version + 1, folded.state.model_dump_json().encode()
                messages.append(state_event(self._spec, key, version, state, fact=fact))
            if folded is None:
                folded = self._spec.fold(facts, reference, self._calendar[1], today)
                now = folded.state.model_dump_json().encode()
                if now != state and (state is not None or folded.relevant):
                    version, state = version + 1, now
                    messages.append(state_event(self._spec, key, version, state, verb=verb, day=today))
            if state is not None:
                saved.append((key, version, state, folded.check_on, _unmet(folded)))
        await store.save(connection, saved)
        await outbox.put(connection, messages)

    def _reference(self, body: bytes | None) -> State | None:
        if body is None or self._spec.reference_kind is None:
            return None
        state: Any = STATES[self._spec.reference_kind].model_validate_json(body)
        return state


def _unmet(folded: Folded) -> bool:
    return any(o.status in UNMET for o in folded.state.obligations)
