"""The ledger: facts are added, the subjects they touch are folded, states go out as versioned events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import structlog
from aiokafka import ConsumerRecord

from chassis import dead_letters, outbox, store, telemetry
from chassis.arrivals import add
from chassis.calendars import working_calendar
from chassis.database import Connection
from chassis.drill import Drill
from chassis.events import day_closed, state_event
from chassis.folding import Folded
from chassis.inputs import Batch, fact_of, read
from chassis.spec import Spec
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
        if batch.counties and self._spec.register is not None:
            await self._spec.register(connection, batch.counties)
        if batch.facts or batch.references:
            await self._arrivals(connection, batch, today or date.min)
        for day in batch.days:
            if clock.day is None or day > clock.day:
                await self._day(connection, day)
        await dead_letters.put(connection, batch.refusals)
        self.counts["refused"] += len(batch.refusals)

    async def _arrivals(self, connection: Connection, batch: Batch, today: date) -> None:
        arrived = await add(connection, batch.facts, self._spec.service)
        batch.refusals.extend(arrived.refusals)
        self.counts["facts"] += arrived.new
        self.counts["duplicates"] += arrived.duplicates
        telemetry.FACTS.inc(arrived.new)
        telemetry.DUPLICATES.inc(arrived.duplicates)
        referred = await store.refer(connection, batch.references) if batch.references else []
        await self._fold(connection, {**{key: [] for key in referred}, **arrived.added}, today, "referenced")
        await outbox.put(connection, arrived.notices)

    async def _day(self, connection: Connection, day: date) -> None:
        await store.set_day(connection, day)
        while keys := await store.due(connection, day, CHUNK):
            await self._fold(connection, {key: [] for key in keys}, day, "reassessed")
        await outbox.put(connection, day_closed(self._spec, day))

    async def _recalculate(self, connection: Connection, today: date, years: Sequence[CalendarYear]) -> None:
        after, subjects = "", 0
        while keys := await store.unmet(connection, after, CHUNK):
            await self._fold(connection, {key: [] for key in keys}, today, "reassessed", years)
            after, subjects = keys[-1], subjects + len(keys)
        for year in years:
            log.info("calendar taken in", year=year.year, version=year.version, subjects=subjects)

    async def _load_calendar(self, connection: Connection, count: int) -> None:
        self._calendar = (count, working_calendar(await store.calendars(connection)))

    async def _fold(
        self,
        connection: Connection,
        added: dict[str, list[Fact]],
        today: date,
        verb: str,
        notices: Sequence[CalendarYear] = (),
    ) -> None:
        """Fold once per added fact; keys without one were touched by a day, a calendar or a reference (``verb``)."""
        keys = sorted(added)
        if not keys:
            return
        rows, fresh = await store.lock_subjects(connection, keys)
        self._drill.reach("batch.before_write")
        known = await self._known(connection, [key for key in keys if key not in fresh], added)
        references = await store.references(connection, keys) if self._spec.reference_kind else {}
        saved, messages, folds = [], [], []
        for key in keys:
            version, state = rows[key]
            facts, reference = known[key], self._reference(references.get(key))
            folded: Folded | None = None
            for fact in added[key]:
                facts.append(fact)
                folded = self._state(facts, reference, today)
                version, state = version + 1, encode(folded)
                messages.append(state_event(self._spec, key, version, state, fact=fact))
            if folded is None:
                folded = self._state(facts, reference, today)
                now = encode(folded)
                if now != state and (state is not None or folded.relevant):
                    version, state = version + 1, now
                    messages.append(state_event(self._spec, key, version, state, verb=verb, day=today))
            if state is not None:
                saved.append((key, version, state, folded.check_on, _unmet(folded)))
                folds.append((key, folded))
        await store.save(connection, saved)
        if self._spec.after is not None and folds:
            assert self._calendar is not None
            messages += await self._spec.after(connection, folds, self._calendar[1], today, notices)
        await outbox.put(connection, messages)

    async def _known(
        self, connection: Connection, keys: list[str], added: dict[str, list[Fact]]
    ) -> dict[str, list[Fact]]:
        """Facts stored before this batch, by subject."""
        new = {(key, fact.id) for key, facts in added.items() for fact in facts}
        known: dict[str, list[Fact]] = defaultdict(list)
        for row in await store.facts_of(connection, keys):
            if (row[0], row[1]) not in new:
                known[row[0]].append(fact_of(row))
        return known

    def _state(self, facts: Sequence[Fact], reference: State | None, today: date) -> Folded:
        assert self._calendar is not None
        return self._spec.fold(facts, reference, self._calendar[1], today)

    def _reference(self, body: bytes | None) -> State | None:
        if body is None or self._spec.reference_kind is None:
            return None
        state: State = STATES[self._spec.reference_kind].model_validate_json(body)
        return state


def encode(folded: Folded) -> bytes:
    """The state as it is kept and said: equal states are equal bytes."""
    return folded.state.model_dump_json().encode()


def _unmet(folded: Folded) -> bool:
    """Whether a calendar may still change it: something is owed, or a day to come will make a difference."""
    return folded.check_on is not None or any(one.status in UNMET for one in folded.state.obligations)
