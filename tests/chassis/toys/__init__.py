"""Two services of three kinds of subjects, for what a ledger does whatever its families are.

A garden keeps plants, and beds to which plants flow; a market keeps stalls: plants flow to the stall of their own
number, and a stall asks for any bed it names. Plants can be made to break their fold.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.families import Families
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Duty, Family, Measure
from contracts.state import SubjectState
from law.limit import working_days


class Planted(BusModel, title="种植", meaning="a plant was planted in a bed."):
    planted_on: Date = described("种植日期", "day of planting", unit=DATE)
    bed: str | None = described("苗床", "in which bed", default=None)
    name: str = described("名称", "what it is called", default="")


class Watered(BusModel, title="浇水", meaning="it was watered."):
    watered_on: Date = described("浇水日期", "day of watering", unit=DATE)


class Withered(BusModel, title="枯萎", meaning="a fact that this version's fold cannot bear."):
    withered_on: Date = described("枯萎日期", "day", unit=DATE)
    how: Literal["raises", "stalls", "bloats"] = described("方式", "how the fold fails")


class Pruned(BusModel, title="修剪", meaning="a fact that an older version does not know."):
    pruned_on: Date = described("修剪日期", "day of pruning", unit=DATE)


class Dug(BusModel, title="翻土", meaning="a bed was dug over."):
    dug_on: Date = described("翻土日期", "day of digging", unit=DATE)


class PlantState(SubjectState, title="植物", meaning="a plant."):
    planted_on: date | None = described("种植日期", "day of planting", unit=DATE, default=None)
    watered: int = described("浇水次数", "how often it was watered", default=0)
    pruned: int = described("修剪次数", "how often it was pruned", default=0)


class BedState(SubjectState, title="苗床", meaning="the plants of a bed."):
    plants: list[str] = described("植物", "numbers of its plants", default_factory=list)
    watered: int = described("浇水次数", "of all plants", default=0)
    dug: int = described("翻土次数", "how often it was dug over", default=0)


class Opened(BusModel, title="开摊", meaning="a stall was opened, and sells what grows in a bed."):
    opened_on: Date = described("开摊日期", "day of opening", unit=DATE)
    bed: str = described("苗床", "whose plants it sells")


class StallState(SubjectState, title="摊位", meaning="a stall with what it sells."):
    sells: list[str] = described("出售", "plants of the beds it asked for", default_factory=list)
    watered: int = described("浇水次数", "of the plant of its own number, and of the beds", default=0)


WATER = Duty("water", "浇水", "Water it", "园艺第一条", working_days(20))
WEED = Duty("weed", "除草", "Weed it", "园艺第二条", working_days(20))

PLANT = Family(
    name="plant",
    service="garden",
    chinese="植物",
    english="plant",
    facts={"planted": Planted, "watered": Watered, "withered": Withered, "pruned": Pruned},
    state=PlantState,
    duties=(WATER,),
    measures=(Measure("plants_planted", "种植", "Planted", "株"),),
    most_facts=6,
    rules="tests.chassis.toys.garden",
)
BED = Family(
    name="bed",
    service="garden",
    chinese="苗床",
    english="bed",
    facts={"dug": Dug},
    state=BedState,
    most_facts=6,
    most_linked=12,
    duties=(WEED,),
    takes=(PLANT.kind,),
    rules="tests.chassis.toys.garden",
)
STALL = Family(
    name="stall",
    service="market",
    chinese="摊位",
    english="stall",
    facts={"opened": Opened},
    state=StallState,
    takes=(PLANT.kind, BED.kind),
    rules="tests.chassis.toys.market",
)

TOYS = Families((PLANT, BED, STALL))

YESTERDAY_S = Families(
    (
        Family(**{**vars(PLANT), "facts": {verb: m for verb, m in PLANT.facts.items() if verb != "pruned"}}),
        BED,
        STALL,
    )
)
"""As an older version of the garden has them: it does not know that plants are pruned."""
