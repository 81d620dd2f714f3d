"""What something is asked of is in the registry: a unit that is mistyped is told at the door, with those near it."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.amendments import CORRECTED
from contracts.notices import Refusal
from services.gateway.door import judge
from services.gateway.records import NOBODY, Accepted, Inbound, Refused, Unit, Units
from tests.gateway.making import DRAFTED, GOOD, ORG, TODAY, binary, structured

LISTED, ADAPTED, VILLAGE = "item.listed.v1", "item.adapted.v1", "village.listed.v1"
UNITS = Units(
    {org: Unit() for org in (ORG, "fengjie-caizhengju", "fengjie-baidizhen")} | {"fengjie-old": Unit(closed=True)}
)
ROW = {"effective_on": "2026-02-01", "origin": "地方", "domain": "低保", "level1": "甲", "level2": "乙"}
DATA: dict[str, dict[str, Any]] = {
    LISTED: ROW,
    ADAPTED: {"effective_on": "2026-02-01", "reason": "本地"},
    DRAFTED: GOOD[DRAFTED],
    VILLAGE: {"listed_on": "2026-02-01", "name": "白帝村", "affairs": GOOD[VILLAGE]["affairs"]},
}


def refused(record: Inbound) -> Refusal:
    verdict = judge(record, ORG, TODAY, UNITS)
    assert isinstance(verdict, Refused), verdict
    return verdict.refusal


@pytest.mark.parametrize("make", [structured, binary])
@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (LISTED, {"county_units": ["fengjie-caizhengju", "fengjie-caizhenju"]}, "county_units.1"),
        (LISTED, {"town_units": ["fengjie-caizhenju"]}, "town_units.0"),
        (ADAPTED, {"town_units": ["fengjie-caizhenju"]}, "town_units.0"),
        (DRAFTED, {"drafter": "fengjie-caizhenju"}, "drafter"),
        (VILLAGE, {"township": "fengjie-caizhenju"}, "township"),
    ],
)
def test_a_unit_that_the_registry_does_not_have_is_refused_with_those_near_it(
    make: Any, kind: str, changed: dict[str, Any], field: str
) -> None:
    refusal = refused(make(kind, DATA[kind] | changed))
    assert (refusal.code, refusal.field, refusal.value) == ("org.unknown", field, "fengjie-caizhenju")
    assert "fengjie-caizhengju" in refusal.remedy


@pytest.mark.parametrize(
    ("kind", "field", "data"),
    [
        ("column.registered.v1", "site", {"registered_on": "2026-02-02", "name": "要闻", "kind": "动态要闻"}),
        ("message.received.v1", "column", {"received_on": "2026-02-02"}),
        ("village_matter.arose.v1", "village", {"arose_on": "2026-02-02"}),
        ("hearing.announced.v1", "decision", {"announced_on": "2026-02-02", "takes_place_on": "2026-02-20"}),
    ],
)
def test_a_subject_of_an_organisation_that_the_registry_does_not_have_is_refused_and_one_s_own_passes(
    kind: str, field: str, data: dict[str, Any]
) -> None:
    refusal = refused(structured(kind, data | {field: "fengjie-caizhenju:s-1"}))
    assert (refusal.code, refusal.field, refusal.value) == ("org.unknown", field, "fengjie-caizhenju")
    for known in ("s-1", "fengjie-caizhengju:s-1", "fengjie-old:s-1"):
        assert isinstance(judge(structured(kind, data | {field: known}), ORG, TODAY, UNITS), Accepted)


def test_so_is_one_among_the_topics_of_a_meeting() -> None:
    topics = [{"title": "一"}, {"title": "二", "decision": "fengjie-caizhenju:jc-1"}]
    held = {"held_on": "2026-02-02", "attendees": {"public": 2}, "topics": topics}
    refusal = refused(structured("attendance.held.v1", held))
    assert (refusal.code, refusal.field) == ("org.unknown", "topics.1.decision")


def test_a_correction_is_looked_at_as_the_fact_is() -> None:
    data = {"fact": "f", "fact_type": LISTED, "reason": "误", "data": ROW | {"county_units": ["nobody"]}}
    assert (refused(structured(CORRECTED, data)).code, refused(structured(CORRECTED, data)).field) == (
        "org.unknown",
        "data.county_units.0",
    )


def test_units_of_the_registry_pass_those_closed_too_and_without_a_registry_all_do() -> None:
    known = structured(LISTED, ROW | {"county_units": ["fengjie-caizhengju", "fengjie-old"], "town_units": []})
    assert isinstance(judge(known, ORG, TODAY, UNITS), Accepted)
    unknown = structured(LISTED, ROW | {"county_units": ["anybody"]})
    assert isinstance(judge(unknown, ORG, TODAY, NOBODY), Accepted)


def test_a_last_day_before_the_formation_is_refused() -> None:
    formed = {"formed_on": "2026-02-02", "attribute": "主动公开", "take_down_by": "2026-02-01"}
    refusal = refused(structured("disclosure.formed.v1", formed))
    assert (refusal.code, refusal.field) == ("date.order", "take_down_by")
