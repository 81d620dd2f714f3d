"""Of a meeting that the public attends: its topics are decisions of the list (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from demo.oracle.attendance import ANNOUNCED, HELD
from demo.oracle.case import Case, Departure, Judgement
from demo.oracle.decision import turns
from demo.oracle.opinions import by_day


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Of its topics as the meeting had them, else as last announced."""
    case = judgement.case
    held = next(iter(by_day(case.subject, HELD, "held_on")), None)
    if held is None or not case.asks("attendance_topics", held.day("held_on")):
        return
    announced = by_day(case.subject, ANNOUNCED, "announced_on")
    topics: Any = held.data.get("topics") or (announced[-1].data.get("topics") if announced else None) or []
    if not all(_on_list(case, topic.get("decision"), held.day("held_on")) for topic in topics):
        yield Departure(held.day("held_on"), "attendance.topic_off_list")


def _on_list(case: Case, name: str | None, day: date) -> bool:
    if name is None:
        return False
    decision = case.elsewhere.get("decision", {}).get(name if ":" in name else f"{case.subject.org}:{name}")
    listings = turns(decision) if decision is not None else []
    return any(
        turn.listed is not None
        and turn.listed.day("listed_on") <= day
        and (turn.dropped_on is None or day < turn.dropped_on)
        for turn in listings
    )
