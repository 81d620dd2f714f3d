"""Records as metrics meets them, and by plain code what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from aiokafka import ConsumerRecord

from contracts.topics import MEASURES, ORGS, states

Counts = Mapping[str, Mapping[str, int]]


class State(NamedTuple):
    """A state of a subject: what of it is counted."""

    key: str
    version: int
    counts: Counts
    owed: Mapping[str, str] = {}
    """Obligation id → status."""
    title: str | None = None


def record(
    topic: str,
    key: str | bytes | None,
    value: bytes | None,
    attributes: Mapping[str, str] = {},
    *,
    offset: int = 0,
    partition: int = 0,
) -> ConsumerRecord[Any, Any]:
    """A record with these CloudEvents attributes in its headers."""
    named = tuple((f"ce_{name}", text.encode()) for name, text in attributes.items())
    return ConsumerRecord(
        topic=topic,
        partition=partition,
        offset=offset,
        timestamp=0,
        timestamp_type=0,
        key=key.encode() if isinstance(key, str) else key,
        value=value,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        headers=(("ce_specversion", b"1.0"), *named),
    )


def state_record(state: State, offset: int = 0) -> ConsumerRecord[Any, Any]:
    kind, org, subject = state.key.split("/")
    body = {
        "org": org,
        "subject": subject,
        "title": state.title,
        "counts": state.counts,
        "findings": [],
        "flags": [],
        "obligations": [obligation(state.key, name, status) for name, status in state.owed.items()],
    }
    topic = states(kind.partition(".")[0])
    attributes = {"id": state.key, "version": str(state.version)}
    return record(topic, state.key, msgspec.json.encode(body), attributes, offset=offset)


def obligation(key: str, name: str, status: str) -> dict[str, Any]:
    _, org, subject = key.split("/")
    return {
        "id": name,
        "duty": name.partition(":")[0],
        "org": org,
        "subject": subject,
        "opened_on": "2026-03-02",
        "due_on": "2026-03-30",
        "original_due_on": "2026-03-30",
        "provisional": False,
        "met_on": None,
        "status": status,
        "facts": ["f"],
        "explanation": {
            "article": "第二十六条",
            "start": "2026-03-02",
            "limit": 20,
            "unit": "工作日",
            "calendars": {"2026": 1},
            "rule": "",
        },
    }


def closing(topic: str, day: str, offset: int = 0, partition: int = 0) -> ConsumerRecord[Any, Any]:
    body = msgspec.json.encode({"day": day})
    return record(topic, None, body, {"type": "day.closed.v1"}, offset=offset, partition=partition)


def organisation(org: str, county: str | None) -> ConsumerRecord[Any, Any]:
    body = {"org": org, "name": "单位", "county": county, "county_name": "县", "kind": "镇"}
    return record(ORGS, org, None if county is None else msgspec.json.encode(body))


def sources(topics: Mapping[str, int]) -> ConsumerRecord[Any, Any]:
    return record(MEASURES, "sources", msgspec.json.encode({"topics": topics}), {"type": "registry.sources.v1"})


def newest(states: Iterable[State]) -> list[State]:
    """Of each subject the newest state."""
    by_key: dict[str, State] = {}
    for state in states:
        if state.key not in by_key or by_key[state.key].version < state.version:
            by_key[state.key] = state
    return [by_key[key] for key in sorted(by_key)]


def summed(states: Iterable[State], periods: Sequence[int] = (7, 4)) -> dict[str, dict[str, int]]:
    """``<period>|<org>`` → measure → amount, of months and years (their first letters), by the newest states."""
    amounts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for state in newest(states):
        org = state.key.split("/")[1]
        for month, measures in state.counts.items():
            for length in periods:
                for measure, amount in measures.items():
                    amounts[f"{month[:length]}|{org}"][measure] += amount
    kept = {key: {name: n for name, n in measures.items() if n} for key, measures in amounts.items()}
    return {key: measures for key, measures in kept.items() if measures}


def unmet(states: Iterable[State]) -> set[str]:
    """Keys of the obligations that are open or overdue, by the newest states."""
    return {
        f"{state.key}/{name}"
        for state in newest(states)
        for name, status in state.owed.items()
        if status in {"open", "overdue"}
    }
