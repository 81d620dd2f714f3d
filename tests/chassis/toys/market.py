"""Folds of stalls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from chassis.case import Case, Folded
from contracts.envelope import Fact
from contracts.kit import Key
from tests.chassis.toys import BED, PLANT, Opened, StallState


class Grown(msgspec.Struct):
    """What a stall needs of a plant or a bed."""

    watered: int = 0
    plants: list[str] = []


READS = {BED.kind: Grown, PLANT.kind: Grown}


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """The beds that a stall names."""
    return [Key(BED.kind, fact.key.org, fact.data.bed) for fact in facts if isinstance(fact.data, Opened)]


def fold(case: Case) -> Folded:
    """What grows in the beds it names, and the plant of its own number."""
    beds, own = case.linked(BED.kind, Grown), case.linked(PLANT.kind, Grown)
    return case.close(
        StallState,
        relevant=bool(case.facts),
        sells=sorted(plant for bed in beds for plant in bed.plants),
        watered=sum(grown.watered for grown in (*beds, *own)),
    )
