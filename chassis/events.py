"""Events of a service: the whole state of a subject after a change, and the closing of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chassis.outbox import Message
from chassis.spec import Spec
from contracts.envelope import SHANGHAI, Fact
from contracts.facts import AMENDMENTS
from contracts.states import DAY_CLOSED, DayClosed
from contracts.topics import PARTITIONS


def state_event(
    spec: Spec,
    key: str,
    version: int,
    state: bytes,
    *,
    fact: Fact | None = None,
    verb: str = "",
    day: date | None = None,
) -> Message:
    """The event that carries ``state``; caused by ``fact``, or by ``day`` under ``verb``."""
    if fact is not None:
        verb = "restated" if fact.type in AMENDMENTS else fact.type.split(".")[1]
        time, cause = fact.time.isoformat(), fact.id
    else:
        assert day is not None
        time, cause = midnight(day), f"day-{day.isoformat()}"
    org, subject = key.split("/", 1)
    return Message(
        topic=spec.states,
        key=key.encode(),
        value=state,
        headers=[
            ("ce_specversion", "1.0"),
            ("ce_id", f"{spec.service}:{key}:{version}"),
            ("ce_source", f"/services/{spec.service}"),
            ("ce_type", f"{spec.kind}.{verb}.v1"),
            ("ce_subject", subject),
            ("ce_time", time),
            ("ce_org", org),
            ("ce_version", str(version)),
            ("ce_causationid", cause),
            ("content-type", "application/json"),
        ],
    )


def day_closed(spec: Spec, day: date) -> Iterator[Message]:
    """The watermark, one to every partition of the service's topic."""
    body = DayClosed(day=day).model_dump_json().encode()
    for partition in range(PARTITIONS):
        yield Message(
            topic=spec.states,
            key=None,
            value=body,
            headers=[
                ("ce_specversion", "1.0"),
                ("ce_id", f"{spec.service}:day-{day.isoformat()}:{partition}"),
                ("ce_source", f"/services/{spec.service}"),
                ("ce_type", DAY_CLOSED),
                ("ce_time", midnight(day)),
                ("content-type", "application/json"),
            ],
            partition=partition,
        )


def midnight(day: date) -> str:
    """Begin of ``day`` in Asia/Shanghai, RFC 3339."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).isoformat()
