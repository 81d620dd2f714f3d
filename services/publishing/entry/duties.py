"""Duties of an entry: each period of what comes again, and the yearly look at what is public for good."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chassis.case import Case
from contracts.entry import PUBLISH_PERIODICALLY, REVIEW_STANDING
from law.calendar import Due
from law.limit import calendar_days
from law.periods import Every
from law.time_limits import FREQUENT, Clause, Turn, comes_again, cycle_period, turns
from law.time_limits.period_days import named_day
from services.publishing.entry.stretches import Disclosure, Stretch
from services.publishing.spans import ONE_DAY, Span, joined


def owe(case: Case, obliging: Sequence[Stretch], disclosures: Sequence[Disclosure]) -> None:
    """What the unit owes for the row, by every limit that holds or held."""
    published = sorted({day for each in disclosures for day in each.published_days})
    looked_at = sorted({*published, *(day for each in disclosures for day in each.formed_days)})
    for clause in _again(obliging):
        earlier = _earlier(clause, obliging)
        for span in joined(stretch.span for stretch in obliging if clause in map(_bare, stretch.clauses)):
            if clause.cycle in FREQUENT:
                _one_after_another(case, clause, span, published)
            else:
                _each_period(case, clause, span, published, earlier)
    for span in joined(stretch.span for stretch in obliging if stretch.standing):
        _each_year(case, span, looked_at)


def _bare(clause: Clause) -> Clause:
    """What of a clause decides when it comes again."""
    return replace(clause, scope="", display=None, standing=False)


def _again(obliging: Sequence[Stretch]) -> list[Clause]:
    clauses = (clause for stretch in obliging for clause in stretch.clauses if comes_again(clause))
    return list(dict.fromkeys(map(_bare, clauses)))


def _earlier(clause: Clause, obliging: Sequence[Stretch]) -> list[Clause]:
    """What the same wording wants earlier in each period: of 每年6月、12月 the second is met by another publication."""
    beside = [other for stretch in obliging if clause in (bare := [*map(_bare, stretch.clauses)]) for other in bare]
    named = [other for other in dict.fromkeys(beside) if other.cycle is clause.cycle and other.by]
    return sorted((other for other in named if clause.by and _place(other) < _place(clause)), key=_place)


def _place(clause: Clause) -> tuple[int, int]:
    assert clause.by is not None
    return clause.by[0], clause.by[1] or 31


def _each_period(case: Case, clause: Clause, span: Span, published: Sequence[date], earlier: Sequence[Clause]) -> None:
    """A duty for each period, by the day that the clause names or so long after the period.

    The first publication in it meets it; where something was wanted ``earlier`` in the period, the first after that.
    """
    for turn in turns(clause, span.since, _through(case, span)):
        ended_on = _ended(span, turn.last)
        case.owe(
            PUBLISH_PERIODICALLY,
            turn.opens_on,
            name=turn.name,
            met_on=_by(ended_on, _first(published, _counts_from(turn, earlier, published), turn.last)),
            limit=clause.limit,
            due=Due(turn.due_on, False, {}) if turn.due_on else None,
            ended_on=ended_on,
            rule=clause.words,
        )
    _look_again(case, clause, span)


def _counts_from(turn: Turn, earlier: Sequence[Clause], published: Sequence[date]) -> date:
    first = turn.first
    for clause in earlier:
        due_on = named_day(clause, turn.first)
        first = max(due_on, _first(published, first, turn.last) or due_on) + ONE_DAY
    return first


def _one_after_another(case: Case, clause: Clause, span: Span, published: Sequence[date]) -> None:
    """Of what comes every day or week: each publication opens the next period, so that a silence of months is one omission."""
    assert clause.cycle is not None
    through = _through(case, span)
    opens, due = span.since, cycle_period(clause.cycle, span.since).last
    while opens <= through:
        met = _first(published, opens, None)
        met_on = met if met is not None and (span.until is None or met < span.until) else None
        case.owe(
            PUBLISH_PERIODICALLY,
            opens,
            met_on=met_on,
            limit=calendar_days((due - opens).days),
            ended_on=span.until,
            rule=clause.words,
        )
        if met_on is None:
            return
        opens = cycle_period(clause.cycle, met_on).last + ONE_DAY
        due = cycle_period(clause.cycle, opens).last
    case.look_again(opens)


def _each_year(case: Case, span: Span, looked_at: Sequence[date]) -> None:
    for period in case.periods(Every.YEAR, span.since, _last(span)):
        ended_on = _ended(span, period.last)
        case.owe(
            REVIEW_STANDING,
            max(period.first, span.since),
            name=period.name,
            met_on=_by(ended_on, _first(looked_at, period.first, period.last)),
            ended_on=ended_on,
        )


def _by(ended_on: date | None, day: date | None) -> date | None:
    """``day``, unless the row had ceased to oblige before: what is published later meets nothing that was owed."""
    return None if day is not None and ended_on is not None and ended_on < day else day


def _through(case: Case, span: Span) -> date:
    return min(case.today, span.until - ONE_DAY) if span.until else case.today


def _last(span: Span) -> date | None:
    return span.until - ONE_DAY if span.until else None


def _ended(span: Span, last: date) -> date | None:
    """The end of the obligation, where it lies within a period that ends on ``last``."""
    return span.until if span.until is not None and span.until <= last else None


def _look_again(case: Case, clause: Clause, span: Span) -> None:
    """When the next period opens, which may be the day on which the row begins to oblige."""
    assert clause.cycle is not None
    if span.since > case.today:
        case.look_again(span.since)
    elif span.until is None or span.until > case.today:
        period = cycle_period(clause.cycle, case.today)
        case.look_again(period.last)
        case.look_again(period.last + ONE_DAY)


def _first(days: Sequence[date], first: date, last: date | None) -> date | None:
    at = bisect_left(days, first)
    return days[at] if at < len(days) and (last is None or days[at] <= last) else None
