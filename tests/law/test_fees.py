"""信息处理费: the totals of 国办函〔2020〕109号 and charges that were really made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.fees import Band, Basis, due, fee

ITEMS = {0: 0, 10: 0, 11: 100, 30: 2_000, 31: 2_200, 40: 4_000, 41: 4_300, 50: 7_000}
PAGES = {0: 0, 30: 0, 31: 10, 100: 700, 101: 720, 200: 2_700, 201: 2_740}
CHARGED_PAGES = {109: 880, 119: 1_080, 57: 270, 72: 420, 44: 140, 68: 380}


@pytest.mark.parametrize(("count", "yuan"), ITEMS.items())
def test_by_item_the_tiers_are_marginal(count: int, yuan: int) -> None:
    assert fee(Basis.ITEMS, count).amount == yuan


@pytest.mark.parametrize(("count", "yuan"), (PAGES | CHARGED_PAGES).items())
def test_by_page_the_tiers_are_marginal(count: int, yuan: int) -> None:
    assert fee(Basis.PAGES, count).amount == yuan


@pytest.mark.parametrize(("items", "yuan"), [(15, 1_500), (6, 600)])
def test_items_beyond_the_free_ten_cost_a_hundred_each(items: int, yuan: int) -> None:
    assert fee(Basis.ITEMS, items, before=10).amount == yuan


def test_the_notice_can_state_the_bands() -> None:
    assert fee(Basis.ITEMS, 33).bands == (Band(1, 10, 10, 0), Band(11, 30, 20, 100), Band(31, 33, 3, 200))
    assert [band.amount for band in fee(Basis.PAGES, 201).bands] == [0, 700, 2_000, 40]


@pytest.mark.parametrize(
    ("basis", "count", "before"), [(Basis.ITEMS, -1, 0), (Basis.ITEMS, 1, -1), (Basis.PAGES, 40, 30)]
)
def test_an_impossible_count_is_refused(basis: Basis, count: int, before: int) -> None:
    with pytest.raises(ValueError, match="before"):
        fee(basis, count, before)
    with pytest.raises(ValueError, match="before"):
        due(basis, count, before)


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_amount_without_its_tiers_is_that_of_the_tiers(count: int, before: int) -> None:
    assert due(Basis.ITEMS, count, before) == fee(Basis.ITEMS, count, before).amount
    assert due(Basis.PAGES, count) == fee(Basis.PAGES, count).amount


def test_a_million_items_are_as_quickly_charged_as_ten() -> None:
    assert due(Basis.ITEMS, 1_000_000) == 2_000 + 1_000 * 99_997 * 100_000 // 2


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_month_costs_the_same_however_it_is_split(first: int, second: int) -> None:
    split = fee(Basis.ITEMS, first).amount + fee(Basis.ITEMS, second, before=first).amount
    assert split == fee(Basis.ITEMS, first + second).amount


@given(st.sampled_from(Basis), st.integers(0, 1_000))
def test_one_more_never_costs_less_than_the_one_before(basis: Basis, count: int) -> None:
    price = [fee(basis, n).amount for n in (count, count + 1, count + 2)]
    assert price[2] - price[1] >= price[1] - price[0] >= 0
    assert sum(band.units for band in fee(basis, count).bands) == count
