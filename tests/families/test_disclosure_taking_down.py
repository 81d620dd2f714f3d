"""Rule 7: how long it is shown at least and at most, and what an annulled decision asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.disclosure import (
    FAMILY,
    TAKE_DOWN,
    TAKE_DOWN_ANNULLED,
    TAKE_DOWN_ENFORCEMENT,
    TAKE_DOWN_PERSON,
    DisclosureState,
)
from contracts.envelope import Fact
from contracts.item import ITEM
from contracts.kit import Duty
from contracts.profile import BY_DEFAULT, County
from tests.families.disclosing import down, formed, published
from tests.families.making import county, fact, folded, owed, owing, with_notice
from tests.families.test_disclosure_limits import item

ASKING = owing("2021-01-01", TAKE_DOWN_ENFORCEMENT, TAKE_DOWN_PERSON)


def penalty(on: str = "2021-02-24", number: str = "f", **data: Any) -> Fact:
    return fact(number, "disclosure.formed.v1", on, **({"attribute": "主动公开", "scope": "行政处罚"} | data))


def annulled(on: str, number: str = "x") -> Fact:
    return fact(number, "disclosure.annulled.v1", on, reason="行政诉讼判决撤销")


def fold(*facts: Fact, today: date, county: County = ASKING, **rest: Any) -> Folded:
    return folded(FAMILY, facts, today, county=county, **rest)


def state(*facts: Fact, today: date, county: County = ASKING, **rest: Any) -> DisclosureState:
    whole = fold(*facts, today=today, county=county, **rest).state
    assert isinstance(whole, DisclosureState)
    return whole


def stands(duty: Duty, *facts: Fact, today: date, **rest: Any) -> list[tuple[date, date, str]]:
    return [(o.opened_on, o.due_on, o.status.value) for o in owed(fold(*facts, today=today, **rest), duty)]


@pytest.mark.parametrize(
    ("person", "put_up", "latest"),
    [
        (False, "2021-03-01", date(2026, 3, 1)),
        (True, "2021-03-01", date(2023, 3, 1)),
        (False, "2024-02-29", date(2029, 2, 28)),
        (True, "2024-12-31", date(2026, 12, 31)),
    ],
)
def test_rule_7_results_of_enforcement_come_down_after_five_years_and_of_persons_after_two(
    person: bool, put_up: str, latest: date
) -> None:
    facts = (penalty(natural_person=person), published(put_up))
    assert state(*facts, today=date.fromisoformat(put_up)).take_down_by == latest
    duty = TAKE_DOWN_PERSON if person else TAKE_DOWN_ENFORCEMENT
    day_after = date.fromordinal(latest.toordinal() + 1)
    opened = date.fromisoformat(put_up)
    assert stands(duty, *facts, today=latest) == [(opened, latest, "open")]
    assert stands(duty, *facts, today=day_after) == [(opened, latest, "overdue")]
    assert stands(duty, *facts, down(latest.isoformat()), today=day_after) == [(opened, latest, "met")]
    assert stands(duty, *facts, down(day_after.isoformat()), today=day_after) == [(opened, latest, "met_late")]


def test_rule_7_a_duty_of_years_is_owed_in_its_last_thirty_days_and_looked_for_until_then() -> None:
    facts = (penalty(), published("2021-03-01"))
    before = fold(*facts, today=date(2026, 1, 29))
    assert (owed(before, TAKE_DOWN_ENFORCEMENT), before.check_on) == ([], date(2026, 1, 30))
    assert len(stands(TAKE_DOWN_ENFORCEMENT, *facts, today=date(2026, 1, 30))) == 1
    early = (*facts, down("2025-06-02"))
    assert stands(TAKE_DOWN_ENFORCEMENT, *early, today=date(2026, 6, 1)) == []


def test_rule_7_without_the_countys_word_or_of_something_else_nothing_sets_how_long_it_may_stay() -> None:
    today = date(2026, 3, 10)
    assert stands(TAKE_DOWN_ENFORCEMENT, penalty(), published("2021-03-01"), today=today, county=BY_DEFAULT) == []
    assert state(formed("2021-03-01"), published("2021-03-01"), today=today).take_down_by is None


def test_rule_7_a_county_sets_its_own_longest_display() -> None:
    own = county(
        duties=[{"duty": TAKE_DOWN_ENFORCEMENT.code, "spans": [{"since": "2021-01-01"}]}],
        limits=[{"duty": TAKE_DOWN_ENFORCEMENT.code, "since": "2021-01-01", "amount": 3, "unit": "years"}],
    )
    assert state(penalty(), published("2021-03-01"), today=date(2021, 3, 2), county=own).take_down_by == date(
        2024, 3, 1
    )


def test_rule_7_the_day_that_the_formation_names_is_the_latest_whatever_the_county_asks_for() -> None:
    facts = (penalty("2026-01-05", take_down_by="2026-02-24"), published("2026-01-06"))
    assert stands(TAKE_DOWN, *facts, today=date(2026, 2, 25), county=BY_DEFAULT) == [
        (date(2026, 1, 6), date(2026, 2, 24), "overdue")
    ]


def test_rule_7_a_change_moves_the_latest_day_of_what_is_still_public() -> None:
    facts = (penalty("2026-01-05", take_down_by="2026-02-24"), published("2026-01-06"))
    longer = (*facts, penalty("2026-02-02", "g", take_down_by="2026-06-30"))
    assert state(*longer, today=date(2026, 2, 25), county=BY_DEFAULT).take_down_by == date(2026, 6, 30)


def test_rule_7_what_was_published_after_its_last_day_has_to_come_down_the_same_day() -> None:
    facts = (penalty("2026-01-05", take_down_by="2026-01-10"), published("2026-01-12"))
    assert stands(TAKE_DOWN, *facts, today=date(2026, 1, 12)) == [(date(2026, 1, 12), date(2026, 1, 12), "open")]


@pytest.mark.parametrize(
    ("put_up", "earliest"),
    [
        # Seven working days over 春节 (15–23 February off, Saturdays 14 and 28 worked), 国庆, and the turn of the year.
        ("2026-02-12", date(2026, 3, 1)),
        ("2026-09-29", date(2026, 10, 15)),
        ("2025-12-29", date(2026, 1, 9)),
    ],
)
def test_rule_7_the_earliest_take_down_counts_working_days_over_the_holidays(put_up: str, earliest: date) -> None:
    row = item("10个工作日内，公示7个工作日", since="2025-01-01")
    facts = (fact("f", "disclosure.formed.v1", put_up, attribute="主动公开", item="i-1"), published(put_up))
    assert state(*facts, today=date(2026, 12, 1), linked={ITEM.kind: [row]}).take_down_from == earliest


def test_rule_7_a_notice_that_comes_after_the_putting_up_leaves_the_announced_display_as_it_was() -> None:
    row = item("10个工作日内，公示7个工作日")
    facts = (fact("f", "disclosure.formed.v1", "2026-03-10", attribute="主动公开", item="i-1"), published("2026-03-12"))
    linked = {ITEM.kind: [row]}
    for known_from, day in ((date(2026, 3, 13), 24), (date(2026, 3, 12), 25)):
        moved = with_notice(known_from, off=[date(2026, 3, 16)])
        shown = state(*facts, today=date(2026, 4, 1), calendar=moved, linked=linked)
        assert shown.take_down_from == date(2026, 3, day)


def test_an_annulled_decision_comes_down_by_the_next_working_day() -> None:
    facts = (formed("2026-02-02"), published("2026-02-03"), annulled("2026-02-13"))
    due = date(2026, 2, 14)  # a Saturday that is worked, before 春节
    assert stands(TAKE_DOWN_ANNULLED, *facts, today=due) == [(date(2026, 2, 13), due, "open")]
    assert state(*facts, today=due).take_down_by == due
    assert state(*facts, today=due).annulled_on == date(2026, 2, 13)
    gone = (*facts, down("2026-02-24"))
    assert stands(TAKE_DOWN_ANNULLED, *gone, today=date(2026, 3, 1)) == [(date(2026, 2, 13), due, "met_late")]


def test_annulled_before_it_was_public_it_need_not_be_published_and_nothing_comes_down() -> None:
    result = fold(formed("2026-02-02"), annulled("2026-02-09"), today=date(2026, 6, 1))
    assert [duty.status for duty in result.obligations] == ["excused"]


def test_what_is_decided_anew_is_owed_anew_and_its_publication_takes_the_annulled_one_s_place() -> None:
    facts = (formed("2026-02-02"), published("2026-02-03"), annulled("2026-03-02"))
    anew = (*facts, formed("2026-03-03", number="g"), published("2026-03-03", number="q"))
    result = fold(*anew, today=date(2026, 6, 1))
    assert [duty.status for duty in result.obligations] == ["met"] * 3
    assert state(*anew, today=date(2026, 6, 1)).annulled_on is None


def test_what_is_published_though_annulled_is_found_and_has_to_come_down() -> None:
    facts = (formed("2026-02-02"), published("2026-02-03"), annulled("2026-03-02"), down("2026-03-02"))
    again = (*facts, published("2026-03-09", number="q"))
    whole = state(*again, today=date(2026, 6, 1))
    assert [finding.code for finding in whole.findings] == ["published.annulled"]
    assert [duty.status for duty in owed(fold(*again, today=date(2026, 6, 1)), TAKE_DOWN_ANNULLED)] == [
        "met",
        "overdue",
    ]


def test_taking_down_with_its_reason_stays_counted() -> None:
    whole = state(formed("2026-02-02"), published("2026-02-03"), down("2026-03-05"), today=date(2026, 6, 1))
    assert (whole.withdrawn_on, whole.withdrawn_reason) == (date(2026, 3, 5), "更新")
    assert whole.counts["2026-03"]["items_withdrawn"] == 1
    shown_again = published("2026-04-02", number="q")
    again = state(
        formed("2026-02-02"), published("2026-02-03"), down("2026-03-05"), shown_again, today=date(2026, 6, 1)
    )
    assert (again.withdrawn_on, again.withdrawn_reason) == (None, None)
    assert again.counts["2026-03"]["items_withdrawn"] == 1


@pytest.mark.parametrize(
    ("latest", "found"),
    [("2026-03-24", []), ("2026-03-23", ["display.latest_before_earliest"])],
    ids=["on the first day after the display", "on its last day"],
)
def test_rule_7_a_latest_take_down_before_the_earliest_is_found(latest: str, found: list[str]) -> None:
    row = item("10个工作日内，公示7个工作日")
    content = {"attribute": "主动公开", "item": "i-1", "take_down_by": latest}
    facts = (fact("f", "disclosure.formed.v1", "2026-03-10", **content), published("2026-03-12"))
    result = fold(*facts, today=date(2026, 3, 13), linked={ITEM.kind: [row]})
    assert [(finding.code, finding.fact) for finding in result.state.findings] == [(code, "f") for code in found]
