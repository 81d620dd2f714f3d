"""首页不更新: a home page is as fresh as the freshest of what shows on it (国办秘函〔2019〕19号)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from chassis.case import Case
from chassis.owing import limits, soonest
from contracts.site import UPDATE_HOME_PAGE
from law.codes import ObligationStatus
from services.publishing.site.columns import Column
from services.publishing.spans import ONE_DAY, Span

LATE = (ObligationStatus.MET_LATE, ObligationStatus.OVERDUE)


class Wait(NamedTuple):
    """After which update, with which last day for the next, until which update; the days after the last day are stale."""

    after: date
    due_on: date
    until: date | None


def owe(case: Case, columns: Sequence[Column], updates: Sequence[date], open_on: Sequence[Span]) -> list[Span]:
    """What is owed for the home page, and the days on which that was late.

    Of a page that many columns fill only its gaps are known, not each update: neither what was met in time is told, nor
    what fell away with the site. The first day on which anything is known to show counts as an update, and so does each
    reopening of the site.
    """
    shown = [column for column in columns if column.on_home_page and column.quiet]
    begins = [*updates, *(column.since for column in shown if column.since)]
    late: list[Span] = []
    if not begins:
        return late
    opened_on = [span.since for span in open_on]
    firsts = [max(day, min(begins)) for day in opened_on]
    for wait in _together([_own(case, sorted({*firsts, *updates})), *map(_of_column, shown)]):
        at = bisect_right(opened_on, wait.after) - 1
        closed_on = open_on[at].until if at >= 0 else wait.after
        if closed_on is not None and (wait.after >= closed_on or wait.due_on >= closed_on):
            continue
        is_over = wait.until is not None and (closed_on is None or wait.until < closed_on)
        over, ended_on = (wait.until, None) if is_over else (None, closed_on)
        owed = case.owe(UPDATE_HOME_PAGE, wait.after, met_on=over, ended_on=ended_on)
        if owed.status in LATE:
            late.append(Span(owed.due_on + ONE_DAY, over or ended_on))
    return late


def _own(case: Case, days: Sequence[date]) -> list[Wait]:
    """The waits after the site's own updates."""
    dues = [_due(case, day) for day in days]
    waits = (Wait(day, due_on, following) for day, due_on, following in zip_longest(days, dues, days[1:]))
    return [wait for wait in waits if wait.until is None or wait.due_on < wait.until]


def _of_column(column: Column) -> list[Wait]:
    """Those of a column; before its first update it never was fresh, nor before it was registered."""
    waits = [
        Wait(each.after, each.due_on, each.until) if each.after else Wait(date.min, date.min, each.until)
        for each in column.quiet
    ]
    before = [Wait(date.min, date.min, column.since)] if column.quiet[0].after else []
    return before + waits


def _together(lists: Sequence[Sequence[Wait]]) -> Iterator[Wait]:
    """Waits that all have at once; each list is in order, and its last has no end."""
    changes: defaultdict[date, list[tuple[int, date]]] = defaultdict(list)
    for waits in lists:
        for wait in waits:
            changes[wait.due_on].append((1, wait.after))
            if wait.until is not None:
                changes[wait.until].append((-1, wait.after))
    waiting, newest = 0, date.min
    began: Wait | None = None
    for day in sorted(changes):
        for change, after in changes[day]:
            waiting += change
            newest = max(newest, after)
        if began is not None:
            # Whatever changes while all wait is an end, and of one of them an update.
            yield began._replace(until=day)
        began = Wait(newest, day, None) if waiting == len(lists) else None
    if began is not None:
        yield began


def _due(case: Case, day: date) -> date:
    view = case.now
    return soonest(limits(case.profile, UPDATE_HOME_PAGE, day, None, None), day, view, view)[1].due_on
