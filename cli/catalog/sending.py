"""The facts that a workbook's changes come to, as lines of an inbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from papers.catalog.changes import Changes
from papers.catalog.item import Entry
from papers.catalog.listing import Listed, coded
from papers.moments import Moments

LISTED, ADAPTED, REPEALED = "item.listed.v1", "item.adapted.v1", "item.repealed.v1"


@dataclass(frozen=True)
class Occasion:
    """By whom and when the facts are told, from when they hold, and why."""

    org: str
    effective_on: date
    reason: str
    moments: Moments
    """When; the rows keep the order of the file."""


class _Message(NamedTuple):
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
    facts = [*_of_changes(changes, occasion), *(_repeals(changes.vanished, occasion) if repeal_missing else [])]
    return [
        Line(number, where, _event(kind, number, data, occasion, order), entry)
        for order, (kind, number, where, data, entry) in enumerate(facts)
    ]


def _of_changes(changes: Changes, occasion: Occasion) -> Iterator[_Message]:
    day = occasion.effective_on.isoformat()
    for change in (*changes.new, *changes.changed):
        data = {"effective_on": day, "origin": change.origin.value, **change.elements}
        yield _Message(LISTED, change.number, change.entry.where, data, change.entry)
    for change in changes.adapted:
        data = {"effective_on": day, "reason": occasion.reason, **change.elements}
        yield _Message(ADAPTED, change.number, change.entry.where, data, change.entry)


def _repeals(vanished: list[Listed], occasion: Occasion) -> Iterator[_Message]:
    data = {"repealed_on": occasion.effective_on.isoformat(), "reason": occasion.reason}
    for item in vanished:
        yield _Message(REPEALED, item.number, item.number, data)


def _event(kind: str, number: str, data: dict[str, Any], occasion: Occasion, order: int) -> bytes:
    moment = occasion.moments.at(order).isoformat(timespec="microseconds")
    content = json.dumps([kind, moment, data], ensure_ascii=False, sort_keys=True)
    event = {
        "specversion": "1.0",
        "id": f"{number}-{coded(content, 16)}",
        "source": f"/orgs/{occasion.org}/catalog",
        "type": kind,
        "subject": number,
        "time": moment,
        "data": data,
    }
    return json.dumps(event, ensure_ascii=False).encode()
