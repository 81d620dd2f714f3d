"""Whole numbers in what is asked are digits and nothing else, within their bounds, however many are sent."""

from __future__ import annotations

import pytest

from chassis.whole_number import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("007", 7),
        ("10000", 10_000),
        ("10001", None),
        ("0", None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1_000", None),
        (" 1", None),
        ("²", None),
        ("２", None),
        ("", None),
        ("9" * 5_000, None),
        ("0" * 5_000 + "1", None),
    ],
)
def test_a_number_is_within_its_bounds_or_none(text: str, number: int | None) -> None:
    assert whole_number(text, 1, 10_000) == number


def test_the_greatest_that_a_table_holds_is_one() -> None:
    assert whole_number(str(2**63 - 1), 0, 2**63 - 1) == 2**63 - 1
    assert whole_number(str(2**63), 0, 2**63 - 1) is None
