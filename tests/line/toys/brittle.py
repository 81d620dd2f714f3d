"""Lamps by a rule that fails on one without any power."""

from __future__ import annotations

from chassis.case import Case, Folded
from tests.line.toys import LIGHT, LampHung, LampState, lamp

FAMILIES = (lamp("tests.line.toys.brittle"),)


def fold(case: Case) -> Folded:
    """A lamp is to be lit within five working days of each hanging."""
    hours = 0
    for fact in case.facts:
        assert isinstance(fact.data, LampHung)
        hours = 1000 // fact.data.watts
        case.owe(LIGHT, fact.data.hung_on, facts=[fact.id])
        case.count(fact.data.hung_on, "lamps_hung")
    return case.close(LampState, title=case.key.subject, hours_a_unit=hours)
