"""What a unit has behind a row of the catalog: what it owes for it, and what is counted at each period's end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from chassis.case import Case, Folded
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.entry import EntryCovered, EntryObliged, EntryState
from contracts.item import ITEM
from services.publishing.entry.duties import owe
from services.publishing.entry.stretches import Disclosure, Item, Stretch, covered, stretches, without
from services.publishing.spans import Span, joined

MOST_STATED = 100
"""Stretches of each kind that the state names, the newest."""


def fold(case: Case) -> Folded:
    """The entry: nothing, unless the row obliges the unit on some day; then its periods, its yearly look, and whether it is empty."""
    item = next(iter(case.linked(ITEM.kind, Item)), Item())
    named = [each for each in case.linked(DISCLOSURE.kind, Disclosure) if each.item == case.key.subject]
    obliging = stretches(item, case.key.org)
    behind = [(stretch, covered(stretch, named)) for stretch in obliging]
    owe(case, obliging, named)
    _count(case, behind)
    published = sorted(day for each in named for day in each.published_days)
    newest = _newest(case, obliging)
    days = joined(span for _, spans in behind for span in spans)
    return case.close(
        EntryState,
        relevant=bool(obliging),
        title=item.title if obliging else None,
        level=newest.level if newest else None,
        domain=newest.domain if newest else None,
        since=obliging[0].span.since if obliging else None,
        until=obliging[-1].span.until if obliging else None,
        publications=sum(each.published_on is not None for each in named),
        last_published_on=published[-1] if published else None,
        covered=any(_holds(span, case.today) for span in days),
        read_as="；".join(clause.words for clause in newest.clauses) if newest else "",
        obliged=[
            EntryObliged.of(since=span.since, until=span.until, level=level, domain=domain)
            for span, level, domain in _told_apart(obliging)[-MOST_STATED:]
        ],
        covered_on=[EntryCovered.of(since=span.since, until=span.until) for span in days[-MOST_STATED:]],
    )


def _count(case: Case, behind: Sequence[tuple[Stretch, list[Span]]]) -> None:
    """What came and went by today, by level and domain; a sum of all months up to a month's end is what stood then."""
    moved: Counter[tuple[date, str]] = Counter()
    for stretch, spans in behind:
        label = f"{stretch.level}·{stretch.domain}"
        kinds = {
            "entries_obliged": [stretch.span],
            "entries_covered": spans,
            "entries_empty": without(stretch.span, spans),
        }
        for code, days in kinds.items():
            for span in days:
                _move(case, moved, span.since, f"{code}@{label}", 1)
                _move(case, moved, span.until, f"{code}@{label}", -1)
    months: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], date] = {}
    for (day, measure), number in sorted(moved.items()):
        month = day.isoformat()[:7], measure
        months[month] += number
        first.setdefault(month, day)
    for month, number in months.items():
        case.count(first[month], month[1], number)


def _move(case: Case, moved: Counter[tuple[date, str]], day: date | None, measure: str, number: int) -> None:
    if day is not None and day <= case.today:
        moved[day, measure] += number
    elif day is not None:
        case.look_again(day)


def _newest(case: Case, obliging: Sequence[Stretch]) -> Stretch | None:
    """The one that holds today, else the last before, else the first to come."""
    begun = [stretch for stretch in obliging if stretch.span.since <= case.today]
    return begun[-1] if begun else obliging[0] if obliging else None


def _told_apart(obliging: Sequence[Stretch]) -> list[tuple[Span, str, str]]:
    """Stretches of one level and domain that follow one another, as one."""
    whole: list[tuple[Span, str, str]] = []
    for stretch in obliging:
        span, level, domain = stretch.span, stretch.level, stretch.domain
        if whole and whole[-1][0].until == span.since and whole[-1][1:] == (level, domain):
            span = Span(whole.pop()[0].since, span.until)
        whole.append((span, level, domain))
    return whole


def _holds(span: Span, day: date) -> bool:
    return span.since <= day and (span.until is None or day < span.until)
