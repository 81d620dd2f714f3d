"""From a record on a topic to what it says: a changed row, or a row that is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from contracts import topics
from contracts.fields import BusModel
from contracts.time import Organisation
from contracts.views import ObligationRow, PeriodRow, Watermark
from dashboard import periods

KIND_OF: dict[str, periods.Kind] = {
    topics.MONTHLY: "month",
    topics.QUARTERLY: "quarter",
    topics.ANNUAL: "year",
}
"""Kind of period that each rows topic carries."""

READ: tuple[str, ...] = (*KIND_OF, topics.OBLIGATIONS, topics.WATERMARK, topics.ORGS)
"""Every topic the dashboard reads: the metrics topics, and the registry for names."""


class UnreadableError(ValueError):
    """A record that says nothing usable; ``reason`` is a short code, fit for a log and a metric."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rows:
    """A row of one period and organisation, with the bytes it came in; None when the row is gone."""

    period: str
    org: str
    row: PeriodRow | None
    published: bytes = b""


@dataclass(frozen=True)
class Owed:
    """An open or overdue obligation; None when it no longer is."""

    key: str
    org: str
    row: ObligationRow | None


@dataclass(frozen=True)
class Named:
    """An organisation of the registry; None when it was struck off."""

    org: str
    entry: Organisation | None


@dataclass(frozen=True)
class Complete:
    """The watermark; None when it was taken back."""

    day: date | None


Change = Rows | Owed | Named | Complete

M = TypeVar("M", bound=BusModel)


def read(topic: str, key: bytes | None, value: bytes | None) -> Change:
    """What the record says; UnreadableError when that cannot be made out.

    Fields that this version does not know are passed over: within a major version contracts only grow, and
    the dashboard may be older than the metrics service.
    """
    name = _text(key)
    if topic in KIND_OF:
        return _rows(topic, name, value)
    if topic == topics.OBLIGATIONS:
        return _owed(name, value)
    if topic == topics.ORGS:
        entry = None if value is None else _model(Organisation, value)
        _same(name, name if entry is None else entry.org)
        return Named(name, entry)
    if topic == topics.WATERMARK:
        return Complete(None if value is None else _model(Watermark, value).complete_up_to)
    raise UnreadableError("topic.unknown")


def _rows(topic: str, key: str, value: bytes | None) -> Rows:
    period, bar, org = key.partition("|")
    try:
        kind = periods.parse(period).kind
    except ValueError as error:
        raise UnreadableError("key.form") from error
    if not bar or not org:
        raise UnreadableError("key.form")
    if kind != KIND_OF[topic]:
        raise UnreadableError("period.kind")
    if value is None:
        return Rows(period, org, None)
    row = _model(PeriodRow, value)
    _same(key, f"{row.period}|{row.org}")
    return Rows(period, org, row, value)


def _owed(key: str, value: bytes | None) -> Owed:
    parts = key.split("/")
    if len(parts) != 3 or not all(parts):
        raise UnreadableError("key.form")
    if value is None:
        return Owed(key, parts[0], None)
    row = _model(ObligationRow, value)
    owed = row.obligation
    _same(key, f"{owed.org}/{owed.subject}/{owed.kind}")
    return Owed(key, owed.org, row)


def _text(key: bytes | None) -> str:
    if key is None:
        raise UnreadableError("key.missing")
    try:
        return key.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError("key.utf8") from error


def _model(model: type[M], value: bytes) -> M:
    try:
        return model.model_validate_json(value, extra="ignore")
    except ValidationError as error:
        invalid = any(item["type"] == "json_invalid" for item in error.errors(include_input=False))
        raise UnreadableError("value.json" if invalid else "value.schema") from error


def _same(key: str, content: str) -> None:
    if key != content:
        raise UnreadableError("key.other")
