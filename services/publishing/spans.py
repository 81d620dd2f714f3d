"""Days as spans: joined, cut to one another, and counted where many overlap. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from ``since``, and before ``until`` where that is known."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.since <= day and (self.until is None or day < self.until)

    def within(self, other: Span) -> Span | None:
        """The days that both have."""
        since = max(self.since, other.since)
        until = min((day for day in (self.until, other.until) if day is not None), default=None)
        return Span(since, until) if until is None or since < until else None


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days, each once."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda span: span.since):
        last = whole[-1] if whole else None
        if last is None or (last.until is not None and span.since > last.until):
            whole.append(span)
        elif last.until is not None:
            whole[-1] = Span(last.since, None if span.until is None else max(last.until, span.until))
    return whole


def within(spans: Iterable[Span], bounds: Sequence[Span]) -> Iterator[Span]:
    """The days of ``spans`` that lie in ``bounds``; both by day and each apart from its neighbours."""
    first = 0
    for span in spans:
        while first < len(bounds) and (until := bounds[first].until) is not None and until <= span.since:
            first += 1
        at = first
        while at < len(bounds) and (part := span.within(bounds[at])) is not None:
            yield part
            at += 1
        # A bound that begins within the span may go on in the next.
        first = max(first, at - 1)


def at_least(number: int, spans: Iterable[Span]) -> Iterator[Span]:
    """Days on which so many of the spans overlap, by day."""
    changes: defaultdict[date, int] = defaultdict(int)
    for span in spans:
        changes[span.since] += 1
        if span.until is not None:
            changes[span.until] -= 1
    overlapping, since = 0, None
    for day in sorted(changes):
        overlapping += changes[day]
        if overlapping >= number and since is None:
            since = day
        elif overlapping < number and since is not None:
            yield Span(since, day)
            since = None
    if since is not None:
        yield Span(since, None)
