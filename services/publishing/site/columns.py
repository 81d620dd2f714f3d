"""What a site needs of the columns on it, and which vetoes these bring (国办秘函〔2019〕19号, 栏目不更新、互动回应差)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

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


class Column(msgspec.Struct):
    """A column as its state says."""

    org: str
    subject: str
    title: str | None = None
    site: str | None = None
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
