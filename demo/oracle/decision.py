"""What the rules make of one decision in which the public takes part (奉节府办发〔2020〕101号 二（五）, 第十四、三十二条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.consultation import OPENED, is_cancelled, opening
from demo.oracle.facts import Sent
from demo.oracle.hearing import ANNOUNCED as HEARING_ANNOUNCED
from demo.oracle.hearing import held
from demo.oracle.opinions import by_day, named

LISTED, CHANGED, PUBLISHED, MADE, ANNOUNCED, DROPPED = (
    f"decision.{verb}.v1" for verb in ("listed", "changed", "published", "made", "announced", "dropped")
)
LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""


def judge(case: Case) -> Judged:
    """Everything there is to count about the decision."""
    judged, subject = Judged(), case.subject
    listed = next(iter(by_day(subject, LISTED, "listed_on")), None)
    made = next(iter(by_day(subject, MADE, "made_on")), None)
    changes = _changes(case, listed)
    if listed is not None:
        on = listed.day("listed_on")
        judged.count(on, "decisions_listed")
        ways = (changes[-1] if changes else listed).data.get("ways") or []
        assert isinstance(ways, list)
        for way in set(ways):
            judged.count(on, "decisions_by_way", way)
    if made is not None:
        on = made.day("made_on")
        judged.count(on, "decisions_made")
        if any(day <= on for day in _heard(case)):
            judged.count(on, "decisions_heard")
    title = listed.text("title") if listed else None
    judged.duties += [duty for duty in _duties(case, listed, made, title) if case.asks(duty.code, duty.opened_on)]
    return judged


def _changes(case: Case, listed: Sent | None) -> list[Sent]:
    """Those after the listing."""
    after = (listed.day("listed_on"), listed.time, listed.id) if listed else None
    changed = by_day(case.subject, CHANGED, "changed_on")
    return [fact for fact in changed if after is None or (fact.day("changed_on"), fact.time, fact.id) >= after]


def _duties(case: Case, listed: Sent | None, made: Sent | None, title: str | None) -> Iterator[Duty]:
    """The arrangement is published, and each change of what was; so is the decision."""
    owing = Owing(case.calendar, case.today)
    begun = [listed.day("listed_on")] if listed else []
    published = [fact.day("published_on") for fact in case.subject.facts.get(PUBLISHED, ())]
    dropped = [fact.day("dropped_on") for fact in case.subject.facts.get(DROPPED, ())]
    gone_on = min((day for day in dropped if begun and day >= begun[0]), default=None)
    waits_from: date | None = None
    met_on: date | None = None
    for on in begun + [fact.day("changed_on") for fact in _changes(case, listed)]:
        if waits_from is not None and (met_on is None or on <= met_on):
            continue
        waits_from, met_on = on, min((day for day in published if day >= on), default=None)
        gone = None if met_on is not None else gone_on
        yield owing.within("publish_participation", on, LIMIT, met_on=met_on, gone_on=gone, title=title)
    if made is not None:
        on = made.day("made_on")
        days = [fact.day("announced_on") for fact in case.subject.facts.get(ANNOUNCED, ())]
        met = min((day for day in days if day >= on), default=None)
        yield owing.within("announce_decision", on, LIMIT, met_on=met, title=title)


def _heard(case: Case) -> Iterator[date]:
    """Days on which a consultation on it was opened that was not called off, or a hearing held."""
    own = f"{case.subject.org}:{case.subject.id}"
    for subject in case.elsewhere.get("consultation", {}).values():
        opened = opening(subject) if OPENED in subject.facts else None
        if opened is not None and named(opened) == own and not is_cancelled(subject, opened):
            yield opened.day("opened_on")
    for subject in case.elsewhere.get("hearing", {}).values():
        took_place = held(subject)
        decisions = [name for fact in by_day(subject, HEARING_ANNOUNCED, "announced_on") if (name := named(fact))]
        if took_place is not None and decisions and decisions[-1] == own:
            yield took_place.day("held_on")
