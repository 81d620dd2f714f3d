"""When a document was signed, when it was void, and what its clean-ups came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from chassis.case import Case
from contracts.document import CleanUpPublished, DocumentCleanedUp, DocumentExpired, Outcome
from contracts.envelope import Fact
from law.evaluation import Void

ENDING = (Outcome.REPEALED, Outcome.LAPSED)
"""Outcomes after which a document is void; after the others it is in force."""


class Rank(IntEnum):
    """The order of the law, for steps of one day: what expires is cleaned up, not the other way round."""

    EXPIRED = 0
    CLEANED = 1


class Step(NamedTuple):
    """An expiry or a clean-up, in the order of day, law, time."""

    on: date
    rank: Rank
    time: datetime
    fact: str
    outcome: Outcome | None = None


@dataclass
class Spell:
    """Days without effect: since when, by which fact, and what the clean-up of it was."""

    since: date
    facts: list[str]
    until: date | None = None
    cleaned: Step | None = None


@dataclass
class Life:
    """What expiries and clean-ups come to."""

    spells: list[Spell] = field(default_factory=list)
    cleanings: list[Step] = field(default_factory=list)
    """The first clean-up of each day that has one."""
    repeated: list[Step] = field(default_factory=list)
    """Expiries of what was reported void already."""

    @property
    def void(self) -> list[Void]:
        """Days without effect, as the law reads them."""
        return [Void(spell.since, spell.until) for spell in self.spells]

    @property
    def now(self) -> Spell | None:
        """The spell that has not ended."""
        return self.spells[-1] if self.spells and self.spells[-1].until is None else None

    def take(self, step: Step) -> None:
        """The next step."""
        void = self.now
        if step.rank is Rank.EXPIRED:
            if void is None:
                self.spells.append(Spell(step.on, [step.fact]))
            else:
                self.repeated.append(step)
            return
        if not self.cleanings or self.cleanings[-1].on != step.on:
            self.cleanings.append(step)
        if void is None and step.outcome in ENDING:
            void = Spell(step.on, [step.fact])
            self.spells.append(void)
        if void is not None:
            void.cleaned = void.cleaned or step
            if step.outcome not in ENDING:
                void.until = step.on


def life_of(facts: Sequence[Fact]) -> Life:
    """The steps among the facts, in their order."""
    life = Life()
    for step in sorted(step for fact in facts for step in _steps(fact)):
        life.take(step)
    return life


def _steps(fact: Fact) -> list[Step]:
    match fact.data:
        case DocumentExpired() as data:
            return [Step(data.expired_on, Rank.EXPIRED, fact.time, fact.id)]
        case DocumentCleanedUp() as data:
            return [Step(data.cleaned_on, Rank.CLEANED, fact.time, fact.id, data.outcome)]
    return []


class Publication(NamedTuple):
    """A published result of a clean-up."""

    on: date
    time: datetime
    fact: str


def clean_up_publications(case: Case) -> list[Publication]:
    """By day."""
    return sorted(
        Publication(fact.data.published_on, fact.time, fact.id)
        for fact in case.facts
        if isinstance(fact.data, CleanUpPublished)
    )
