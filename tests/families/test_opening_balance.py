"""An opening balance: one subject a unit, the first statement counts, what differs from it is found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.envelope import Fact
from contracts.opening_balance import OPENING_BALANCE, OpeningState
from tests.families.making import corrected, fact, folded

TODAY = date(2026, 12, 31)
BALANCE: dict[str, Any] = {"year": 2026, "applications": {"natural": 3}, "remedies": {"review": 1}}


def declared(on: str = "2026-01-05", number: str = "o", subject: str = "opening", **data: Any) -> Fact:
    return fact(number, "opening_balance.declared.v1", on, subject, **(BALANCE | data))


def fold(*facts: Fact) -> Folded:
    return folded(OPENING_BALANCE, facts, TODAY)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


def test_what_is_told_is_counted_at_the_years_beginning_and_flows_to_that_years_figures() -> None:
    state = fold(declared()).state
    assert isinstance(state, OpeningState)
    assert (state.year, state.applications, state.remedies, state.in_force) == (
        2026,
        {"natural": 3},
        {"review": 1},
        None,
    )
    assert state.counts == {"2026-01": {"opening_applications@natural": 3, "opening_remedies@review": 1}}
    assert state.sends == ["catalog.annual_figure/fengjie-aa/2026"]


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ({}, []),
        ({"applications": {"natural": 4}}, ["opening_balance.differs"]),
        ({"in_force": {"normative": 1}}, ["opening_balance.differs"]),
        ({"year": 2025}, ["opening_balance.other_year"]),
    ],
)
def test_a_second_statement_counts_nothing_and_is_found_where_it_differs(
    later: dict[str, Any], found: list[str]
) -> None:
    result = fold(declared(), declared("2026-02-05", "p", **later))
    assert codes(result) == found
    assert result.state.counts == fold(declared()).state.counts


def test_a_correction_restates_it() -> None:
    first = declared()
    mended = corrected(
        "c", first, date(2026, 3, 2), BALANCE | {"declared_on": "2026-01-05", "applications": {"natural": 5}}
    )
    result = fold(first, mended)
    assert result.state.counts["2026-01"]["opening_applications@natural"] == 5
    assert codes(result) == []


def test_under_another_name_it_counts_nothing_and_is_found() -> None:
    result = fold(declared(subject="qc-2026"))
    assert (codes(result), result.state.counts, result.state.sends) == (["opening_balance.subject"], {}, [])
