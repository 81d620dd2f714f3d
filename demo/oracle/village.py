"""What a village owes (村民委员会组织法第三十条): every quarter and every month of its list, on the board and on line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent
from demo.oracle.periods import month, quarter

BOARD, ONLINE = "村务公开栏", "网上"
CYCLES = ((3, "每季度", "village_quarterly", quarter), (1, "每月", "village_monthly", month))


def judge(case: Case) -> Judged:
    """Counts, and one duty a period and place."""
    judged, facts = Judged(), case.subject.facts
    lists = sorted(facts.get("village.listed.v1", ()), key=lambda fact: (fact.day("listed_on"), fact.time, fact.id))
    shown = facts.get("village.published.v1", ())
    for fact in shown:
        judged.count(fact.day("published_on"), "village_publications", str(fact.text("place")))
    gone_on = case.subject.first_day("village.dissolved.v1", "dissolved_on")
    judged.count(gone_on, "villages_dissolved")
    if lists:
        judged.count(lists[0].day("listed_on"), "villages_listed")
        if _of(lists, case.today).text("township") in (None, case.subject.org):
            judged.duties += _owed(case, lists, shown, gone_on)
    return judged


def _of(lists: Sequence[Sent], day: date) -> Sent:
    """The list in force on a day; before the first one, that."""
    return [lists[0], *(fact for fact in lists if fact.day("listed_on") <= day)][-1]


def _owed(case: Case, lists: Sequence[Sent], shown: Sequence[Sent], gone_on: date | None) -> Iterator[Duty]:
    owing, since = Owing(case.calendar, case.today), lists[0].day("listed_on")
    for length, often, code, name_of in CYCLES:
        first = date(since.year, (since.month - 1) // length * length + 1, 1)
        while first <= case.today and (gone_on is None or max(first, since) < gone_on):
            following = _later(first, length)
            due_on, opened_on = following - timedelta(days=1), max(first, since)
            wanted = {affair["affair"]: affair for affair in reversed(_affairs(_of(lists, opened_on)))}
            numbers = [number for number, affair in wanted.items() if affair["how_often"] == often]
            for place, duty in ((BOARD, code), (ONLINE, "village_online")):
                if not numbers or not case.asks(duty, opened_on):
                    continue
                days = [_first(shown, place, number, (first, due_on), name_of(first)) for number in numbers]
                yield owing.until(
                    duty,
                    opened_on,
                    due_on,
                    met_on=None if None in days else max(day for day in days if day is not None),
                    gone_on=gone_on if gone_on is not None and gone_on <= due_on else None,
                    name=name_of(first),
                    title=_of(lists, case.today).text("name"),
                )
            first = following


def _affairs(listed: Sent) -> list[Mapping[str, Any]]:
    affairs = listed.data["affairs"]
    assert isinstance(affairs, list)
    return affairs


def _later(first: date, length: int) -> date:
    number = first.year * 12 + first.month - 1 + length
    return date(number // 12, number % 12 + 1, 1)


def _first(shown: Sequence[Sent], place: str, number: str, days: tuple[date, date], name: str) -> date | None:
    """The first publication within the period that names none, or that names this one once it has begun."""
    counting = []
    for fact in shown:
        on, period = fact.day("published_on"), fact.text("period")
        if fact.text("place") != place or fact.text("affair") != number:
            continue
        if (period is None and days[0] <= on <= days[1]) or (period == name and on >= days[0]):
            counting.append(on)
    return min(counting, default=None)
