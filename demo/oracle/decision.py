"""What the rules make of one decision in which the public takes part (奉节府办发〔2020〕101号 二（五）, 第十四、三十二条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.consultation import OPENED, Round
from demo.oracle.consultation import newest as newest_consultation
from demo.oracle.facts import Sent, Subject
from demo.oracle.hearing import ANNOUNCED as HEARING_ANNOUNCED
from demo.oracle.hearing import held
from demo.oracle.opinions import by_day, named

LISTED, CHANGED, PUBLISHED, MADE, ANNOUNCED, DROPPED = (
    f"decision.{verb}.v1" for verb in ("listed", "changed", "published", "made", "announced", "dropped")
)
LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""


@dataclass
class Turn:
    """From a listing until it was dropped, with what was changed meanwhile."""

    listed: Sent | None
    changed: list[Sent] = field(default_factory=list)
    dropped_on: date | None = None

    @property
    def arrangements(self) -> list[Sent]:
        """The listing and its changes."""
        return [*([self.listed] if self.listed else []), *self.changed]


def turns(subject: Subject) -> list[Turn]:
    """Read day by day, as it was told, and of one moment listing, change, drop; where nobody ever listed it, only changes are left."""
    days = {LISTED: "listed_on", CHANGED: "changed_on", DROPPED: "dropped_on"}
    steps = [
        (fact.day(days[kind]), fact.time, rank, fact.id, fact)
        for rank, kind in enumerate(days)
        for fact in subject.facts.get(kind, ())
    ]
    turns: list[Turn] = []
    unlisted = Turn(None)
    on_list = False
    for on, *_, fact in sorted(steps, key=lambda each: each[:4]):
        if fact.type == CHANGED:
            (turns[-1] if on_list else unlisted).changed.append(fact)
        elif fact.type == LISTED and not on_list:
            turns.append(Turn(fact))
            on_list = True
        elif fact.type == DROPPED and on_list:
            turns[-1].dropped_on = on
            on_list = False
    return turns or [unlisted]


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """Those of which there are facts, and those of which consultations and hearings alone speak."""
    everything = list(subjects)
    yield from everything
    own_facts = {f"{subject.org}:{subject.id}" for subject in everything}
    facts = (
        fact for subject in everything for kind in (OPENED, HEARING_ANNOUNCED) for fact in subject.facts.get(kind, ())
    )
    for name in sorted({name for fact in facts if (name := named(fact))} - own_facts):
        org, _, number = name.partition(":")
        yield Subject(org, number, {})


def judge(case: Case) -> Judged:
    """Everything there is to count about the decision."""
    judged, subject = Judged(), case.subject
    made = next(iter(by_day(subject, MADE, "made_on")), None)
    listings = turns(subject)
    for turn in listings:
        if turn.listed is not None:
            on = turn.listed.day("listed_on")
            judged.count(on, "decisions_listed")
            ways = turn.arrangements[-1].data.get("ways") or []
            assert isinstance(ways, list)
            for way in set(ways):
                judged.count(on, "decisions_by_way", way)
    if made is not None:
        on = made.day("made_on")
        judged.count(on, "decisions_made")
        if any(day <= on for day in _heard(case)):
            judged.count(on, "decisions_heard")
    newest = listings[-1].listed
    title = newest.text("title") if newest else None
    duties = [duty for turn in listings for duty in _arranged(case, turn, title)] + list(_announced(case, made, title))
    judged.duties += [duty for duty in duties if case.asks(duty.code, duty.opened_on)]
    return judged


def _arranged(case: Case, turn: Turn, title: str | None) -> Iterator[Duty]:
    """The arrangement is published, and each change of what was, as long as it is on the list."""
    owing = Owing(case.calendar, case.today)
    published = [
        on
        for fact in case.subject.facts.get(PUBLISHED, ())
        if (on := fact.day("published_on")) <= (turn.dropped_on or date.max)
    ]
    waits_from: date | None = None
    met_on: date | None = None
    for fact in turn.arrangements:
        on = fact.day("listed_on" if fact.type == LISTED else "changed_on")
        if waits_from is not None and (met_on is None or on <= met_on):
            continue
        waits_from, met_on = on, min((day for day in published if day >= on), default=None)
        gone_on = turn.dropped_on if met_on is None else None
        yield owing.within("publish_participation", on, LIMIT, met_on=met_on, gone_on=gone_on, title=title)


def _announced(case: Case, made: Sent | None, title: str | None) -> Iterator[Duty]:
    if made is not None:
        on = made.day("made_on")
        days = [fact.day("announced_on") for fact in case.subject.facts.get(ANNOUNCED, ())]
        met_on = min((day for day in days if day >= on), default=None)
        yield Owing(case.calendar, case.today).within("announce_decision", on, LIMIT, met_on=met_on, title=title)


def _heard(case: Case) -> Iterator[date]:
    """Days on which a consultation on it was opened that was not called off, or a hearing held."""
    yield from (ran.on for ran in consultations(case) if ran.off is None)
    yield from (took_place.day("held_on") for subject in hearings(case) if (took_place := held(subject)) is not None)


def consultations(case: Case) -> Iterator[Round]:
    """Those that name it."""
    for subject in case.elsewhere.get("consultation", {}).values():
        ran = newest_consultation(subject)
        if ran is not None and named(ran.opened) == _name(case):
            yield ran


def hearings(case: Case) -> Iterator[Subject]:
    """Those that name it, as they were announced last."""
    for subject in case.elsewhere.get("hearing", {}).values():
        decisions = [name for fact in by_day(subject, HEARING_ANNOUNCED, "announced_on") if (name := named(fact))]
        if decisions and decisions[-1] == _name(case):
            yield subject


def _name(case: Case) -> str:
    return f"{case.subject.org}:{case.subject.id}"
