"""Every subject before its judge: what rows, obligations and scores are added up from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from demo.oracle.calendar import Calendar
from demo.oracle.case import Caller, Case, Judge, Judgement, Watcher
from demo.oracle.facts import Subject, standing


@dataclass(frozen=True)
class Bench:
    """Who judges what, by kind of subject."""

    judges: Mapping[str, Judge]
    callers: Mapping[str, Caller] = field(default_factory=dict)
    """What calls subjects into being, of the kinds that have no facts."""
    watchers: Mapping[str, Watcher] = field(default_factory=dict)
    """What sees departures from the law."""


def judgements(
    accepted: Iterable[tuple[str, bytes]],
    bench: Bench,
    calendar: Calendar,
    today: date,
    counties: Mapping[str, str],
    asked: Mapping[str, Mapping[str, date]],
    recorded: Mapping[tuple[str, str], date] = MappingProxyType({}),
) -> list[Judgement]:
    """What becomes of each subject of these records (organisation, CloudEvents line) on the day ``today``.

    ``counties`` gives each organisation's county; ``asked``: county → duty or check that stands on its word → since
    when it asks for it; ``recorded``: sender and id of a fact → the day on which it came in, where its time is of another day.
    """
    subjects = standing(accepted, recorded)
    families = _by_family(subjects)
    elsewhere = _by_name(subjects)
    called = {kind: list(caller(subjects)) for kind, caller in bench.callers.items()}
    each: list[Judgement] = []
    for kind, judge in bench.judges.items():
        watcher = bench.watchers.get(kind)
        for subject in called.get(kind, subjects):
            county = counties.get(subject.org, "")
            case = Case(subject, calendar, today, families.get(subject.org, {}), elsewhere, asked.get(county, {}))
            judgement = Judgement(kind, case, judge(case))
            each.append(replace(judgement, departures=list(watcher(judgement))) if watcher else judgement)
    return each


def _by_family(subjects: Iterable[Subject]) -> dict[str, dict[str, list[Subject]]]:
    """Organisation → family → the subjects of which there are facts of that family."""
    by_org: defaultdict[str, defaultdict[str, list[Subject]]] = defaultdict(lambda: defaultdict(list))
    for subject in subjects:
        for family in {fact_type.split(".")[0] for fact_type in subject.facts}:
            by_org[subject.org][family].append(subject)
    return {org: dict(families) for org, families in by_org.items()}


def _by_name(subjects: Iterable[Subject]) -> dict[str, dict[str, Subject]]:
    """Family → ``<organisation>:<id>`` → the subject."""
    named: defaultdict[str, dict[str, Subject]] = defaultdict(dict)
    for subject in subjects:
        for family in {fact_type.split(".")[0] for fact_type in subject.facts}:
            named[family][f"{subject.org}:{subject.id}"] = subject
    return dict(named)
