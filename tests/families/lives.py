"""Lives of subjects of any family: facts with amendments among them, and the states that flow to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec

from hypothesis import strategies as st

from chassis.amend import effective
from chassis.case import Folded, encode
from chassis.rules import fold_subject
from contracts.amendments import CORRECTED
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.kit import Family, Key, key_of
from contracts.profile import County
from law.calendar import WorkingCalendar
from tests.families.drawing import BEGIN, SPAN, data, days
from tests.families.making import CALENDAR, ORG, RULES, corrected, key_for, withdrawn

TODAYS = st.integers(SPAN + 1, SPAN + 100).map(lambda number: BEGIN + timedelta(days=number))
"""Days on which all drawn facts are over, but for days that lie ahead by their nature."""

MOST_FACTS, MOST_SENDERS = 10, 3


@dataclass
class Life:
    """A subject with its facts, and the lives of those whose states flow to it."""

    key: Key
    facts: list[Fact] = field(default_factory=list)
    senders: list[Life] = field(default_factory=list)

    @property
    def family(self) -> Family:
        """What kind of subject it is."""
        return FAMILIES.by_kind[self.key.kind]

    def fold(self, today: date, calendar: WorkingCalendar = CALENDAR, facts: list[Fact] | None = None) -> Folded:
        """What the life comes to on a day; with ``facts``, by these instead."""
        return self.fold_with(today, self.linked(today, calendar), calendar, facts)

    def fold_with(
        self,
        today: date,
        linked: Mapping[str, list[bytes]],
        calendar: WorkingCalendar = CALENDAR,
        facts: list[Fact] | None = None,
    ) -> Folded:
        """What it comes to beside these states of others."""
        told = self.facts if facts is None else facts
        folded = fold_subject(RULES[self.key.kind], self.key, told, calendar, today, linked)
        # Two makers of a detail are never equal; what they make is, and is never a matter of chance.
        assert folded.detail is None or folded.detail() == folded.detail()
        return folded._replace(detail=None)

    def fold_in(self, county: County, today: date) -> Folded:
        """What it comes to in a county with this profile, beside states of others as they are by default."""
        linked = self.linked(today)
        return fold_subject(RULES[self.key.kind], self.key, self.facts, CALENDAR, today, linked, county)

    def linked(self, today: date, calendar: WorkingCalendar = CALENDAR) -> Mapping[str, list[bytes]]:
        """States that flow here, by kind, in the order of their keys."""
        states: dict[str, list[bytes]] = {}
        for sender in sorted(self.senders, key=lambda life: str(life.key)):
            states.setdefault(sender.key.kind, []).append(encode(sender.fold(today, calendar)))
        return states


def likely(family: Family) -> Sequence[str]:
    """Verbs without which little happens: those that its own tests name as ``LIKELY``, else the first of its life."""
    name = f"tests.families.test_{family.name}"
    module = import_module(name) if find_spec(name) else None
    return getattr(module, "LIKELY", tuple(family.facts)[:1])


@st.composite
def facts_of(draw: st.DrawFn, family: Family, key: Key, wide: bool = False) -> list[Fact]:
    """Facts about one subject, clashing times and repeated tellings among them."""
    if not family.facts:
        return []
    verbs = st.sampled_from(likely(family)) | st.sampled_from(list(family.facts))
    numbers = range(draw(st.integers(1, MOST_FACTS)))
    return [draw(told(family, key, f"f{number}", draw(verbs), wide)) for number in numbers]


@st.composite
def told(draw: st.DrawFn, family: Family, key: Key, number: str, verb: str, wide: bool = False) -> Fact:
    """A fact of this verb."""
    model, day, hour = family.facts[verb], draw(days), draw(st.sampled_from([9, 15]))
    moment = datetime.combine(day, time(hour), SHANGHAI)
    said = model.model_validate(draw(data(model, wide)), strict=False)
    return Fact(number, family.fact_type(verb), key, moment, day, said)


@st.composite
def amended(draw: st.DrawFn, family: Family, facts: list[Fact]) -> list[Fact]:
    """Corrections and withdrawals of some of the facts, and of one another."""
    amendments: list[Fact] = []
    for number in range(draw(st.integers(0, 4)) if facts else 0):
        about = draw(st.sampled_from([*facts, *amendments]))
        if about.type in FAMILIES.facts and draw(st.booleans()):
            said = draw(data(family.facts[about.verb]))
            amendments.append(corrected(f"a{number}", about, draw(days), said))
        elif about.type in FAMILIES.facts or about.type == CORRECTED:
            amendments.append(withdrawn(f"a{number}", about, draw(days)))
    return amendments


@st.composite
def lives(draw: st.DrawFn, family: Family, wide: bool = False, alone: bool = False) -> Life:
    """A subject that has facts of its own, or is what the states of others make of it.

    ``alone``: by its own facts only, as one of those that flow to another; what flows to these is a test of its own.
    """
    life = Life(key_for(family))
    sending = [FAMILIES.by_kind[kind] for kind in family.takes]
    if not family.facts:
        life.senders = [_sender(draw, sender, number, wide) for sender in sending for number in range(MOST_SENDERS)]
        reached = sorted({to for sender in life.senders for to in sends(sender, family)})
        if reached:
            life.key = key_of(draw(st.sampled_from(reached)))
        life.senders = [sender for sender in life.senders if str(life.key) in sends(sender, family)]
        return life
    if alone:
        life.facts = draw(facts_of(family, life.key, wide))
        life.facts += draw(amended(family, life.facts))
        return life
    others = [
        _sender(draw, sender, number, wide)
        for sender in sending
        for number in range(draw(st.integers(0, MOST_SENDERS)))
    ]
    named = {to for other in others for to in sends(other, family)}
    life.key = key_of(draw(st.sampled_from([str(life.key), *sorted(named)])))
    life.senders = [other for other in others if str(life.key) in sends(other, family)]
    life.facts = draw(facts_of(family, life.key, wide))
    life.facts += draw(amended(family, life.facts))
    if (asks := RULES[family.kind].asks) is not None:
        here = {str(sender.key) for sender in life.senders}
        asked = {key for key in asks(effective(life.facts).facts) if str(key) not in here}
        for key in sorted(asked):
            other = FAMILIES.by_kind[key.kind]
            life.senders.append(Life(key, draw(facts_of(other, key, wide))))
    return life


def sends(life: Life, family: Family) -> list[str]:
    """Keys of subjects of ``family`` to which a life flows when all of it has been told."""
    state = life.fold(BEGIN + timedelta(days=SPAN + 1)).state
    return [key for key in state.sends if key_of(key).kind == family.kind]


def _sender(draw: st.DrawFn, family: Family, number: int, wide: bool) -> Life:
    sender = draw(lives(family, wide, alone=True))
    if not family.facts:
        return sender
    key = Key(family.kind, ORG, f"s-{number + 1}")
    return Life(key, [fact._replace(key=key) for fact in sender.facts], sender.senders)
