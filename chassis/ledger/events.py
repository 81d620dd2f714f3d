"""Events of a service: the newest state of a subject with what caused it, and the closing of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from chassis.outbox import Message
from contracts.amendments import AMENDMENTS
from contracts.closing import DAY_CLOSED, DayClosed
from contracts.envelope import CAUSES, VERSION, midnight
from contracts.kit import key_of
from contracts.topics import PARTITIONS, states

MOST_CAUSES = 100
"""Causes that an event names; of more, the newest."""

encode = msgspec.json.Encoder().encode


class Cause(msgspec.Struct, array_like=True):
    """Why a state changed: the event's verb and time, and the ids of what caused it, newest last."""

    verb: str
    time: str
    causes: list[str]


decode_cause = msgspec.json.Decoder(Cause).decode


def by_facts(facts: Sequence[tuple[datetime, str, str]]) -> Cause:
    """Caused by facts (time, id, type): named after the newest."""
    ordered = sorted(facts)
    time, _, fact_type = ordered[-1]
    verb = "restated" if fact_type in AMENDMENTS else fact_type.split(".")[1]
    return Cause(verb, time.isoformat(), [fact for _, fact, _ in ordered][-MOST_CAUSES:])


def by_day(verb: str, day: date, *causes: str) -> Cause:
    """Caused by a day, or by what became known on it."""
    return Cause(verb, midnight(day), list(causes[-MOST_CAUSES:]) or [f"day-{day.isoformat()}"])


def state_event(key: str, version: int, state: bytes, causes: Sequence[Cause]) -> Message:
    """The event that carries ``state``; of several changes that waited the newest names it, and all causes are told."""
    subject, newest = key_of(key), causes[-1]
    every = [cause for change in causes for cause in change.causes][-MOST_CAUSES:]
    return Message(
        topic=states(subject.service),
        key=key.encode(),
        value=state,
        headers=[
            ("ce_specversion", "1.0"),
            ("ce_id", f"{key}:{version}"),
            ("ce_source", f"/services/{subject.service}"),
            ("ce_type", f"{subject.kind}.{newest.verb}.v1"),
            ("ce_subject", subject.subject),
            ("ce_time", newest.time),
            ("ce_org", subject.org),
            (VERSION, str(version)),
            ("ce_causationid", every[-1]),
            (CAUSES, encode(every).decode()),
            ("content-type", "application/json"),
        ],
    )


def day_closed(service: str, day: date) -> Iterator[Message]:
    """The watermark, one to every partition of the service's topic."""
    body = DayClosed(day=day).model_dump_json().encode()
    for partition in range(PARTITIONS):
        yield Message(
            topic=states(service),
            key=None,
            value=body,
            headers=[
                ("ce_specversion", "1.0"),
                ("ce_id", f"{service}:day-{day.isoformat()}:{partition}"),
                ("ce_source", f"/services/{service}"),
                ("ce_type", DAY_CLOSED),
                ("ce_time", midnight(day)),
                ("content-type", "application/json"),
            ],
            partition=partition,
        )
