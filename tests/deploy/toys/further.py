"""A county's own family in a service of its own, as ``GONGKAI_FAMILIES`` adds it; contract and rules in this file."""

from __future__ import annotations

from chassis.case import Case, Folded
from contracts.fields import DATE, BusModel, Date, described
from contracts.kit import Family
from contracts.state import SubjectState


class WellDug(BusModel, title="掘井", meaning="a well was dug."):
    dug_on: Date = described("掘井日期", "day of digging", unit=DATE)


class WellState(SubjectState, title="水井", meaning="a well."):
    pass


FAMILIES = (
    Family(
        name="well",
        service="wells",
        chinese="水井",
        english="well",
        facts={"dug": WellDug},
        state=WellState,
        rules="tests.deploy.toys.further",
    ),
)


def fold(case: Case) -> Folded:
    """A well is owed nothing."""
    return case.close(WellState)
