"""Updates of a column: what each of them owes to the next, when it was stale, and what it kept fresh on the home page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, zip_longest
from typing import NamedTuple

from chassis.case import Case
from chassis.owing import limits, soonest
from contracts.column import UPDATE_COLUMN, UPDATES, ColumnKind, ColumnRegistered, Quiet, Stale, UpdateUnit
from contracts.kit import Duty
from contracts.site import UPDATE_HOME_PAGE
from law.limit import Limit, calendar_days, last_day, months
from services.publishing.column.register import Register, Stretch
from services.publishing.column.sites import Stay
from services.publishing.spans import ONE_DAY, Span

_LIMITS = {UpdateUnit.DAYS: calendar_days, UpdateUnit.MONTHS: months}


class Wait(NamedTuple):
    """From one update, or the day from which updates are asked for, to the next, or to the day from which none is."""

    began: date
    met_on: date | None
    ended_on: date | None
    shown_from: date
    stretch: Stretch
    own: Limit | None

    @property
    def over(self) -> date | None:
        """When it ended, either way."""
        return self.met_on or self.ended_on

    @property
    def duty(self) -> Duty:
        """That of the kind."""
        return UPDATES[self.stretch.entry.kind]


def owe(case: Case, register: Register, posts: Mapping[date, str]) -> tuple[list[Stale], date | None]:
    """An update within the limit of the one before, while any is asked for: the days without, and the last day for the next.

    ``posts``: day → id of its fact. What stood in the column when it was first registered counts as an update. Of updates that
    come faster than the limit asks, one in a limit's length is a duty that was met: who posts every day owes no more than who
    posts every two weeks, and a year of posts costs no more.
    """
    stale: list[Stale] = []
    due_on, covered_to = None, date.min
    for wait in _waits(case, register, sorted(posts)):
        last = _due(case, wait.duty, wait.began, wait.own)
        is_late = wait.over is not None and wait.over > last
        if not is_late and wait.met_on is not None and wait.met_on <= covered_to:
            continue
        covered_to = last
        facts = [wait.stretch.fact, *(posts[day] for day in (wait.began, wait.met_on) if day and day in posts)]
        rule = f"栏目登记的更新周期{wait.own.words}" if wait.own else ""
        owed = case.owe(
            wait.duty,
            wait.began,
            met_on=wait.met_on,
            facts=facts,
            ended_on=wait.ended_on,
            limit=wait.own,
            rule=rule,
        )
        if case.profile.applies(wait.duty, wait.began):
            last = owed.due_on
        elif not replace(case.profile, since=date.min).applies(wait.duty, wait.began):
            # Nobody asks for it. (Of a wait from before the county counts columns nothing is owed, but stale it is.)
            continue
        due_on = last if wait.over is None else due_on
        late = Span(max(last + ONE_DAY, wait.shown_from), wait.over)
        case.look_again(late.since)
        if late.since <= case.today and (late.until is None or late.since < late.until):
            stale.append(_stale(case, wait, last, late))
    return stale, due_on


def _waits(case: Case, register: Register, days: Sequence[date]) -> Iterator[Wait]:
    for span in register.asked:
        inside = days[bisect_right(days, span.since) : bisect_left(days, span.until) if span.until else None]
        first = _first(register, span, days)
        for began, met_on in zip_longest((first, *inside), inside):
            stretch = register.on(max(began, span.since))
            own = own_limit(case, stretch.entry, began)
            yield Wait(began, met_on, None if met_on else span.until, span.since, stretch, own)


def own_limit(case: Case, entry: ColumnRegistered, began: date) -> Limit | None:
    """The column's own limit where it holds: in the place of the custom, or where it ends before that of its kind."""
    if entry.update_within is None:
        return None
    own = _LIMITS[entry.update_unit](entry.update_within)
    if UPDATES[entry.kind] is UPDATE_COLUMN:
        return own
    return own if _beyond(case, entry.kind, own, began) < 0 else None


def is_too_long(case: Case, entry: ColumnRegistered, began: date) -> bool:
    """Whether the column's own limit would end after that of its kind."""
    if entry.update_within is None or UPDATES[entry.kind] is UPDATE_COLUMN:
        return False
    return _beyond(case, entry.kind, _LIMITS[entry.update_unit](entry.update_within), began) > 0


def _beyond(case: Case, kind: ColumnKind, own: Limit, began: date) -> int:
    """Days by which ``own`` ends after the limit of the kind."""
    return (last_day(own, began, case.now).due_on - last_day(UPDATES[kind].limit, began, case.now).due_on).days


def quiet(case: Case, register: Register, stay: Stay, days: Sequence[date]) -> list[Quiet]:
    """Waits after which nothing in the column was fresh enough for the home page; the last has no end, and may be to come."""
    shown = [day for day in days if stay.shows(register, day)]
    first = stay.days[0].since
    if not shown:
        return [Quiet.of(after=None, due_on=first, until=None)]
    waits = [Quiet.of(after=None, due_on=first, until=shown[0])] if first < shown[0] else []
    for day, following in pairwise(shown):
        due_on = _due(case, UPDATE_HOME_PAGE, day)
        if due_on < following:
            waits.append(Quiet.of(after=day, due_on=due_on, until=following))
    waits.append(Quiet.of(after=shown[-1], due_on=_due(case, UPDATE_HOME_PAGE, shown[-1]), until=None))
    return waits


def empty(register: Register, days: Sequence[date]) -> Iterator[tuple[Span, ColumnKind]]:
    """Days on which the column is on the site with nothing in it."""
    filled = [s.span.since for s in register.stretches if s.entry.last_updated_on is not None]
    content_from = min([*filled, *days[:1]], default=None)
    for stretch in register.stretches:
        bound = Span(date.min, content_from)
        if (span := stretch.span.within(bound)) is not None:
            yield span, stretch.entry.kind


def _first(register: Register, span: Span, days: Sequence[date]) -> date:
    """When the first wait of a span begins: for the first entry with the newest content from before it."""
    if span.since != register.days[0].since:
        return span.since
    last = register.stretches[0].entry.last_updated_on
    before = days[: bisect_right(days, span.since)][-1:]
    return min(max([*before, *([last] if last else [])], default=span.since), span.since)


def _stale(case: Case, wait: Wait, last: date, late: Span) -> Stale:
    """``late`` with the day from which it counts for the veto: only news, and notices of the first level, by their kind's limit."""
    fails_from: date | None = None
    entry = wait.stretch.entry
    if entry.kind is ColumnKind.NEWS or (entry.kind is ColumnKind.NOTICES and entry.first_level):
        due_on = _due(case, wait.duty, wait.began) if wait.own else last
        fails_from = max(due_on + ONE_DAY, late.since)
        if fails_from > case.today or (late.until is not None and fails_from >= late.until):
            case.look_again(fails_from)
            fails_from = None
    return Stale.of(kind=entry.kind, since=late.since, until=late.until, fails_from=fails_from)


def _due(case: Case, duty: Duty, day: date, own: Limit | None = None) -> date:
    """The last day of a duty that begins on ``day``, by the calendar known today."""
    view = case.now
    if duty.code not in case.profile.limits:
        # As below, for what most columns are; of their posts each is looked at.
        return last_day(own or duty.limit, day, view).due_on
    return soonest(limits(case.profile, duty, day, own, None), day, view, view)[1].due_on
