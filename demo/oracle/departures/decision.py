"""Of a decision in which the public takes part: listed, and heard by the listed ways and to the end (奉节府办发〔2020〕101号 二（五）)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.oracle.case import Case, Departure, Judgement
from demo.oracle.consultation import Round
from demo.oracle.decision import ANNOUNCED, CHANGED, DROPPED, MADE, PUBLISHED, consultations, hearings, turns
from demo.oracle.facts import Sent
from demo.oracle.hearing import held
from demo.oracle.opinions import by_day

HEARING, CONSULTATION = "听证会", "向社会公开征求意见"
"""Ways of which facts tell by themselves."""

_DAYS = {
    CHANGED: "changed_on",
    PUBLISHED: "published_on",
    MADE: "made_on",
    ANNOUNCED: "announced_on",
    DROPPED: "dropped_on",
}


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Of the list, of the decision as it was made first, and of how it was announced."""
    case = judgement.case
    consulted = list(consultations(case))
    heard_on = [took_place.day("held_on") for subject in hearings(case) if (took_place := held(subject))]
    arrangements = [fact for turn in turns(case.subject) for fact in turn.arrangements]
    if not any(turn.listed for turn in turns(case.subject)):
        days = [ran.on for ran in consulted] + heard_on
        days += [fact.day(field) for kind, field in _DAYS.items() for fact in case.subject.facts.get(kind, ())]
        if days:
            yield Departure(min(days), "decision.not_listed")
    made = next(iter(by_day(case.subject, MADE, "made_on")), None)
    if made is not None:
        carried_out = [ran for ran in consulted if ran.off is None]
        yield from _made(case, made.day("made_on"), arrangements, carried_out, heard_on)
        yield from _announced(case, made)


def _made(
    case: Case, on: date, arrangements: list[Sent], consulted: list[Round], heard_on: list[date]
) -> Iterator[Departure]:
    for ran in consulted:
        if ran.last_on > on:
            yield Departure(on, "decision.made_before_closing")
    if not arrangements or not case.asks("participation_as_listed", on):
        return
    by_then = [
        fact for fact in arrangements if fact.day("listed_on" if "listed_on" in fact.data else "changed_on") <= on
    ]
    used = {way for ran in consulted if ran.on <= on for way in (CONSULTATION, *_ways(ran.opened))}
    if any(day <= on for day in heard_on):
        used.add(HEARING)
    if ({HEARING, CONSULTATION} & set(_ways([*arrangements[:1], *by_then][-1]))) - used:
        yield Departure(on, "decision.way_unused")


def _ways(fact: Sent) -> list[str]:
    ways = fact.data.get("ways") or []
    assert isinstance(ways, list)
    return ways


def _announced(case: Case, made: Sent) -> Iterator[Departure]:
    """Of high attention: what became of opinions is told with it."""
    announced = by_day(case.subject, ANNOUNCED, "announced_on")
    first = next((fact for fact in announced if fact.day("announced_on") >= made.day("made_on")), None)
    if first is None or not made.data.get("high_attention"):
        return
    adoption = first.data.get("adoption_told")
    if adoption is False or (adoption is None and case.asks("adoption_told", first.day("announced_on"))):
        yield Departure(first.day("announced_on"), "decision.adoption_untold")
