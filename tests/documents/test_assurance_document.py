"""docs/assurance.md: the door takes every fact that it shows, each said by whom it may be said, and every code exists."""

from __future__ import annotations

import re

from contracts.families import FAMILIES
from contracts.kit import Speaker
from tests.documents.snippets import ROOT
from tests.documents.told import codes, refused, shown, unknown

PAGE = (ROOT / "docs" / "assurance.md").read_text(encoding="utf-8")


def test_the_door_takes_every_fact_of_the_page() -> None:
    assert refused(PAGE) == {}


def test_the_page_shows_a_fact_of_every_family_and_names_the_unit_where_the_supervisor_speaks() -> None:
    facts = list(shown(PAGE))
    families = [family for family in FAMILIES.of_service("assurance") if family.facts]
    assert {FAMILIES.of_fact(fact["type"]).name for fact in facts} == {family.name for family in families}
    for fact in facts:
        assert ("about" in fact) is (FAMILIES.of_fact(fact["type"]).speaker is Speaker.SUPERVISOR)


def test_every_fact_finding_and_duty_that_the_page_names_exists() -> None:
    assert len(codes(PAGE)) > 25
    assert unknown(PAGE) == set()
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert {duty.code for family in FAMILIES.of_service("assurance") for duty in family.duties} <= named
    assert {check.code for family in FAMILIES.of_service("assurance") for check in family.checks} <= named
