"""Lamps by the rule as it was mended: one without any power shines for no time at all."""

from __future__ import annotations

from chassis.case import Case, Folded
from tests.line.toys import LIGHT, LampHung, LampState, lamp

FAMILIES = (lamp("tests.line.toys.mended"),)


def fold(case: Case) -> Folded:
    """A lamp is to be lit within five working days of each hanging."""
    hours = 0
    for fact in case.facts:
        assert isinstance(fact.data, LampHung)
        hours = 1000 // fact.data.watts if fact.data.watts else 0
        case.owe(LIGHT, fact.data.hung_on, facts=[fact.id])
        case.count(fact.data.hung_on, "lamps_hung")
    return case.close(LampState, title=case.key.subject, hours_a_unit=hours)
