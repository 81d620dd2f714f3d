"""Counting a batch: read the newest states, replace what their subjects contributed, name the rows that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec
from aiokafka import ConsumerRecord

from chassis import dead_letters, telemetry
from chassis.database import Connection
from chassis.drill import Drill
from chassis.outbox import Message, put
from chassis.store import set_day
from contracts.notices import Refusal
from contracts.states import DayClosed
from contracts.time import Organisation
from contracts.topics import ORGS, PARTITIONS, STATES_OF
from services.metrics import store
from services.metrics.fold import CONTRIBUTIONS, Counts, add, difference

UPSTREAM = len(STATES_OF) * PARTITIONS
"""Partitions that must have closed a day before it counts as complete."""

UNMET = ("open", "overdue")


class Changed(msgspec.Struct, omit_defaults=True):
    """What the outbox says: which rows are no longer what was last published."""

    months: list[tuple[str, str]] = []
    owed: list[str] = []
    orgs: list[str] = []
    everything: bool = False


class _RawObligations(msgspec.Struct):
    obligations: list[msgspec.Raw]


_Newest = tuple[int, ConsumerRecord[Any, Any]]
"""A version, and the record that carries it."""

_decoders = {topic: msgspec.json.Decoder(model).decode for topic, (model, _) in CONTRIBUTIONS.items()}
_counters = {topic: count for topic, (_, count) in CONTRIBUTIONS.items()}
_raw_obligations = msgspec.json.Decoder(_RawObligations).decode
_SHORT = {topic: service[0] for service, topic in STATES_OF.items()}


class Counter:
    """Handler of the metrics service's batches (see chassis.consumer.Handler)."""

    def __init__(self, drill: Drill, wake: Callable[[], None]) -> None:
        self._drill, self._wake = drill, wake
        self.counts = {"events": 0, "superseded": 0, "refused": 0}

    def committed(self) -> None:
        """Tell the relay."""
        self._wake()

    def forget(self) -> None:
        """Nothing is remembered between batches."""

    async def apply(self, connection: Connection, records: Sequence[ConsumerRecord[Any, Any]]) -> None:
        """One batch; a record that cannot be read is put aside and its neighbours go on."""
        newest: dict[str, _Newest] = {}
        closed: dict[tuple[str, int], date] = {}
        counties: dict[str, str] = {}
        refusals: list[Refusal] = []
        for record in records:
            try:
                if record.topic == ORGS:
                    org = Organisation.model_validate_json(record.value)
                    counties[org.org] = org.county
                elif record.key is None:
                    closed[(record.topic, record.partition)] = DayClosed.model_validate_json(record.value).day
                else:
                    version = _version(record.headers)
                    key = f"{_SHORT[record.topic]}:{record.key.decode()}"
                    last = newest.get(key)
                    if last is None or last[0] < version:
                        newest[key] = (version, record)
            except (ValueError, KeyError, TypeError, AttributeError):
                refusals.append(_unreadable(record))
        changed = Changed()
        await self._count(connection, newest, changed, refusals)
        if closed:
            before = await store.complete_up_to(connection, UPSTREAM)
            await store.close(connection, closed)
            complete = await store.complete_up_to(connection, UPSTREAM)
            changed.everything = complete != before
            if complete is not None:
                await set_day(connection, complete)
        if counties:
            changed.orgs = await store.register(connection, counties)
        await dead_letters.put(connection, refusals)
        if changed != Changed():
            kind = "all" if changed.everything else "rows"
            await put(connection, [Message(kind, None, msgspec.json.encode(changed), [])])
        self.counts["events"] += len(records)
        self.counts["refused"] += len(refusals)

    async def _count(
        self, connection: Connection, newest: dict[str, _Newest], changed: Changed, refusals: list[Refusal]
    ) -> None:
        before = {row[0]: row for row in await store.contributions(connection, sorted(newest))}
        deltas: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        owed: dict[str, tuple[str, bytes]] = {}
        gone: set[str] = set()
        rows = []
        for key, (version, record) in newest.items():
            old = before.get(key)
            if old is not None and old["version"] >= version:
                self.counts["superseded"] += 1
                continue
            try:
                state = _decoders[record.topic](record.value)
            except msgspec.MsgspecError:
                refusals.append(_unreadable(record))
                continue
            counts = _counters[record.topic](state)
            was: Counts = store.decode_counts(old["counts"]) if old is not None else {}
            for month, delta in difference(was, counts).items():
                add(deltas[(state.org, month)], delta)
            still = _owed(key, state, record.value)
            if old is not None:
                gone.update(name for name in store.decode_keys(old["obligations"]) if name not in still)
            owed.update({name: (state.org, body) for name, body in still.items()})
            rows.append((key, version, store.encode(counts), store.encode(list(still))))
        self._drill.reach("batch.before_write")
        await store.save(connection, rows)
        await store.add_to_months(connection, {name: delta for name, delta in deltas.items() if delta})
        await store.owe(connection, owed, gone)
        changed.months = [name for name, delta in deltas.items() if delta]
        changed.owed = [*owed, *sorted(gone)]


def _version(headers: Sequence[tuple[str, bytes]]) -> int:
    """ce_version; KeyError without one. No dict is made: this is asked of every record."""
    for name, value in headers:
        if name == "ce_version":
            return int(value)
    raise KeyError("ce_version")


def _owed(key: str, state: Any, body: bytes) -> dict[str, bytes]:
    """Row bodies of the obligations that are not met, by <org>/<subject>/<kind>."""
    unmet = [obligation.status in UNMET for obligation in state.obligations]
    if True not in unmet:
        return {}
    title = msgspec.json.encode(getattr(state, "title", None))
    return {
        f"{key[2:]}/{obligation.kind}": b'"title":%b,"obligation":%b}' % (title, bytes(raw))
        for obligation, raw in zip(state.obligations, _raw_obligations(body).obligations, strict=True)
        if obligation.status in UNMET
    }


def _unreadable(record: ConsumerRecord[Any, Any]) -> Refusal:
    telemetry.REFUSALS.labels("record.unreadable").inc()
    return dead_letters.unreadable(
        record,
        "record.unreadable",
        f"an event of {record.topic} that this version can't read",
        "upgrade metrics if a newer service wrote it, then: gongkai dead-letters replay",
    )
