"""What a site needs of the columns on it, and which vetoes these bring (国办秘函〔2019〕19号, 栏目不更新、互动回应差)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from contracts.site import EMPTY, FRESH, OVERDUE, UNANSWERED
from services.publishing.spans import Span
from services.publishing.vetoes import Item, Shown

LEAST_FRESH, LEAST_OVERDUE, LEAST_EMPTY = 5, 10, 5
"""Columns from which on a site fails: news and notices together; all that should be updated; those without content."""


class Days(msgspec.Struct):
    """Days on which something holds."""

    since: date
    until: date | None = None


class Stale(msgspec.Struct):
    """Days on which an update was due."""

    since: date
    until: date | None = None
    fails_from: date | None = None


class Quiet(msgspec.Struct):
    """A wait in which it kept nothing fresh on the home page."""

    due_on: date
    after: date | None = None
    until: date | None = None


class Late(msgspec.Struct):
    """Days on which a message in it waited too long."""

    message: str
    since: date
    counts_until: date
    until: date | None = None


class Former(msgspec.Struct):
    """A site on which the column stood before, and what it kept quiet there."""

    site: str
    days: list[Days]
    on_home_page: bool = False
    quiet: list[Quiet] = []


class Column(msgspec.Struct):
    """A column as its state says, and as one of its sites has it: see `on`."""

    org: str
    subject: str
    title: str | None = None
    site: str | None = None
    on_site: list[Days] = []
    moved_from: list[Former] = []
    since: date | None = None
    closed_on: date | None = None
    on_home_page: bool = False
    last_post_on: date | None = None
    due_on: date | None = None
    stale: list[Stale] = []
    empty: list[Days] = []
    quiet: list[Quiet] = []
    messages: list[Late] = []

    @property
    def name(self) -> str:
        """``<organisation>:<id>``."""
        return f"{self.org}:{self.subject}"


def on(column: Column, site: str) -> Column | None:
    """The column as that site has it, with what it was and did there; None where it never stood there."""
    if column.site == site:
        return _cut(column, column.on_site) if column.moved_from else column
    left = next((each for each in column.moved_from if each.site == site), None)
    if left is None:
        return None
    here = _cut(column, left.days)
    here.closed_on, here.due_on, here.last_post_on = left.days[-1].until, None, None
    here.on_home_page, here.quiet = left.on_home_page, left.quiet
    return here


def _cut(column: Column, days: Sequence[Days]) -> Column:
    """A copy in which only these days stand. What was before the first entry of all belongs to the first site."""
    spans = [Span(date.min if each.since == column.since else each.since, each.until) for each in days]
    return msgspec.structs.replace(
        column,
        since=days[0].since,
        stale=[
            Stale(part.since, part.until, _from(each.fails_from, part)) for each, part in _parts(column.stale, spans)
        ],
        empty=[Days(part.since, part.until) for _, part in _parts(column.empty, spans)],
        messages=[
            Late(each.message, part.since, each.counts_until, part.until)
            for each, part in _parts(column.messages, spans)
        ],
    )


T = TypeVar("T", Stale, Days, Late)


def _parts(held: Sequence[T], spans: Sequence[Span]) -> Iterator[tuple[T, Span]]:
    for each in held:
        for span in spans:
            if (part := Span(each.since, each.until).within(span)) is not None:
                yield each, part


def _from(day: date | None, part: Span) -> date | None:
    """The day of ``part`` from which something counts that counts from ``day`` on."""
    return max(day, part.since) if day is not None and (part.until is None or day < part.until) else None


def items(columns: Sequence[Column]) -> Iterator[Item]:
    """Each item with all that speaks for it."""
    stale = [(column, days) for column in columns for days in column.stale]
    failing = [_shown(column, days.fails_from, days.until, "超期未更新") for column, days in stale if days.fails_from]
    yield Item(FRESH, failing, LEAST_FRESH)
    overdue = [_shown(column, days.since, days.until, "应更新未更新") for column, days in stale]
    yield Item(OVERDUE, overdue, LEAST_OVERDUE)
    empty = [_shown(column, days.since, days.until, "没有内容") for column in columns for days in column.empty]
    yield Item(EMPTY, empty, LEAST_EMPTY)
    late = [(column, message) for column in columns for message in column.messages]
    unanswered = [
        Shown(span, message.message, column.title or column.name, "留言超过3个月未答复")
        for column, message in late
        if (span := Span(message.since, message.until).within(Span(message.since, message.counts_until)))
    ]
    yield Item(UNANSWERED, unanswered)


def _shown(column: Column, since: date, until: date | None, text: str) -> Shown:
    return Shown(Span(since, until), column.name, column.title or column.name, text)
