"""Reading a batch: which records are facts, references, days or calendars, and which can't be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from aiokafka import ConsumerRecord
from pydantic import BaseModel

from chassis.calendars import law_year
from chassis.dead_letters import unreadable
from chassis.spec import Spec
from chassis.store import StoredFact
from contracts.envelope import Fact
from contracts.facts import AMENDMENTS, FACTS, FactCorrected
from contracts.fields import BusModel
from contracts.notices import Refusal
from contracts.states import DAY_CLOSED
from contracts.time import CalendarYear, Day, Organisation
from contracts.topics import CALENDARS, DAYS, ORGS

MODELS: dict[str, type[BusModel]] = {**FACTS, **AMENDMENTS}


class Batch(NamedTuple):
    """A batch, sorted by what its records are."""

    facts: list[tuple[StoredFact, ConsumerRecord[Any, Any]]]
    references: dict[str, tuple[int, bytes]]
    days: list[date]
    calendars: list[CalendarYear]
    refusals: list[Refusal]
    counties: dict[str, str]
    """Organisation → county, where the service reads the registry."""


def read(records: Sequence[ConsumerRecord[Any, Any]], spec: Spec) -> Batch:
    """Sort the records; one that cannot be read becomes a refusal and its neighbours go on."""
    batch = Batch([], {}, [], [], [], {})
    for record in records:
        try:
            if record.topic == spec.intake:
                batch.facts.append((read_fact(record), record))
            elif record.topic == DAYS:
                batch.days.append(Day.model_validate_json(record.value).day)
            elif record.topic == CALENDARS:
                year = CalendarYear.model_validate_json(record.value)
                law_year(year)
                batch.calendars.append(year)
            elif record.topic == ORGS:
                org = Organisation.model_validate_json(record.value)
                batch.counties[org.org] = org.county
            else:
                _read_reference(record, batch.references)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            batch.refusals.append(
                unreadable(
                    record, "record.unreadable", f"a record of {record.topic} that this version can't read ({type(error).__name__})",
                    "upgrade the service if a newer one wrote it, then: gongkai dead-letters replay",
                )
            )  # fmt: skip
    batch.days.sort()
    return batch


def read_fact(record: ConsumerRecord[Any, Any]) -> StoredFact:
    """A fact from the intake; ValueError, KeyError or AttributeError when it is not one."""
    headers = dict(record.headers)
    fact_type = headers["ce_type"].decode()
    time = headers["ce_time"].decode()
    fact = Fact(
        id=headers["ce_id"].decode(),
        type=fact_type,
        org=headers["ce_org"].decode(),
        subject=headers["ce_subject"].decode(),
        time=datetime.fromisoformat(time),
        recorded_on=date.fromisoformat(headers["ce_recordedon"].decode()),
        data=MODELS[fact_type].model_validate_json(record.value),
    )
    # Over what was said, not how it was written: spacing and the order of keys make no other fact.
    said = (fact_type, fact.time.isoformat(), _canonical(fact.data))
    digest = hashlib.blake2b("\0".join(said).encode(), digest_size=16)
    return StoredFact(fact, digest.digest(), record.value)


def _canonical(data: BaseModel) -> str:
    if isinstance(data, FactCorrected):
        return json.dumps(data.model_dump(mode="json"), sort_keys=True)
    return data.model_dump_json()


def fact_of(row: Any) -> Fact:
    """A fact from its stored row (key, id, type, time, recorded_on, data)."""
    org, subject = row[0].split("/", 1)
    return Fact(row[1], row[2], org, subject, row[3], row[4], MODELS[row[2]].model_validate_json(row[5]))


def _read_reference(record: ConsumerRecord[Any, Any], references: dict[str, tuple[int, bytes]]) -> None:
    headers = dict(record.headers)
    if headers["ce_type"].decode() == DAY_CLOSED:
        return
    key, version = record.key.decode(), int(headers["ce_version"])
    if key not in references or references[key][0] < version:
        references[key] = (version, record.value)
