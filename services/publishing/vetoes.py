"""单项否决: days on which one item fails a site or an account, with what shows it (国办秘函〔2019〕19号). Pure."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from chassis.case import Case
from contracts.envelope import Fact
from contracts.inspection import VETOES, Evidence, Incident, IncidentResolved, Veto
from law.findings import Finding
from services.publishing.spans import ONE_DAY, Span, at_least, within

MOST_VETOES, MOST_EVIDENCE, MOST_NAMED = 20, 12, 3
"""Vetoes that a state names, the newest; evidence of each; what a finding names of that."""

MOST_SHOWN = 100
"""Vetoes of one item whose evidence is looked for, the newest."""


class Shown(NamedTuple):
    """Days on which something speaks for a veto; ``place`` is where, for people, and ``subject`` which."""

    span: Span
    subject: str
    place: str
    text: str


class Item(NamedTuple):
    """An item of the inspection: it is met where at least so many things speak for it on one day."""

    code: str
    shown: Sequence[Shown]
    least: int = 1


def vetoes(case: Case, items: Iterable[Item], names: Mapping[str, tuple[str, str]], days: Sequence[Span]) -> list[Veto]:
    """By first day, the newest; all are counted and found. ``days``: when there is anything to inspect."""
    met: list[Veto] = []
    measure = f"{case.key.kind.partition('.')[2]}_vetoes"
    for item in items:
        spans = list(within(at_least(item.least, (shown.span for shown in item.shown)), days))
        for left, span in zip(range(len(spans), 0, -1), spans, strict=True):
            # A subject that fails a hundred times over needs no evidence of what was first.
            veto = _veto(item.code, span, item.shown if left <= MOST_SHOWN else ())
            case.count(span.since, f"{measure}@{item.code}")
            case.find(_finding(case, veto, names[item.code][0]))
            met.append(veto)
    return sorted(met, key=lambda veto: (veto.since, veto.code))[-MOST_VETOES:]


def incidents(case: Case, code: str) -> Item:
    """Each from the day it was seen until it was put right; the day itself always counts."""
    resolved: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    first: dict[str, date] = {}
    for fact in case.facts:
        if isinstance(fact.data, IncidentResolved):
            insort(resolved[fact.data.number], (fact.data.resolved_on, fact.id))
        elif isinstance(fact.data, Incident):
            first[fact.data.number] = min(first.get(fact.data.number, date.max), fact.data.occurred_on)
    shown = []
    for fact in case.facts:
        if isinstance(data := fact.data, Incident):
            ends = resolved[data.number]
            at = bisect_left(ends, (data.occurred_on, ""))
            until = max(ends[at][0], data.occurred_on + ONE_DAY) if at < len(ends) else None
            shown.append(Shown(Span(data.occurred_on, until), fact.id, data.place or data.number, data.kind))
    for number, ends in resolved.items():
        for on, fact_id in ends:
            if first.get(number, date.max) > on:
                text = f"问题{number}没有报过，或者发现日期在{on}之后；补报问题或更正编号"
                case.find(Finding(on, f"{case.key.kind.partition('.')[2]}.resolved_unknown", VETOES, text, fact_id))
    return Item(code, shown)


def judged(
    facts: Sequence[Fact], code: str, says: Callable[[Fact], tuple[date, str | None] | None], place: str
) -> Item:
    """What checks say of one aspect, each until the next that looked at it.

    ``says``: day of the check and what is wrong, None where nothing is; None for what did not look.
    """
    looks = [(look[0], number, fact.id, look[1]) for number, fact in enumerate(facts) if (look := says(fact))]
    looks.sort()
    # Of one day what was told last stands.
    newest = {day: (fact_id, wrong) for day, _, fact_id, wrong in looks}
    days = list(newest)
    shown = [
        Shown(Span(day, following), fact_id, place, wrong)
        for (day, (fact_id, wrong)), following in zip_longest(newest.items(), days[1:])
        if wrong
    ]
    return Item(code, shown)


def _veto(code: str, span: Span, shown: Iterable[Shown]) -> Veto:
    behind = sorted(
        (each for each in shown if each.span.within(span) is not None),
        key=lambda each: (each.span.since, each.subject, each.text),
    )
    return Veto.of(
        code=code,
        since=span.since,
        until=span.until,
        evidence=list(_evidence(behind[-MOST_EVIDENCE:])),
        more=max(len(behind) - MOST_EVIDENCE, 0),
    )


def _evidence(behind: Iterable[Shown]) -> Iterator[Evidence]:
    for each in behind:
        text = f"{each.place}：{each.text}"
        yield Evidence.of(subject=each.subject, text=text, since=each.span.since, until=each.span.until)


def _finding(case: Case, veto: Veto, name: str) -> Finding:
    number = len(veto.evidence) + veto.more
    named = "；".join(f"{each.text}，{_days(case, each.since, each.until)}" for each in veto.evidence[:MOST_NAMED])
    rest = f"；等{number}项" if number > MOST_NAMED else ""
    text = f"单项否决：{name}（{_days(case, veto.since, veto.until)}）。{named}{rest}"
    return Finding(veto.since, f"{case.key.kind.partition('.')[2]}.veto_{veto.code}", VETOES, text)


def _days(case: Case, since: date, until: date | None) -> str:
    """From the first to the last day; an end that is still to come may yet come sooner, and is not told."""
    if until is not None:
        case.look_again(until)
    if until is None or until > case.today:
        return f"{since}起"
    last = until - ONE_DAY
    return f"{since}至{last}" if last > since else f"{since}"
