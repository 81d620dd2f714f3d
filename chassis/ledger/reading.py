"""Reading a batch: which records are facts, others' states, days or calendars, and which cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, NamedTuple

import msgspec

from chassis.clock import law_year
from chassis.fence import Record
from chassis.refusals import unreadable
from contracts.amendments import AMENDMENTS
from contracts.closing import DAY_CLOSED, DayClosed
from contracts.envelope import Fact
from contracts.families import Families
from contracts.kit import Key, key_of
from contracts.notices import Refusal
from contracts.organisations import Organisation
from contracts.profile.record import ProfileRecord
from contracts.time import CalendarYear, Day
from contracts.topics import CALENDARS, DAYS, ORGS, PROFILES, intake
from law.calendar import LAST_YEAR


class StoredFact(NamedTuple):
    """A fact as written: what the door said of it, and its data as sent."""

    key: str
    id: str
    type: str
    time: datetime
    recorded_on: date
    digest: bytes
    data: bytes
    names: str = ""
    """Id of the fact that it amends, if it is an amendment, with the type it names."""
    names_type: str = ""


class Linked(NamedTuple):
    """Another service's state, the newest of a batch."""

    version: int
    state: bytes
    sends: list[str]
    parts: str = ""
    """See chassis.ledger.flowing."""


class Batch(NamedTuple):
    """A batch, sorted by what its records are; made without any look at the database."""

    records: Sequence[Record]
    facts: list[tuple[StoredFact, Record]]
    linked: dict[str, Linked]
    days: list[date]
    closed: dict[tuple[str, int], date]
    calendars: list[CalendarYear]
    profiles: list[ProfileRecord]
    orgs: dict[str, str | None]
    """Organisation → county, None once it is struck off; where the service reads the registry."""
    refusals: list[Refusal]


class _Amendment(msgspec.Struct):
    fact: str
    fact_type: str


class _Sends(msgspec.Struct):
    sends: list[str] = []


_amendment = msgspec.json.Decoder(_Amendment).decode
_sends = msgspec.json.Decoder(_Sends).decode
_UNREADABLE = (ValueError, KeyError, AttributeError, TypeError, UnicodeDecodeError, msgspec.MsgspecError)

MOST_BYTES = 1_200
"""Of a key or an id: two of them fit what an index of PostgreSQL holds of a row."""


def read(records: Sequence[Record], service: str, families: Families) -> Batch:
    """Sort the records; one that cannot be read becomes a refusal and its neighbours go on."""
    batch = Batch(records, [], {}, [], {}, [], [], {}, [])
    facts, kinds = intake(service), families.taken(service)
    for record in records:
        try:
            if record.topic == facts:
                batch.facts.append((read_fact(record, service, families), record))
            elif record.topic == ORGS:
                batch.orgs[_name(record.key.decode())] = _county(record)
            elif record.value is None:
                raise ValueError("a tombstone")
            elif record.topic == DAYS:
                batch.days.append(day_in(record))
            elif record.topic == CALENDARS:
                batch.calendars.append(notice_in(record))
            elif record.topic == PROFILES:
                batch.profiles.append(_profile(record.value))
            else:
                _read_state(record, batch, service, kinds)
        except _UNREADABLE as error:
            batch.refusals.append(
                unreadable(
                    record,
                    "record.unreadable",
                    f"a record of {record.topic} that this version cannot read ({type(error).__name__})",
                    "upgrade the service if a newer version wrote it, then: gongkai dead-letters replay",
                )
            )
    batch.days.sort()
    return batch


