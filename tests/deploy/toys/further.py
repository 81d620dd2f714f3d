"""A county's own family in a service of its own, as ``GONGKAI_FAMILIES`` adds it; contract and rules in this file."""

from __future__ import annotations

from chassis.case import Case, Folded
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Duty, Family, Measure
from contracts.state import SubjectState
from law.limit import working_days


class WellDug(BusModel, title="掘井", meaning="a well was dug, or dug deeper."):
    dug_on: Date = described("掘井日期", "day of digging", unit=DATE)
    depth: int = described("深度", "how deep it is now", unit="m", ge=0)


class WellState(SubjectState, title="水井", meaning="a well."):
    seconds_a_metre: int = described("每米用时", "of the bucket", default=0)


SHOW = Duty("show_well", "公示水井", "Show the well", "某县规定第一条", working_days(5))

FAMILIES = (
    Family(
        name="well",
        service="wells",
        chinese="水井",
        english="well",
        facts={"dug": WellDug},
        state=WellState,
        duties=(SHOW,),
        measures=(Measure("wells_dug", "掘井", "Dug", "口", group="水井", group_english="Wells"),),
        rules="tests.deploy.toys.further",
    ),
)


def fold(case: Case) -> Folded:
    """A well is to be shown after each digging. Its rule fails on a well without any depth."""
    seconds = 0
    for fact in case.facts:
        assert isinstance(fact.data, WellDug)
        seconds = 600 // fact.data.depth
        case.owe(SHOW, fact.data.dug_on, facts=[fact.id])
        case.count(fact.data.dug_on, "wells_dug")
    return case.close(WellState, title=case.key.subject, seconds_a_metre=seconds)
