"""The whole simulated year and what is expected of it, made once for all tests that look at it."""

from __future__ import annotations

from functools import cache

from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.notices import read_calendar
from demo.oracle.profile import read_asked
from demo.oracle.rows import Expected
from demo.sent import Schedule
from demo.steps import LAST
from demo.units import COUNTY, county_units, read_units
from tests.demo.lines import IN_ORDER

UNITS = county_units(read_units())
COUNTIES = {unit.org: unit.county for unit in UNITS}


@cache
def whole_year() -> Schedule:
    """What the county sends."""
    return simulated_year(UNITS)


FURTHER = (
    "register",
    "archive",
    "deliver_archive",
    "deliver_library",
    "take_down_enforcement",
    "take_down_person",
)
"""Duties that a county may ask for."""


@cache
def counted() -> Expected:
    """What the views must say of it, where a county asks for what 奉节县 does not ask for yet, too."""
    asked = {**dict.fromkeys(FURTHER, IN_ORDER), **read_asked()}
    return expect(whole_year().accepted, read_calendar(), LAST, COUNTIES, asked={COUNTY: asked})