def read_fact(record: Record, service: str, families: Families) -> StoredFact:
    """A fact from the intake. The door has validated it: what is read here is where it goes and when it was.

    A type that this version does not know is kept too, as long as its family is this service's: a later
    version folds it. ValueError, KeyError or AttributeError when the record is no fact for this service.
    """
    headers = dict(record.headers)
    fact_type = headers["ce_type"].decode()
    key = key_of(_name(record.key.decode()))
    time = datetime.fromisoformat(headers["ce_time"].decode())
    if time.tzinfo is None or not MINYEAR < time.year < MAXYEAR:
        raise ValueError("no moment that can be kept: without its offset, or where offsets end")
    if key.service != service or key.kind not in families.by_kind or record.value is None:
        raise ValueError("no fact for this service")
    names = names_type = ""
    if fact_type in AMENDMENTS:
        amendment = _amendment(record.value)
        names, names_type = _name(amendment.fact), _name(amendment.fact_type)
    elif families.of_fact(fact_type).kind != key.kind:
        raise ValueError("a fact of another family")
    return StoredFact(
        str(key),
        _name(headers["ce_id"].decode()),
        _name(fact_type),
        time,
        date.fromisoformat(headers["ce_recordedon"].decode()),
        bytes.fromhex(headers["ce_digest"].decode()),
        record.value,
        names,
        names_type,
    )


def fact_of(key: Key, row: Any, families: Families) -> Fact:
    """A fact of ``key`` from its stored row (id, type, time, day, a); KeyError for a type that this version does not know."""
    model = families.messages[row["type"]]
    return Fact(row["id"], row["type"], key, row["time"], row["day"], model.model_validate_json(row["a"]))


def fact_in(record: Record, service: str, families: Families) -> Fact:
    """A fact straight from the log; the same as after its way through the ledger."""
    stored = read_fact(record, service, families)
    model = families.messages[stored.type]
    return Fact(
        stored.id,
        stored.type,
        key_of(stored.key),
        stored.time,
        stored.recorded_on,
        model.model_validate_json(stored.data),
    )


def day_in(record: Record) -> date:
    """The day that has begun; ValueError when the record says none that can be."""
    day = Day.model_validate_json(record.value or b"").day
    if day.year > LAST_YEAR:
        raise ValueError("no calendar answers for this day, and a day that has begun cannot be undone")
    return day


def notice_in(record: Record) -> CalendarYear:
    """A holiday notice; ValueError when the record is none, or names days that cannot be."""
    notice = CalendarYear.model_validate_json(record.value or b"")
    law_year(notice)
    return notice


def keys_in(sends: Sequence[str], service: str) -> list[str]:
    """Those of the keys that ``service`` keeps."""
    return [key for key in sends if key.startswith(f"{service}.")]


def _read_state(record: Record, batch: Batch, service: str, kinds: frozenset[str]) -> None:
    headers: Mapping[str, bytes] = dict(record.headers)
    if headers["ce_type"].decode() == DAY_CLOSED:
        day = DayClosed.model_validate_json(record.value).day
        batch.closed[record.topic, record.partition] = day
        return
    key, version = _name(record.key.decode()), int(headers["ce_version"])
    kind = key_of(key).kind
    if not 0 < version < 2**31:
        raise ValueError("no version that can be kept")
    before = batch.linked.get(key)
    if before is not None and before.version >= version:
        return
    sends = [str(key_of(_name(key))) for key in keys_in(_sends(record.value).sends, service)]
    # What is sent to a subject here is kept even when no family takes it yet. What nobody names is passed over: a newer
    # version that takes it reads the topic again, see Fence.
    if sends or kind in kinds:
        batch.linked[key] = Linked(version, record.value, sends)


def _name(text: str) -> str:
    """A key, an id or a type as the database keeps it; ValueError for what it cannot hold, and would fail on for ever."""
    if "\0" in text or len(text.encode()) > MOST_BYTES:
        raise ValueError("no name that can be kept")
    return text


def _profile(value: bytes) -> ProfileRecord:
    """A county's profile; ValueError where one of its limits cannot be, or what the database cannot keep."""
    profile = ProfileRecord.model_validate_json(value)
    for choice in profile.limits:
        _ = choice.limit
    if profile.revision >= 2**31:
        raise ValueError("no revision that can be kept")
    return profile.model_copy(update={"units": sorted({_name(unit) for unit in profile.units})})


def _county(record: Record) -> str | None:
    return None if record.value is None else Organisation.model_validate_json(record.value).county
