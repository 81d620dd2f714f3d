"""Families that cannot stand together are refused as they are put together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contracts.annual_figure import ANNUAL_FIGURE
from contracts.document import FAMILY as DOCUMENT
from contracts.families import FAMILIES, Families
from contracts.item import ITEM
from contracts.opening_balance import OPENING_BALANCE


@pytest.mark.parametrize("code", ["documents_standing", "documents_made"])
def test_what_a_family_opens_is_a_stock_of_another(code: str) -> None:
    with pytest.raises(ValueError, match=f"opens {code}, which is no stock"):
        Families((OPENING_BALANCE, replace(ANNUAL_FIGURE, opens=(code,)), ITEM, DOCUMENT))


def test_what_a_family_counts_are_its_own_measures_and_the_stocks_that_it_opens() -> None:
    assert [measure.code for measure in FAMILIES.counted_by(ANNUAL_FIGURE)][-1] == "documents_in_force"
    assert FAMILIES.counted_by(DOCUMENT) == DOCUMENT.measures
