"""The facts that a workbook's changes come to, as lines of an inbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from contracts.envelope import SHANGHAI
from papers.catalog.changes import Changes
from papers.catalog.item import Entry
from papers.catalog.listing import Listed, coded

LISTED, ADAPTED, REPEALED = "item.listed.v1", "item.adapted.v1", "item.repealed.v1"


@dataclass(frozen=True)
class Occasion:
    """By whom and when the facts are told, from when they hold, and why."""

    org: str
    today: date
    effective_on: date
    reason: str
    moment: str = field(default_factory=lambda: datetime.now(SHANGHAI).time().isoformat("microseconds"))
    """Time of the day, the same for all facts of a file."""


class _Told(NamedTuple):
    kind: str
    number: str
    where: str
    data: dict[str, Any]
    entry: Entry | None = None


@dataclass(frozen=True)
class Line:
    """A line to be sent, and what it is about: where the row stands, or the item that has none."""

    number: str
    where: str
    value: bytes
    entry: Entry | None


def lines(changes: Changes, occasion: Occasion, *, repeal_missing: bool) -> list[Line]:
    """One line a change. Sent twice, the later says what stands already, and changes nothing."""
    facts = [*_told(changes, occasion), *(_repeals(changes.vanished, occasion) if repeal_missing else [])]
    return [
        Line(number, where, _event(kind, number, data, occasion), entry) for kind, number, where, data, entry in facts
    ]


def _told(changes: Changes, occasion: Occasion) -> Iterator[_Told]:
    day = occasion.effective_on.isoformat()
    for change in (*changes.new, *changes.changed):
        data = {"effective_on": day, "origin": change.origin.value, **change.elements}
        yield _Told(LISTED, change.number, change.entry.where, data, change.entry)
    for change in changes.adapted:
        data = {"effective_on": day, "reason": occasion.reason, **change.elements}
        yield _Told(ADAPTED, change.number, change.entry.where, data, change.entry)


def _repeals(vanished: list[Listed], occasion: Occasion) -> Iterator[_Told]:
    data = {"repealed_on": occasion.effective_on.isoformat(), "reason": occasion.reason}
    for item in vanished:
        yield _Told(REPEALED, item.number, item.number, data)


def _event(kind: str, number: str, data: dict[str, Any], occasion: Occasion) -> bytes:
    time = f"{occasion.today.isoformat()}T{occasion.moment}+08:00"
    content = json.dumps([kind, time, data], ensure_ascii=False, sort_keys=True)
    event = {
        "specversion": "1.0",
        "id": f"{number}-{coded(content, 16)}",
        "source": f"/orgs/{occasion.org}/catalog",
        "type": kind,
        "subject": number,
        "time": time,
        "data": data,
    }
    return json.dumps(event, ensure_ascii=False).encode()
