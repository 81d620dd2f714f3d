"""When a decision is on the list of those in which the public takes part, and what is arranged meanwhile (二（五）)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from chassis.case import Case
from chassis.dated import Dated, dated
from contracts.decision import DecisionChanged, DecisionDropped, DecisionListed, DecisionPublished

Arranged = Dated[DecisionListed] | Dated[DecisionChanged]


@dataclass
class Spell:
    """Days on which it was on the list; what was listed again after it was dropped has several."""

    listed: Dated[DecisionListed]
    dropped_on: date | None = None
    changes: list[Dated[DecisionChanged]] = field(default_factory=list)

    @property
    def arranged(self) -> list[Arranged]:
        """How the public takes part, the newest last."""
        return [self.listed, *self.changes]


class Awaited(NamedTuple):
    """An arrangement that has to be published: by which publication it was, and from when on it need not be."""

    arranged: Arranged
    published: Dated[DecisionPublished] | None
    ended_on: date | None


class Listing:
    """The list and the arrangements, by day, then as they were told; of one moment in the order of a life."""

    def __init__(self, case: Case) -> None:
        self.spells: list[Spell] = []
        self.twice: list[Dated[DecisionListed]] = []
        """Listings of what was on the list."""
        self.unlisted: list[Dated[DecisionChanged]] = []
        """Changes of what nobody has ever listed."""
        self.published = dated(case, DecisionPublished, "published_on")
        loose: list[Dated[DecisionChanged]] = []
        for step in _steps(case):
            spell = self.spells[-1] if self.spells and self.spells[-1].dropped_on is None else None
            match step.data:
                case DecisionListed() if spell is None:
                    self.spells.append(Spell(step))
                case DecisionListed():
                    self.twice.append(step)
                case DecisionChanged():
                    (loose if spell is None else spell.changes).append(step)
                case DecisionDropped() if spell is not None:
                    spell.dropped_on = step.on
        if not self.spells:
            self.unlisted = loose

    @property
    def newest(self) -> Dated[DecisionListed] | None:
        """The listing by which it is on the list, or was last."""
        return self.spells[-1].listed if self.spells else None

    @property
    def dropped_on(self) -> date | None:
        """The first day on which it is not on the list any more."""
        return self.spells[-1].dropped_on if self.spells else None

    @property
    def arranged(self) -> list[Arranged]:
        """How the public takes part, the newest last."""
        return [step for spell in self.spells for step in spell.arranged] or [*self.unlisted]

    def awaited(self) -> Iterator[Awaited]:
        """A listing has to be published, and each change anew; a change of what is not public yet joins what waits.

        What was dropped need not be published any more: what is published afterwards is of the next listing.
        """
        for spell in self.spells:
            yield from self._awaited(spell.arranged, spell.dropped_on)
        yield from self._awaited(self.unlisted, None)

    def _awaited(self, arranged: Sequence[Arranged], ended_on: date | None) -> Iterator[Awaited]:
        met_until: date | None = None
        for step in arranged:
            if met_until is not None and step.on <= met_until:
                continue
            later = next((publication for publication in self.published if publication.on >= step.on), None)
            if later is not None and ended_on is not None and later.on > ended_on:
                later = None
            yield Awaited(step, later, ended_on)
            if later is None:
                return
            met_until = later.on


def _steps(case: Case) -> list[Dated[Any]]:
    ranked: list[tuple[Dated[Any], int]] = [
        *((step, 0) for step in dated(case, DecisionListed, "listed_on")),
        *((step, 1) for step in dated(case, DecisionChanged, "changed_on")),
        *((step, 2) for step in dated(case, DecisionDropped, "dropped_on")),
    ]
    return [step for step, _ in sorted(ranked, key=lambda each: (each[0].on, each[0].time, each[1], each[0].id))]
