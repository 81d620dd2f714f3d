"""Lives of subjects of any family: facts with amendments among them, and the states that flow to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from random import Random
from types import ModuleType

from hypothesis import strategies as st

from chassis.amend import effective
from chassis.case import Folded, encode
from chassis.rules import fold_subject
from contracts.amendments import CORRECTED
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.kit import Family, Key, key_of
from contracts.profile import County
from tests.families.drawing import BEGIN, SEEDS, SPAN, data, days, maker
from tests.families.making import CALENDAR, ORG, RULES, corrected, key_for, withdrawn
from tests.families.worlds import AS_IT_IS, World

TODAYS = st.integers(SPAN + 1, SPAN + 100).map(lambda number: BEGIN + timedelta(days=number))
"""Days on which all drawn facts are over, but for days that lie ahead by their nature."""

MOST_FACTS, MOST_SENDERS = 10, 3

_SEEDS = st.lists(SEEDS, min_size=1, max_size=MOST_FACTS)


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

    def fold(self, today: date, facts: list[Fact] | None = None, world: World = AS_IT_IS) -> Folded:
        """What the life comes to on a day; with ``facts``, by these instead."""
        return self.fold_with(today, self.linked(today, world), facts, world)

    def fold_with(
        self,
        today: date,
        linked: Mapping[str, list[bytes]],
        facts: list[Fact] | None = None,
        world: World = AS_IT_IS,
    ) -> Folded:
        """What it comes to beside these states of others."""
        taken = self.facts if facts is None else facts
        folded = fold_subject(RULES[self.key.kind], self.key, taken, world.calendar, today, linked, world.county)
        # Two makers of a detail are never equal; what they make is, and is never a matter of chance.
        assert folded.detail is None or folded.detail() == folded.detail()
        return folded._replace(detail=None)

    def fold_in(self, county: County, today: date) -> Folded:
        """What it comes to in a county with this profile, beside states of others as they are by default."""
        linked = self.linked(today)
        return fold_subject(RULES[self.key.kind], self.key, self.facts, CALENDAR, today, linked, county)

    def linked(self, today: date, world: World = AS_IT_IS) -> Mapping[str, list[bytes]]:
        """States that flow here, by kind, in the order of their keys."""
        states: dict[str, list[bytes]] = {}
        for sender in sorted(self.senders, key=lambda life: str(life.key)):
            states.setdefault(sender.key.kind, []).append(encode(sender.fold(today, world=world)))
        return states


def likely(family: Family) -> Sequence[str]:
    """Verbs without which little happens: those that its own tests name as ``LIKELY``, else the first of its life."""
    module = _tests_of(family.name)
    return getattr(module, "LIKELY", tuple(family.facts)[:1])


@cache
def _tests_of(family: str) -> ModuleType | None:
    name = f"tests.families.test_{family}"
    return import_module(name) if find_spec(name) else None


def facts_of(family: Family, key: Key, wide: bool = False) -> st.SearchStrategy[list[Fact]]:
    """Facts about one subject, clashing times and repeated tellings among them."""
    if not family.facts:
        return st.just([])
    return _SEEDS.map(
        lambda seeds: [_any_fact(family, key, f"f{n}", Random(seed), wide) for n, seed in enumerate(seeds)]
    )


def drawn_fact(family: Family, key: Key, number: str, verb: str) -> st.SearchStrategy[Fact]:
    """A fact of this verb."""
    return SEEDS.map(lambda seed: _fact(family, key, number, verb, Random(seed), wide=False))


def _any_fact(family: Family, key: Key, number: str, chance: Random, wide: bool) -> Fact:
    verb = chance.choice(chance.choice((likely(family), tuple(family.facts))))
    return _fact(family, key, number, verb, chance, wide)


def _fact(family: Family, key: Key, number: str, verb: str, chance: Random, wide: bool) -> Fact:
    day = BEGIN + timedelta(days=chance.randint(0, SPAN))
    moment = datetime.combine(day, time(chance.choice((9, 15))), SHANGHAI)
    model = family.facts[verb]
    content = model.model_validate(maker(model, wide)(chance), strict=False)
    return Fact(number, family.fact_type(verb), key, moment, day, content)


@st.composite
def amended(draw: st.DrawFn, family: Family, facts: list[Fact]) -> list[Fact]:
    """Corrections and withdrawals of some of the facts, and of one another."""
    amendments: list[Fact] = []
    for number in range(draw(st.integers(0, 4)) if facts else 0):
        about = draw(st.sampled_from([*facts, *amendments]))
        if about.type in FAMILIES.facts and draw(st.booleans()):
            content = draw(data(family.facts[about.verb]))
            amendments.append(corrected(f"a{number}", about, draw(days), content))
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
