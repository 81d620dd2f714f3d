"""Of a hearing: papers and the list of those who take part come before it (重大行政决策程序暂行条例第十六条)."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.case import Departure, Judgement
from demo.oracle.hearing import AHEAD, ANNOUNCED, PAPERS, called_off, held
from demo.oracle.opinions import by_day

PARTICIPANTS = "hearing.participants_published.v1"


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Of the day on which it was held, else of that for which it was last announced."""
    case = judgement.case
    subject, took_place = case.subject, held(case.subject)
    announced = by_day(subject, ANNOUNCED, "announced_on")
    papers = [fact.day("delivered_on") for fact in by_day(subject, PAPERS, "delivered_on")]
    if took_place is not None or announced:
        on = took_place.day("held_on") if took_place else announced[-1].day("takes_place_on")
        off = called_off(subject) if took_place is None else None
        if papers and off is None and papers[0] > on - AHEAD:
            yield Departure(papers[0], "hearing.papers_late")
    if took_place is not None and not subject.facts.get(PARTICIPANTS):
        on = took_place.day("held_on")
        if case.asks("hearing_participants", on):
            yield Departure(on, "hearing.participants_unpublished")
