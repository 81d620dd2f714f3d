"""What a village owes (村民委员会组织法第三十条): every quarter and every month of its list, on the board and on line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.periods import month, quarter

BOARD, ONLINE = "村务公开栏", "网上"
Life = tuple[date | None, date | None]
"""Day of its list, where there was one, and first day on which the village is gone."""

CYCLES = ((3, "每季度", "village_quarterly", quarter), (1, "每月", "village_monthly", month))


def judge(case: Case) -> Judged:
    """Counts, and one duty a period and place."""
    judged, facts = Judged(), case.subject.facts
    lists = sorted(facts.get("village.listed.v1", ()), key=lambda fact: (fact.day("listed_on"), fact.time, fact.id))
    shown = facts.get("village.published.v1", ())
    for fact in shown:
        judged.count(fact.day("published_on"), "village_publications", str(fact.text("place")))
    lives = list(lives_of(case.subject))
    for listed_on, gone_on in lives:
        judged.count(listed_on, "villages_listed")
        judged.count(gone_on, "villages_dissolved")
    if lists and not of_another_township(case):
        judged.duties += _owed(case, lists, shown, lives)
    return judged


def lives_of(village: Subject) -> Iterator[Life]:
    """From a list on until it is dissolved, and from the first list after that again; one that nobody listed can be gone too."""
    listed = sorted(fact.day("listed_on") for fact in village.facts.get("village.listed.v1", ()))
    dissolved = sorted(fact.day("dissolved_on") for fact in village.facts.get("village.dissolved.v1", ()))
    if dissolved and (not listed or dissolved[0] < listed[0]):
        yield None, dissolved[0]
    while listed:
        gone_on = next((day for day in dissolved if day >= listed[0]), None)
        yield listed[0], gone_on
        listed = [day for day in listed if gone_on is not None and day > gone_on]


def of_another_township(case: Case) -> bool:
    """Whether the list in force says that another township guides it, which then speaks for it."""
    lists = sorted(
        case.subject.facts["village.listed.v1"], key=lambda fact: (fact.day("listed_on"), fact.time, fact.id)
    )
    return _of(lists, case.today).text("township") not in (None, case.subject.org)


def _of(lists: Sequence[Sent], day: date) -> Sent:
    """The list in force on a day; before the first one, that."""
    return [lists[0], *(fact for fact in lists if fact.day("listed_on") <= day)][-1]


def _owed(case: Case, lists: Sequence[Sent], shown: Sequence[Sent], lives: Sequence[Life]) -> Iterator[Duty]:
    """Of a period in which it comes back, what the last of its lives owes."""
    owing, began = Owing(case.calendar, case.today), lists[0].day("listed_on")
    for length, often, code, name_of in CYCLES:
        following = date(began.year, (began.month - 1) // length * length + 1, 1)
        while following <= case.today:
            first, following = following, _later(following, length)
            due_on = following - timedelta(days=1)
            own = [
                (max(on, first), gone_on)
                for on, gone_on in lives
                if on is not None and on <= due_on and (gone_on is None or gone_on > max(on, first))
            ]
            opened_on, gone_on = own[-1] if own else (date.max, None)
            if opened_on > case.today:
                continue
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
