"""What applications and disclosures note without finding fault."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contracts.envelope import Fact
from contracts.item import ITEM
from contracts.state import SubjectState
from law.signals import ANSWERED, EXTENDED_NEAR_DUE, RECORDED_LATE, REOPENED, WITHDRAWN_AGAIN
from tests.families import disclosing
from tests.families.application.said import disputed, said, state
from tests.families.making import corrected, fact
from tests.families.test_application import answered, received
from tests.families.test_disclosure_limits import formed as limited
from tests.families.test_disclosure_limits import item
from tests.families.test_disclosure_taking_down import annulled
from tests.families.test_disclosure_taking_down import state as shown

TODAY = date(2026, 6, 30)


def noted(whole: SubjectState, code: str) -> list[tuple[str, list[str]]]:
    return [(signal.on.isoformat(), signal.facts) for signal in whole.signals if signal.code == code]


def extended(on: str, approved: str | None = None) -> Fact:
    return said("extended", on, f"e-{on}", days=20, approved_on=approved or on)


@pytest.mark.parametrize(
    ("on", "near"),
    [("2026-03-31", False), ("2026-04-01", True), ("2026-04-07", True), ("2026-04-08", False)],
)
def test_an_extension_in_the_last_three_working_days_is_noted(on: str, near: bool) -> None:
    whole = state(received(), extended(on), today=TODAY)
    assert noted(whole, EXTENDED_NEAR_DUE) == ([(on, [f"e-{on}"])] if near else [])


def test_an_extension_without_effect_is_a_finding_and_no_signal() -> None:
    assert noted(state(received(), extended("2026-04-03", "2026-04-07"), today=TODAY), EXTENDED_NEAR_DUE) == []


def test_the_first_extension_is_held_against_the_first_due_date() -> None:
    early, again = extended("2026-03-12"), said("extended", "2026-04-30", "e2", days=1, approved_on="2026-04-30")
    assert noted(state(received(), early, again, today=TODAY), EXTENDED_NEAR_DUE) == []


def test_the_day_of_the_answer_is_that_which_is_counted() -> None:
    whole = state(received(), answered("2026-03-20"), answered("2026-05-20", "a2"), today=TODAY)
    assert noted(whole, ANSWERED) == [("2026-03-20", ["a"])]
    assert whole.counts["2026-03"]["applications_answered"] == 1
    assert noted(state(answered("2026-03-06"), today=TODAY), ANSWERED) == []


def test_closed_and_reopened_is_noted_unless_a_decision_asks_for_it() -> None:
    life = received(), answered("2026-03-20"), said("reopened", "2026-03-25", "re")
    assert noted(state(*life, today=TODAY), REOPENED) == [("2026-03-25", ["a", "re"])]
    ordered = [
        disputed("review_filed", "2026-03-21"),
        disputed("review_decided", "2026-03-24", result="corrected", disclose=True),
    ]
    assert noted(state(*life, *ordered, today=TODAY), REOPENED) == []


def test_what_came_back_from_elsewhere_is_not_reopened_by_the_unit() -> None:
    away = said("transferred", "2026-03-11", "t", to="fengjie-bb")
    assert noted(state(received(), away, said("reopened", "2026-03-20", "re"), today=TODAY), REOPENED) == []


FORMED = fact("f", "disclosure.formed.v1", "2026-03-02", attribute="主动公开")


@pytest.mark.parametrize(
    ("on", "gone"), [("2026-03-03", True), ("2026-04-02", True), ("2026-04-03", False), ("2026-06-03", False)]
)
def test_published_and_gone_within_thirty_days_is_noted(on: str, gone: bool) -> None:
    whole = shown(FORMED, disclosing.published("2026-03-03"), disclosing.down(on), today=TODAY)
    assert noted(whole, WITHDRAWN_AGAIN) == ([(on, ["p", "w"])] if gone else [])


def test_each_time_that_it_is_put_up_and_goes_is_noted() -> None:
    facts = [
        FORMED,
        disclosing.published("2026-03-03"),
        disclosing.down("2026-03-05"),
        disclosing.published("2026-03-09", number="p2"),
        disclosing.down("2026-03-11", "w2"),
    ]
    for order in (facts, facts[::-1], facts * 2):
        whole = shown(*order, today=TODAY)
        assert noted(whole, WITHDRAWN_AGAIN) == [("2026-03-05", ["p", "w"]), ("2026-03-11", ["p2", "w2"])]


@pytest.mark.parametrize(
    "facts",
    [
        (FORMED, annulled("2026-03-08")),
        (FORMED, fact("f2", "disclosure.formed.v1", "2026-03-08", attribute="不予公开")),
        (fact("f", "disclosure.formed.v1", "2026-03-02", attribute="主动公开", take_down_by="2026-03-20"),),
    ],
)
def test_what_had_to_go_is_not_noted(facts: tuple[Fact, ...]) -> None:
    whole = shown(*facts, disclosing.published("2026-03-03"), disclosing.down("2026-03-10"), today=TODAY)
    assert whole.withdrawn_on == date(2026, 3, 10)
    assert noted(whole, WITHDRAWN_AGAIN) == []


def test_what_was_shown_for_as_long_as_its_item_asks_is_not_noted_and_what_was_cut_short_is() -> None:
    row = {ITEM.kind: [item("集体讨论决定后公示，公示期不少于7个工作日")]}
    facts = limited("2026-03-02"), disclosing.published("2026-03-03")
    first = shown(*facts, today=TODAY, linked=row).take_down_from
    assert first is not None
    for day, gone in ((first, False), (first - timedelta(days=1), True)):
        whole = shown(*facts, disclosing.down(day.isoformat()), today=TODAY, linked=row)
        assert bool(noted(whole, WITHDRAWN_AGAIN)) is gone


def test_a_day_moved_back_by_a_late_correction_is_recorded_late_and_a_mended_title_is_not() -> None:
    formed = fact("f", "disclosure.formed.v1", "2026-03-02", attribute="主动公开", title="甲")
    data = {"formed_on": "2026-03-02", "attribute": "主动公开", "title": "乙"}
    later = date(2026, 4, 20)
    mended = corrected("c", formed, later, data)
    assert noted(shown(formed, mended, today=TODAY), RECORDED_LATE) == []
    moved = corrected("c2", formed, later, data | {"formed_on": "2026-02-20"})
    for order in ((formed, mended, moved), (moved, formed, mended)):
        assert noted(shown(*order, today=TODAY), RECORDED_LATE) == [("2026-04-20", ["f"])]
