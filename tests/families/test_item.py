"""The standard catalog: which version obliged whom on a day, national rows locked, limits beside one another, yearly evaluation.

Not covered here: order, repeats, corrections and calendars, which the conformance suite asks of every family.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.envelope import Fact
from contracts.item import EVALUATE, ITEM, PUBLISH_EVALUATION, ItemDetail, ItemState, item_key, item_name
from contracts.kit import Key
from law.domains import domain_name, domains
from tests.families.making import fact, folded, owed, owing

TODAY = date(2026, 6, 30)
LIKELY = ("listed", "adapted")

A_TOWN, ANOTHER_TOWN, A_DEPARTMENT = "fengjie-aa", "fengjie-bb", "fengjie-cc"
ROW: dict[str, Any] = {
    "origin": "国家",
    "domain": "社会救助",
    "level1": "最低生活保障",
    "level2": "审核信息",
    "time_limit": "制定或获取信息之日起10个工作日内",
    "town_units": [A_TOWN],
}


def listed(number: str, day: str, told_on: str = "", **data: Any) -> Fact:
    return fact(number, "item.listed.v1", told_on or day, effective_on=date.fromisoformat(day), **(ROW | data))


def adapted(number: str, day: str, **data: Any) -> Fact:
    return fact(number, "item.adapted.v1", day, reason="县政府办公室要求", **data)


def repealed(number: str, day: str, told_on: str = "") -> Fact:
    return fact(number, "item.repealed.v1", told_on or day, repealed_on=date.fromisoformat(day), reason="并入新的事项")


def fold(facts: Sequence[Fact], today: date = TODAY) -> Folded:
    return folded(ITEM, facts, today)


def state(facts: Sequence[Fact], today: date = TODAY) -> ItemState:
    stated = fold(facts, today).state
    assert isinstance(stated, ItemState)
    return stated


def detail(facts: Sequence[Fact]) -> ItemDetail:
    made = fold(facts).detail
    assert made is not None
    version = made()
    assert isinstance(version, ItemDetail)
    return version


def obliged_on(stated: ItemState, day: str) -> set[tuple[str, str]]:
    on = date.fromisoformat(day)
    return {
        (span.unit, span.level.value)
        for span in stated.obliged
        if span.since <= on and (span.until is None or on < span.until)
    }


def codes(facts: Sequence[Fact]) -> list[str]:
    return [finding.code for finding in state(facts).findings]


def test_which_version_obliged_whom_is_answered_for_any_day() -> None:
    facts = [
        listed("l1", "2024-01-01"),
        listed("l2", "2025-01-01", town_units=[ANOTHER_TOWN], county_units=[A_DEPARTMENT]),
        repealed("r1", "2026-03-01"),
    ]
    stated = state(facts)
    assert obliged_on(stated, "2023-12-31") == set()
    assert obliged_on(stated, "2024-12-31") == {(A_TOWN, "乡级")}
    assert obliged_on(stated, "2025-01-01") == {(ANOTHER_TOWN, "乡级"), (A_DEPARTMENT, "县级")}
    assert obliged_on(stated, "2026-03-01") == set()
    assert [(v.since, v.until) for v in detail(facts).versions] == [
        (date(2024, 1, 1), date(2025, 1, 1)),
        (date(2025, 1, 1), date(2026, 3, 1)),
    ]
    assert stated.stage == "repealed"


def test_a_row_flows_to_every_unit_that_any_version_ever_obliged() -> None:
    facts = [listed("l1", "2024-01-01"), listed("l2", "2025-01-01", town_units=[ANOTHER_TOWN])]
    assert state(facts).sends == [
        "publishing.entry/fengjie-aa/fengjie-aa:s-1",
        "publishing.entry/fengjie-bb/fengjie-aa:s-1",
    ]


def test_a_version_of_last_year_that_is_told_after_this_years_takes_its_own_place() -> None:
    newest, late = listed("l2", "2025-01-01", time_limit="每季度"), listed("l1", "2024-01-01", told_on="2025-06-01")
    stated = state([late, newest])
    assert [(v.since, v.time_limit) for v in stated.versions] == [
        (date(2024, 1, 1), "制定或获取信息之日起10个工作日内"),
        (date(2025, 1, 1), "每季度"),
    ]


def test_a_row_whose_first_day_is_still_to_come_obliges_from_that_day() -> None:
    facts = [listed("l1", "2026-07-15", told_on="2026-06-01")]
    before = fold(facts)
    assert (state(facts).stage, before.check_on, before.state.counts) == ("ahead", date(2026, 7, 15), {})
    after = state(facts, date(2026, 7, 15))
    assert (after.stage, after.counts) == ("in_force", {"2026-07": {"catalog_listed": 1}})


def test_the_same_row_listed_again_changes_nothing_but_when_its_office_was_heard() -> None:
    once = state([listed("l1", "2024-01-01")])
    twice = state([listed("l1", "2024-01-01"), listed("l2", "2025-01-01")])
    assert twice.told_in == ["2024-01", "2025-01"]
    assert twice.model_copy(update={"told_in": once.told_in}).encoded() == once.encoded()


def test_a_national_row_is_locked_and_a_local_listing_of_it_is_found_and_not_applied() -> None:
    national = [listed("l1", "2024-01-01")]
    facts = [*national, listed("l2", "2025-01-01", origin="地方", time_limit="每年")]
    assert codes(facts) == ["item.national_locked"]
    assert state(facts).versions == state(national).versions


def test_what_the_county_changes_stands_beside_the_national_text() -> None:
    facts = [listed("l1", "2024-01-01"), adapted("a1", "2025-01-01", time_limit="3个工作日内", note="县里的承诺")]
    versions = detail(facts).versions
    assert versions[0].local is None
    assert versions[1].listed == versions[0].listed
    assert versions[1].local is not None
    assert (versions[1].local.time_limit, versions[1].local.note) == ("3个工作日内", "县里的承诺")
    assert (versions[1].read_as, versions[1].local_read_as) == ("形成/获取+10个工作日", "形成/变更+3个工作日")
    newest = state(facts).versions[-1]
    assert (newest.time_limit, newest.local_time_limit) == ("制定或获取信息之日起10个工作日内", "3个工作日内")
    assert codes(facts) == []


def test_a_local_change_stays_when_the_national_row_has_a_new_version() -> None:
    change = adapted("a1", "2025-01-01", time_limit="3个工作日内")
    facts = [listed("l1", "2024-01-01"), change, listed("l2", "2026-01-01", content="新的要素")]
    assert [v.local is not None for v in detail(facts).versions] == [False, True, True]


def test_a_local_row_is_listed_anew_and_not_adapted() -> None:
    local = listed("l1", "2024-01-01", origin="地方")
    assert codes([local, adapted("a1", "2025-01-01", note="改")]) == ["item.adapted_local"]
    again = listed("l2", "2025-01-01", origin="地方", note="改")
    assert (codes([local, again]), len(detail([local, again]).versions)) == ([], 2)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ([adapted("a1", "2025-01-01", note="改")], "item.adapted_unlisted"),
        ([repealed("r1", "2025-01-01")], "item.repealed_unlisted"),
    ],
)
def test_a_change_or_removal_of_what_was_never_listed_is_found(facts: list[Fact], code: str) -> None:
    stated = state(facts)
    assert (codes(facts), stated.stage, stated.flags) == ([code], "unknown", ["no_listing"])


def test_two_texts_for_one_day_are_found_and_the_later_told_counts() -> None:
    facts = [
        listed("l1", "2026-05-01", told_on="2026-04-01"),
        listed("l2", "2026-05-01", told_on="2026-04-02", note="改"),
    ]
    assert codes(facts) == ["item.listed_twice"]
    assert [version.listed.note for version in detail(facts).versions] == ["改"]


def test_a_listing_that_is_taken_back_for_its_own_first_day_never_obliged_anyone() -> None:
    facts = [listed("l1", "2026-05-01", told_on="2026-04-01"), repealed("r1", "2026-05-01", told_on="2026-04-20")]
    stated = state(facts)
    assert (stated.obliged, stated.counts) == ([], {})


def test_a_row_that_was_removed_can_be_listed_again() -> None:
    facts = [listed("l1", "2024-01-01"), repealed("r1", "2025-01-01"), listed("l2", "2026-01-01", origin="地方")]
    stated = state(facts)
    assert codes(facts) == []
    assert obliged_on(stated, "2025-06-01") == set()
    assert obliged_on(stated, "2026-06-01") == {(A_TOWN, "乡级")}
    assert stated.counts == {
        "2024-01": {"catalog_listed": 1},
        "2025-01": {"catalog_repealed": 1},
        "2026-01": {"catalog_listed": 1},
    }


def test_a_row_on_request_obliges_nobody_to_disclose_by_itself() -> None:
    stated = state([listed("l1", "2024-01-01", method="依申请")])
    assert (stated.obliged, stated.sends) == ([], [])


def evaluated(number: str, day: str, year: int, **data: Any) -> Fact:
    return fact(number, "item.evaluated.v1", day, year=year, **data)


def test_rule_12_a_row_on_request_is_evaluated_every_year_until_it_is_listed_as_public() -> None:
    facts = [
        listed("l1", "2023-05-01", method="依申请"),
        evaluated("e1", "2024-11-20", 2024),
        fact("p1", "item.evaluation_published.v1", "2024-12-02", year=2024),
        evaluated("e2", "2025-12-20", 2025, attribute="主动公开"),
        listed("l2", "2026-01-10", method="主动"),
    ]
    result = folded(ITEM, facts, TODAY, county=owing("2021-01-01", EVALUATE, PUBLISH_EVALUATION))
    assert [(o.due_on, o.status) for o in owed(result, EVALUATE)] == [
        (date(2024, 12, 31), "met"),
        (date(2025, 12, 31), "met"),
    ]
    assert [(o.opened_on, o.status) for o in owed(result, PUBLISH_EVALUATION)] == [
        (date(2024, 11, 20), "met"),
        (date(2025, 12, 20), "overdue"),
    ]


def test_rule_12_where_the_county_does_not_ask_for_it_nothing_is_owed() -> None:
    result = fold([listed("l1", "2023-05-01", method="依申请")])
    assert result.obligations == []


def test_rule_12_what_an_evaluation_found_public_is_flagged_until_it_is_listed_so() -> None:
    facts = [listed("l1", "2023-05-01", method="依申请"), evaluated("e1", "2025-12-20", 2025, attribute="主动公开")]
    assert state(facts).flags == ["to_be_listed_as_public"]
    assert state([*facts, listed("l2", "2026-01-10", method="主动")]).flags == []


def test_an_item_is_named_with_its_issuer_or_is_one_of_the_senders_own() -> None:
    assert item_key("fengjie-zhengfuban:社会救助-012", "fengjie-aa") == Key(
        "catalog.item", "fengjie-zhengfuban", "社会救助-012"
    )
    own = item_key("社会救助-012", "fengjie-aa")
    assert (own.org, own.subject, item_name(own)) == ("fengjie-aa", "社会救助-012", "fengjie-aa:社会救助-012")


def test_the_list_has_26_domains_and_knows_them_by_their_other_names() -> None:
    assert len({domain.name for domain in domains()}) == 26
    assert [domain_name(name) for name in ("乡村振兴", "生态环境", "社会救助领域", "脐橙产业")] == [
        "扶贫",
        "环境保护",
        "社会救助",
        "脐橙产业",
    ]


def test_versions_do_not_depend_on_the_order_of_arrival() -> None:
    facts = [
        listed("l1", "2024-01-01"),
        listed("l2", "2025-01-01", time_limit="每季度"),
        adapted("a1", "2025-03-01", time_limit="按月公开"),
        repealed("r1", "2025-06-01"),
        listed("l3", "2026-01-01", origin="地方"),
        listed("l4", "2026-02-01", origin="国家", town_units=[ANOTHER_TOWN]),
    ]
    whole = encode(fold(facts))
    assert all(encode(fold(arriving)) == whole for arriving in permutations(facts))
