"""Rule 8, matters that arise in a village (第三十条): published at any time, on the board and on line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.envelope import Fact
from contracts.profile import County
from contracts.village import (
    AT_ANY_TIME,
    VILLAGE,
    VILLAGE_MATTER,
)
from tests.families.making import ORG, fact, folded, key_for, owed, state_of
from tests.families.test_village import ASKING, ON_BOARDS, POLICY, TODAY, listed


def matter(*facts: Fact, today: date = TODAY, county: County = ASKING, village: bytes | None = None) -> Folded:
    linked = {VILLAGE.kind: [village or state_of(VILLAGE, [listed(POLICY)], TODAY)]}
    return folded(VILLAGE_MATTER, facts, today, county=county, linked=linked)


def arose(on: str = "2026-02-13", **data: Any) -> Fact:
    return fact("a", "village_matter.arose.v1", on, **{"village": "s-1"} | data)


def shown(on: str, place: str = "村务公开栏") -> Fact:
    return fact(f"{place}-{on}", "village_matter.published.v1", on, place=place)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-02-13", "2026-02-25"),
        ("2026-09-30", "2026-10-10"),
        ("2025-12-31", "2026-01-06"),
        ("2026-03-09", "2026-03-12"),
    ],
)
def test_rule_8_a_matter_is_published_at_any_time_within_three_working_days_over_the_holidays(
    on: str, due: str
) -> None:
    (duty,) = owed(matter(arose(on), today=date.fromisoformat(on)), AT_ANY_TIME)
    assert duty.due_on == date.fromisoformat(due)


def test_a_matter_is_met_on_the_board_and_on_line_by_itself() -> None:
    result = matter(arose("2026-03-09"), shown("2026-03-11"), shown("2026-03-16", "网上"))
    assert [duty.status for duty in result.obligations] == ["met", "met_late"]
    assert result.state.counts["2026-03"]["village_matters"] == 1


def test_a_matter_of_another_township_s_village_is_found_and_so_is_one_of_an_unknown_village() -> None:
    foreign = state_of(VILLAGE, [listed(POLICY, township="fengjie-bb")], TODAY)
    result = matter(arose(), village=foreign)
    assert [f.code for f in result.state.findings] == ["village_matter.of_another_township"]
    assert result.obligations == []
    unknown = folded(VILLAGE_MATTER, [arose()], TODAY, county=ASKING)
    assert [finding.code for finding in unknown.state.findings] == ["village_matter.village_unknown"]
    assert len(unknown.obligations) == 2


def test_a_matter_names_its_village_with_or_without_its_own_township_and_another_township_s_is_not_its_own() -> None:
    village = state_of(VILLAGE, [listed(POLICY)], TODAY)
    assert matter(arose(village=f"{ORG}:s-1"), village=village).state.findings == []
    elsewhere = matter(arose(village="fengjie-bb:cun-9"))
    assert [f.code for f in elsewhere.state.findings] == ["village_matter.of_another_township"]
    assert elsewhere.obligations == []


@pytest.mark.parametrize(
    ("dissolved_on", "status", "departures"),
    [
        ("2026-03-09", "excused", ["village_matter.after_dissolution"]),
        ("2026-03-12", "excused", []),
        ("2026-03-13", "met_late", []),
    ],
)
def test_a_matter_is_no_longer_owed_from_the_day_on_which_its_village_was_dissolved(
    dissolved_on: str, status: str, departures: list[str]
) -> None:
    gone = state_of(VILLAGE, [listed(POLICY), fact("d", "village.dissolved.v1", dissolved_on)], TODAY)
    result = matter(arose("2026-03-09"), shown("2026-04-01"), village=gone, county=ON_BOARDS)
    assert [duty.status for duty in result.obligations] == [status]
    assert [finding.code for finding in result.state.findings] == departures


@pytest.mark.parametrize(
    ("on", "status", "departures"),
    [
        ("2026-03-03", "excused", []),
        ("2026-03-12", "excused", ["village_matter.after_dissolution"]),
        ("2026-06-01", "met", []),
    ],
    ids=["before it was gone", "while it was gone", "when it was there again"],
)
def test_a_matter_of_a_village_that_came_back_is_owed_where_it_arose_when_there_was_one(
    on: str, status: str, departures: list[str]
) -> None:
    gone = fact("d", "village.dissolved.v1", "2026-03-05")
    village = state_of(VILLAGE, [listed(POLICY), gone, listed(POLICY, on="2026-06-01", number="l2")], TODAY)
    result = matter(arose(on), shown("2026-06-02"), village=village, county=ON_BOARDS)
    assert [duty.status for duty in result.obligations] == [status]
    assert [finding.code for finding in result.state.findings] == departures


def test_a_matter_goes_by_the_village_of_its_first_telling_and_by_no_other() -> None:
    other = fact("a2", "village_matter.arose.v1", "2026-04-01", village="a-1")
    foreign = folded(VILLAGE, [listed(POLICY, township="fengjie-bb")._replace(key=key_for(VILLAGE, "a-1"))], TODAY)
    linked = {VILLAGE.kind: [encode(foreign), state_of(VILLAGE, [listed(POLICY)], TODAY)]}
    result = folded(VILLAGE_MATTER, [arose("2026-03-09"), other], TODAY, county=ASKING, linked=linked)
    assert (len(result.obligations), result.state.findings) == (2, [])


def test_a_matter_published_before_it_arose_is_found_and_one_that_never_arose_is_kept() -> None:
    assert [f.code for f in matter(arose("2026-03-09"), shown("2026-03-06")).state.findings] == [
        "village_matter.published_before"
    ]
    kept = matter(shown("2026-03-06"))
    assert [finding.code for finding in kept.state.findings] == ["village_matter.not_arisen"]
    assert kept.obligations == []
