"""Every family takes part in the demonstration by being there: nothing lists them a second time."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from contracts.families import FAMILIES
from contracts.kit import Family, Measure, MeasureKind
from demo.families import courses, judges
from demo.units import county_units, read_units
from tests.demo.whole import counted

UNITS = county_units(read_units())
TELLING = [family for family in FAMILIES.all if family.facts]
PLACES = {MeasureKind.LABELLED: "by.{}.*", MeasureKind.STOCK: "by.{}.*", MeasureKind.DAYS: "days.{}.count"}


@pytest.mark.parametrize("family", TELLING, ids=lambda family: family.name)
def test_a_family_with_facts_has_a_course_and_an_oracle_of_its_name(family: Family) -> None:
    assert family.name in courses()
    assert family.kind in judges()


@pytest.mark.parametrize("family", TELLING, ids=lambda family: family.name)
def test_slips_are_of_verbs_and_fields_that_the_family_has(family: Family) -> None:
    for verb, slip in courses()[family.name].slips.items():
        fields = family.facts[verb].model_fields
        assert slip.day in fields
        assert not slip.choice or slip.choice in fields


def test_the_year_has_something_of_every_measure_and_duty() -> None:
    annual = counted().views["annual"]
    places = {place for flat in annual.values() for place in flat}

    def missing(pattern: str) -> bool:
        return not any(fnmatchcase(place, pattern) for place in places)

    assert not [code for code, measure in FAMILIES.measures.items() if missing(_place(measure))]
    assert not [code for code in FAMILIES.duties if missing(f"obligations.{code}.due")]


def _place(measure: Measure) -> str:
    return PLACES.get(measure.kind, "counts.{}").format(measure.code)
