"""What is drawn for the line: facts of every family of publishing, all of which the door takes, and on which folds and oracle agree."""

from __future__ import annotations

import json

from cli.recount import obligations, views
from contracts.families import FAMILIES
from contracts.profile import Counties
from demo.families import expect
from demo.oracle.compare import differences
from demo.oracle.notices import read_calendar
from services.gateway.door import judge
from services.gateway.profiles import packaged
from services.gateway.records import Accepted, Inbound
from tests.demo.folds import folded
from tests.line.conftest import ORGS, TODAY
from tests.line.facts import lives

DRAWN = lives(1101, 400, list(ORGS))
STRUCTURED = [("content-type", b"application/cloudevents+json")]
FURTHER = {"disclosure.annulled.v1", "disclosure.delivered.v1"}
"""Drawn by tests of their own."""


def test_every_fact_of_every_family_of_publishing_is_drawn() -> None:
    drawn = {json.loads(line)["type"] for _, line in DRAWN}
    families = [family for family in FAMILIES.of_service("publishing") if family.facts]
    assert {family.fact_type(verb) for family in families for verb in family.facts} - drawn == FURTHER
    assert {"fact.corrected.v1", "fact.withdrawn.v1"} <= drawn


def test_the_door_takes_all_of_it() -> None:
    verdicts = [judge(Inbound(line, STRUCTURED, f"dept.{org}.events", 0, 0), org, TODAY) for org, line in DRAWN]
    assert [verdict for verdict in verdicts if not isinstance(verdict, Accepted)] == []


def test_folds_and_oracle_agree_on_it_without_any_server() -> None:
    asking = {org: county for org, county in ORGS.items() if county == "fengjie"}
    states = folded(DRAWN, TODAY, counties=Counties(packaged(), asking)).states
    expected = expect(DRAWN, read_calendar(), TODAY, ORGS)
    assert differences(expected, views(states, ORGS), obligations(states, ORGS)) == []
