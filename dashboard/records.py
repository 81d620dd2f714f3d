"""From a record on a topic to what it says: a changed row, or a row that is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

import msgspec

from contracts import topics
from contracts.envelope import SEQUENCE
from dashboard import periods
from dashboard.periods import Period
from dashboard.registry import ENTRIES, Entry
from dashboard.views import Notice, Organisation, PeriodRow, Watermark
from dashboard.working import in_law, key_of
from law.holiday_notices import CalendarError, YearCalendar

KIND_OF: dict[str, periods.Kind] = {
    topics.MONTHLY: "month",
    topics.QUARTERLY: "quarter",
    topics.ANNUAL: "year",
}
"""Kind of period that each rows topic carries."""

READ: tuple[str, ...] = (
    *KIND_OF,
    topics.WATERMARK,
    topics.ORGS,
    topics.MEASURES,
    topics.CALENDARS,
)
"""Every topic whose records the board keeps: rows, the registries for names and words, and the holiday notices."""


class UnreadableError(ValueError):
    """A record that says nothing usable; ``reason`` is a short code, fit for a log and a metric."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rows:
    """A row of one period and organisation, with the bytes it came in; None when the row is gone."""

    period: Period
    org: str
    row: PeriodRow | None
    published: bytes = b""


@dataclass(frozen=True)
class Named:
    """An organisation of the registry; None when it was struck off."""

    org: str
    entry: Organisation | None


@dataclass(frozen=True)
class Worded:
    """An entry of the registry of measures; None when it was taken out."""

    key: str
    entry: Entry | None


@dataclass(frozen=True)
class Complete:
    """The watermark; None when it was taken back."""

    day: date | None


@dataclass(frozen=True)
class Noticed:
    """A holiday notice; None when it was taken back."""

    key: str
    notice: YearCalendar | None


Change = Rows | Named | Worded | Complete | Noticed


class Reading(NamedTuple):
    """A record as read. ``change`` None: it says nothing that the dashboard shows.

    ``sequence`` is the row's place among the rows of its key; None on topics that have none.
    """

    topic: str
    key: str
    sequence: int | None
    change: Change | None


S = TypeVar("S", bound=msgspec.Struct)


def read(topic: str, key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes]] = ()) -> Reading:
    """What the record says; UnreadableError when that cannot be made out.

    Fields that this version does not know are passed over: within a major version contracts only grow, and
    the dashboard may be older than the metrics service.
    """
    name = key_text(key)
    return Reading(topic, name, sequence_of(headers), _change(topic, name, value))


def _change(topic: str, key: str, value: bytes | None) -> Change | None:
    if topic in KIND_OF:
        return _rows(topic, key, value)
    if topic == topics.MEASURES:
        return _worded(key, value)
    if topic == topics.ORGS:
        entry = None if value is None else decoded(Organisation, value)
        same(key, key if entry is None else entry.org)
        return Named(key, entry)
    if topic == topics.CALENDARS:
        return _noticed(key, value)
    if topic == topics.WATERMARK:
        return Complete(None if value is None else decoded(Watermark, value).complete_up_to)
    raise UnreadableError("topic.unknown")


def _rows(topic: str, key: str, value: bytes | None) -> Rows:
    text, bar, org = key.partition("|")
    try:
        period = periods.parse(text)
    except ValueError as error:
        raise UnreadableError("key.form") from error
    if not bar or not org:
        raise UnreadableError("key.form")
    if period.kind != KIND_OF[topic]:
        raise UnreadableError("period.kind")
    if value is None:
        return Rows(period, org, None)
    row = decoded(PeriodRow, value)
    same(key, f"{row.period}|{row.org}")
    return Rows(period, org, row, value)


def _worded(key: str, value: bytes | None) -> Worded | None:
    sort, _, code = key.partition("|")
    if sort not in ENTRIES:
        return None
    if value is None:
        return Worded(key, None)
    entry = decoded(ENTRIES[sort], value)
    same(code, entry.code)
    return Worded(key, entry)


def _noticed(key: str, value: bytes | None) -> Noticed:
    if value is None:
        return Noticed(key, None)
    try:
        notice = in_law(decoded(Notice, value))
    except CalendarError as error:
        raise UnreadableError("value.calendar") from error
    same(key, key_of(notice))
    return Noticed(key, notice)


def key_text(key: bytes | None) -> str:
    """A record's key as text."""
    if key is None:
        raise UnreadableError("key.missing")
    try:
        return key.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError("key.utf8") from error


def sequence_of(headers: Iterable[tuple[str, bytes]]) -> int | None:
    """A row's place among those of its key; None where the record has none."""
    raw = dict(headers).get(SEQUENCE)
    if raw is None:
        return None
    if not raw.isdigit() or len(raw) > 20:
        raise UnreadableError("sequence.form")
    return int(raw)


def decoded(model: type[S], value: bytes) -> S:
    """A record's value."""
    try:
        return msgspec.json.decode(value.decode(), type=model)
    except msgspec.ValidationError as error:
        raise UnreadableError("value.schema") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError("value.json") from error


def same(key: str, content: str) -> None:
    """Whether the value is that of its key."""
    if key != content:
        raise UnreadableError("key.other")
