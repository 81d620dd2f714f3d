"""Folds of plants and beds."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.kit import Key
from tests.chassis.toys import (
    BED,
    PLANT,
    STALL,
    WATER,
    WEED,
    BedState,
    Dug,
    Planted,
    PlantState,
    Pruned,
    Watered,
    Withered,
)


class Plant(msgspec.Struct):
    """What a bed needs of a plant."""

    subject: str
    planted_on: date | None = None
    watered: int = 0


READS = {PLANT.kind: Plant}


def fold_plant(case: Case) -> Folded:
    """It has to be watered within 20 working days of planting."""
    planted = next((fact for fact in reversed(case.facts) if isinstance(fact.data, Planted)), None)
    planting = planted.data if planted else None
    assert planting is None or isinstance(planting, Planted)
    watered = [fact.data.watered_on for fact in case.facts if isinstance(fact.data, Watered)]
    if planted is not None and planting is not None:
        case.owe(WATER, planting.planted_on, met_on=min(watered, default=None), facts=[planted.id])
        case.count(planting.planted_on, "plants_planted")
    sends = [Key(STALL.kind, case.key.org, case.key.subject)]
    folded = case.close(
        PlantState,
        title=(planting.name if planting else "") + _withered(case),
        sends=[*sends, Key(BED.kind, case.key.org, planting.bed)] if planting and planting.bed else sends,
        planted_on=planting.planted_on if planting else None,
        watered=len(watered),
        pruned=sum(isinstance(fact.data, Pruned) for fact in case.facts),
    )
    stalls = any(isinstance(fact.data, Withered) and fact.data.how == "stalls" for fact in case.facts)
    return folded._replace(check_on=case.today) if stalls else folded


def _withered(case: Case) -> str:
    ways = {fact.data.how for fact in case.facts if isinstance(fact.data, Withered)}
    if "raises" in ways:
        raise ZeroDivisionError("13812345678 must not be told")
    return "枯" * 1_000_000 if "bloats" in ways else ""


def fold_bed(case: Case) -> Folded:
    """A bed has to be weeded within 20 working days of its first plant; nobody ever does."""
    plants = case.linked(PLANT.kind, Plant)
    days = [plant.planted_on for plant in plants if plant.planted_on is not None]
    if days:
        case.owe(WEED, min(days))
    return case.close(
        BedState,
        relevant=bool(days or case.facts),
        plants=[plant.subject for plant in plants if plant.planted_on],
        watered=sum(plant.watered for plant in plants),
        dug=sum(isinstance(fact.data, Dug) for fact in case.facts),
    )
