"""A unit's simulated year: what a family's course is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from demo.applications import Lived
from demo.assessed import Fault
from demo.decisions import Decision
from demo.earlier import Earlier
from demo.habits import Habits
from demo.items import Item
from demo.steps import Maker, Step
from demo.totals import Share
from demo.units import Unit


@dataclass(frozen=True)
class UnitYear:
    """One unit's year as one family sees it; ``make`` draws from a generator of the family's own."""

    unit: Unit
    share: Share
    items: Sequence[Item]
    """Public information of the year, which more than one family tells about."""
    earlier: Sequence[Earlier]
    """Documents of earlier years that were not public, some of which are from this year on."""
    applications: Sequence[Lived]
    """Applications of the year and of earlier ones, and the cases over them, likewise."""
    decisions: Sequence[Decision]
    """Decisions of the year in which the public takes part, likewise."""
    faults: Sequence[Fault]
    """Faults that the county office finds in the unit, likewise."""
    habits: Habits
    others: Sequence[str]
    """The county's other organisations."""
    make: Maker

    @property
    def rng(self) -> Random:
        """Where this family's chance comes from."""
        return self.make.rng

    def slips(self, often: float) -> bool:
        """Whether something goes wrong that goes wrong ``often`` at units of ordinary care."""
        return self.habits.slips(often, self.rng)


@dataclass(frozen=True)
class Slip:
    """What is easily written down wrongly of a fact: its day, or ``often`` another of the values ``among``."""

    day: str
    choice: str = ""
    among: Sequence[str] = ()
    often: float = 0.0


@dataclass(frozen=True)
class Course:
    """A family's part in the simulated year, and the slips that happen with its facts, by verb."""

    steps: Callable[[UnitYear], list[Step]]
    slips: Mapping[str, Slip]
