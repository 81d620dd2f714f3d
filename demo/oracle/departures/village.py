"""Of a village's list beside its township's: what is missing in it, and what comes less often (奉节府办发〔2020〕101号 二（八）)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Any

from demo.oracle.case import Departure, Judgement
from demo.oracle.facts import Sent, Subject
from demo.oracle.village import of_another_township

OFTEN = ("每季度", "每月", "随时")
"""The less often the earlier."""

Version = tuple[date, date, Sent]
"""First day, first day no more, and the list."""


def departures(judgement: Judgement) -> Iterator[Departure]:
    """From the day on which both are in force."""
    case = judgement.case
    if not case.subject.facts.get("village.listed.v1") or of_another_township(case):
        return
    townships = {other.id: other for other in case.neighbours("village_list")}
    for listed_on, replaced_on, own in versions(case.subject, "village.listed.v1", "listed_on"):
        township = townships.get(own.text("township_list") or "")
        for issued_on, until, theirs in versions(township, "village_list.issued.v1", "issued_on") if township else ():
            both_on = max(listed_on, issued_on)
            if both_on < min(replaced_on, until):
                yield from (Departure(both_on, code) for code in _lacks(affairs(own), affairs(theirs)))


def versions(subject: Subject, kind: str, field: str) -> Iterator[Version]:
    """By day; of one day what was told last."""
    steps = sorted(subject.facts.get(kind, ()), key=lambda fact: (fact.day(field), fact.time, fact.id))
    by_day = {fact.day(field): fact for fact in steps}
    for on, following in zip_longest(by_day, list(by_day)[1:], fillvalue=date.max):
        yield on, following, by_day[on]


def affairs(listed: Sent) -> dict[str, int]:
    """Number of an affair, of several of one number the first → how often it comes."""
    named: Any = listed.data["affairs"]
    return {affair["affair"]: OFTEN.index(affair["how_often"]) for affair in reversed(named)}


def _lacks(own: dict[str, int], wanted: dict[str, int]) -> Iterator[str]:
    if wanted.keys() - own.keys():
        yield "village.list_incomplete"
    if any(own[number] < often for number, often in wanted.items() if number in own):
        yield "village.less_often"
