"""What a unit decided and collected in a year: month by month, and at the end of a longer period what its parts leave of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Sent, Subject
from demo.oracle.opening_balance import DECLARED, ONLY, statement

FIGURES = ("licensing_decisions", "penalty_decisions", "coercion_decisions", "administrative_fees")
KINDS = {"regulations": "规章", "normative": "行政规范性文件"}


def called(subjects: Iterable[Subject]) -> Iterable[Subject]:
    """Years of which there are reports, and those with which an opening balance begins."""
    years = {(each.org, each.id): each for each in subjects if "annual_figure.reported.v1" in each.facts}
    for each in subjects:
        first = statement(each) if DECLARED in each.facts and each.id == ONLY else None
        if first is not None:
            key = (each.org, str(first.data["year"]))
            years.setdefault(key, Subject(*key, {}))
    return list(years.values())


def judge(case: Case) -> Judged:
    """Figures in their months; and the documents in force before, where the year is the unit's first."""
    judged, year = Judged(), case.subject.id
    reports = case.subject.facts.get("annual_figure.reported.v1", [])
    reports = [fact for fact in sorted(reports, key=_order) if counting(fact, year)]
    for figure in FIGURES:
        reported = {
            str(fact.data["period"]): int(str(fact.data[figure]))
            for fact in reports
            if fact.data.get(figure) is not None
        }
        for month, number in _by_month(reported, year) if reported else ():
            judged.count(date(int(year), month, 1), figure, amount=number)
    for neighbour in case.neighbours("opening_balance"):
        first = statement(neighbour)
        if first is not None and str(first.data["year"]) == year:
            in_force: Any = first.data.get("in_force") or {}
            for field, number in in_force.items():
                judged.count(date(int(year), 1, 1), "documents_in_force", KINDS[field], number)
    return judged


def _order(fact: Sent) -> tuple[Any, ...]:
    return fact.day("reported_on"), fact.time, fact.id


def counting(fact: Sent, year: str) -> bool:
    """Whether a report is one of that year, and of a period that had begun."""
    period = str(fact.data["period"])
    first = {"": 1, "Q": 3 * int(period[-1]) - 2}.get(period[5:6], 0) or int(period[5:7])
    return period[:4] == year and fact.day("reported_on") >= date(int(year), first, 1)


def _by_month(reported: dict[str, int], year: str) -> Iterator[tuple[int, int]]:
    """The whole is handed out to its parts as far as it goes; what is left of it belongs to its last month."""
    quarters = []
    for number in (1, 2, 3, 4):
        months = [(month, reported.get(f"{year}-{month:02}", 0)) for month in range(3 * number - 2, 3 * number + 1)]
        quarters.append(list(_shared(months, reported.get(f"{year}-Q{number}"))))
    yield from _shared([part for quarter in quarters for part in quarter], reported.get(year))


def _shared(parts: list[tuple[int, int]], whole: int | None) -> Iterator[tuple[int, int]]:
    left = sum(number for _, number in parts) if whole is None else whole
    for month, number in parts:
        yield month, min(number, left)
        left -= min(number, left)
    yield parts[-1][0], left
