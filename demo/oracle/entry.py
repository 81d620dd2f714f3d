"""A unit and a row that obliges it: since when, and on which days something stood behind it (奉节府办发〔2020〕101号 二（一）)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.disclosed import days_public, formed_days, published_days, row_named
from demo.oracle.facts import Subject
from demo.oracle.item import LISTED, Version, versions
from demo.oracle.periods import month, quarter, year
from demo.oracle.wording import clerk_reads

COUNTY_LEVEL, TOWN_LEVEL = "县级", "乡级"

ONE_DAY = timedelta(days=1)
Days = tuple[date, date | None]
"""First day, and first day no more."""


class Span(NamedTuple):
    """Days on which a row obliges the unit; ``label`` is ``<level>·<domain>``."""

    since: date
    until: date | None
    label: str
    every: int
    standing: bool
    title: str


@dataclass
class Entry(Subject):
    """A unit and a row, with the facts about the row and the information of the unit that answers to it."""

    behind: list[Subject]


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """A subject for each unit that any version of a row names."""
    everything = list(subjects)
    behind: defaultdict[tuple[str, str | None], list[Subject]] = defaultdict(list)
    for subject in everything:
        if any(fact_type.startswith("disclosure.") for fact_type in subject.facts):
            behind[subject.org, row_named(subject)].append(subject)
    for item in everything:
        if LISTED in item.facts:
            row = f"{item.org}:{item.id}"
            for unit in sorted({unit for version in versions(item) for unit, _ in _named(version)}):
                yield Entry(unit, row, item.facts, behind[unit, row])


def judge(case: Case) -> Judged:
    """Stocks: what is obliged, what has something behind it, what has nothing; and what comes again every year."""
    judged = Judged()
    assert isinstance(case.subject, Entry), "an entry is called into being by its row"
    behind = case.subject.behind
    spans = list(_obliged(case))
    for span in spans:
        if span.since > case.today:
            continue
        end = span.until if span.until is not None and span.until <= case.today else None
        _stands(judged, "entries_obliged", span.label, span.since, end)
        for first, last, covered in _stretches(span.since, end, _covered(span, behind), case.today):
            _stands(judged, "entries_covered" if covered else "entries_empty", span.label, first, last)
    judged.duties += _owed(case, spans, behind)
    return judged


def _named(version: Version) -> Iterator[tuple[str, str]]:
    """Whom a version obliges, once; nobody, where it is disclosed on request."""
    if version.on_request:
        return
    county = dict.fromkeys(version.names("county_units"), COUNTY_LEVEL)
    yield from (dict.fromkeys(version.names("town_units"), TOWN_LEVEL) | county).items()


def _obliged(case: Case) -> Iterator[Span]:
    for version in versions(case.subject):
        for unit, level in _named(version):
            if unit == case.subject.org:
                read = [clerk_reads(text) for text in version.wordings]
                every = min((reading.every for reading in read if reading.every), default=0)
                standing = any(reading.standing for reading in read)
                label = f"{level}·{version.in_force('domain')}"
                yield Span(version.since, version.until, label, every, standing, version.listing.text("level2") or "")


def _covered(span: Span, behind: list[Subject]) -> list[Days]:
    """Days with something public; what is due anew covers its period and the next."""
    days: list[Days] = []
    for subject in behind:
        for first, last in days_public(subject):
            if not span.every:
                days.append((first, last))
                continue
            for on in published_days(subject):
                ends = [end for end in (last, begin(on, span.every, 2)) if end is not None]
                if first <= on and (last is None or on < last):
                    days.append((on, min(ends)))
    return days


def _stretches(
    since: date, end: date | None, covered: list[Days], today: date
) -> Iterator[tuple[date, date | None, bool]]:
    """The span cut at every day until today on which it begins or ceases to be covered."""

    def is_covered(day: date) -> bool:
        return any(first <= day and (last is None or day < last) for first, last in covered)

    last_cut = today if end is None else min(today, end - ONE_DAY)
    cuts = {day for days in covered for day in days if day is not None and since < day <= last_cut}
    marks = [since, *sorted(cuts)]
    for first, last in zip(marks, [*marks[1:], end], strict=True):
        yield first, last, is_covered(first)


def _stands(judged: Judged, measure: str, label: str, since: date, until: date | None) -> None:
    """One more from ``since``, one less from ``until``."""
    judged.count(since, measure, label)
    judged.count(until, measure, label, -1)


def begin(day: date, every: int, later: int = 0) -> date:
    """The first day of the period of so many months in which ``day`` lies, or of one so many periods later."""
    number = (day.year * 12 + day.month - 1) // every * every + later * every
    return date(number // 12, number % 12 + 1, 1)


def _owed(case: Case, spans: list[Span], behind: list[Subject]) -> Iterator[Duty]:
    """What comes again: each period that has begun, and each year's look, while the row obliges."""
    published = [on for subject in behind for on in published_days(subject)]
    touched = published + [on for subject in behind for on in formed_days(subject)]
    for every in dict.fromkeys(span.every for span in spans if span.every):
        yield from _each(
            case, _unbroken(span for span in spans if span.every == every), "publish_periodically", published
        )
    standing = (span._replace(every=12) for span in spans if span.standing)
    yield from _each(case, _unbroken(standing), "review_standing", touched)


def _unbroken(spans: Iterable[Span]) -> list[Span]:
    """Spans that follow one another at once, as one."""
    whole: list[Span] = []
    for span in spans:
        follows = bool(whole) and whole[-1].until == span.since
        whole.append(span._replace(since=whole.pop().since) if follows else span)
    return whole


def _each(case: Case, spans: list[Span], code: str, days: list[date]) -> Iterator[Duty]:
    """A duty a period; where the row came back within one, a second."""
    names: Counter[str] = Counter()
    for span in spans:
        owing, first = Owing(case.calendar, case.today), begin(span.since, span.every)
        while first <= case.today and (span.until is None or first < span.until):
            following = begin(first, span.every, 1)
            opened_on, due_on = max(span.since, first), following - ONE_DAY
            if case.asks(code, opened_on) and opened_on <= case.today:
                name = {12: year, 3: quarter, 1: month}[span.every](first)
                names[name] += 1
                yield owing.until(
                    code,
                    opened_on,
                    due_on,
                    met_on=min((on for on in days if first <= on <= due_on), default=None),
                    name=name if names[name] == 1 else f"{name}:{names[name]}",
                    title=span.title,
                    gone_on=span.until if span.until and span.until <= due_on else None,
                )
            first = following
