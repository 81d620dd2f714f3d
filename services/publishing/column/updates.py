"""Updates of a column: what each of them owes to the next, when it was stale, and what it kept fresh on the home page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from chassis.case import Case
from chassis.owing import limits, soonest
from contracts.column import UPDATE_COLUMN, UPDATES, ColumnKind, ColumnRegistered, Quiet, Stale, UpdateUnit
from contracts.kit import Duty
from contracts.site import UPDATE_HOME_PAGE
from law.limit import Limit, calendar_days, last_day, months
from services.publishing.column.register import Register
from services.publishing.spans import ONE_DAY, Span

_LIMITS = {UpdateUnit.DAYS: calendar_days, UpdateUnit.MONTHS: months}


def owe(case: Case, register: Register, posts: Mapping[date, str]) -> tuple[list[Stale], date | None]:
    """An update within the limit of the one before, while any is asked for: the days without, and the last day for the next.

    ``posts``: day → id of its fact. What stood in the column when it was first registered counts as an update.
    """
    days = sorted(posts)
    stale: list[Stale] = []
    due_on: date | None = None
    for span in register.asked:
        inside = days[bisect_right(days, span.since) : bisect_left(days, span.until) if span.until else None]
        begins = [_first(register, span, days), *inside]
        for began, met_on in zip(begins, [*inside, None], strict=True):
            entry = register.on(max(began, span.since))
            facts = [entry.fact, *([posts[met_on]] if met_on else [])]
            ended_on = span.until if met_on is None else None
            duty, own = UPDATES[entry.entry.kind], own_limit(case, entry.entry, began)
            owed = case.owe(
                duty,
                began,
                met_on=met_on,
                facts=facts,
                ended_on=ended_on,
                limit=own,
                rule=f"栏目登记的更新周期{own.words}" if own else "",
            )
            last = owed.due_on if case.profile.applies(duty, began) else _silent(case, duty, began, own)
            if last is None:
                continue
            over = met_on or ended_on
            due_on = last if over is None else due_on
            days_late = Span(max(last + ONE_DAY, span.since), over)
            case.look_again(days_late.since)
            if days_late.since <= case.today and (over is None or days_late.since < over):
                stale.append(_stale(case, entry.entry, began, last, days_late, own))
    return stale, due_on


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


def quiet(case: Case, register: Register, days: Sequence[date]) -> list[Quiet]:
    """Waits after which nothing in the column was fresh enough for the home page; the last has no end, and may be to come."""
    shown = [day for day in days if register.holds(day)]
    first = register.days[0].since
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


def _silent(case: Case, duty: Duty, began: date, own: Limit | None) -> date | None:
    """The last day of a wait from before the county counts columns, in which nothing is owed; None where no update is asked for."""
    if not replace(case.profile, since=date.min).applies(duty, began):
        return None
    return _due(case, duty, began, own)


def _stale(case: Case, entry: ColumnRegistered, began: date, last: date, late: Span, own: Limit | None) -> Stale:
    """``late`` with the day from which it counts for the veto: only news, and notices of the first level, by their kind's limit."""
    fails_from: date | None = None
    if entry.kind is ColumnKind.NEWS or (entry.kind is ColumnKind.NOTICES and entry.first_level):
        due_on = _due(case, UPDATES[entry.kind], began) if own else last
        fails_from = max(due_on + ONE_DAY, late.since)
        if fails_from > case.today or (late.until is not None and fails_from >= late.until):
            case.look_again(fails_from)
            fails_from = None
    return Stale.of(kind=entry.kind, since=late.since, until=late.until, fails_from=fails_from)


def _due(case: Case, duty: Duty, day: date, own: Limit | None = None) -> date:
    """The last day of a duty that begins on ``day``."""
    view = case.now
    return soonest(limits(case.profile, duty, day, own, None), day, view, view)[1].due_on
