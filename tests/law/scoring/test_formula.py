"""Formulas and points as they are written."""

from __future__ import annotations

import pytest

from law.scoring.formula import formula_of
from law.scoring.points import cumulated, hundredths, percent, split, words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("items", 7),
        ("items + posts - 3", 9),
        ("- 2 + items", 5),
        ("answer!met - answer!overdue", 1),
        ("items@政府网站 − posts", -1),
        (" 12 ", 12),
    ],
)
def test_sums_and_differences_are_read(text: str, value: int) -> None:
    amounts = {"items": 7, "posts": 5, "items@政府网站": 4, "answer!met": 3, "answer!overdue": 2}
    assert formula_of(text).of(lambda name: amounts[name]) == value


@pytest.mark.parametrize(
    "text", ["", " ", "+", "a +", "a b", "a * b", "a / b", "(a)", "公开", "a@", "a!", "A", "1.5", "a--b", "9" * 40]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no sum or difference"):
        formula_of(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("0", True),
        ("a - a", True),
        ("a + b - b - a", True),
        ("3 - 3", True),
        ("0 - a", True),
        ("2 - 3 + a - a", True),
        ("a", False),
        ("a - b", False),
        ("1", False),
        ("a + a - a", False),
    ],
)
def test_a_formula_that_can_only_be_nothing_is_seen(text: str, never: bool) -> None:
    assert formula_of(text).never_above_zero is never


def test_a_formula_is_shown_with_its_numbers_and_names() -> None:
    formula = formula_of("a@政府网站 + answer!met - 3")
    names = {"a": "公开", "answer": "答复", "!met": "按期履行"}
    assert formula.words(lambda _: 5, names) == "公开·政府网站 5 + 答复·按期履行 5 − 3"
    assert formula.words(lambda _: 5, {}) == "a·政府网站 5 + answer·met 5 − 3"


@pytest.mark.parametrize(("text", "amount"), [("0", 0), ("2", 200), ("2.5", 250), ("0.05", 5), (" 100 ", 10_000)])
def test_points_are_whole_hundredths(text: str, amount: int) -> None:
    assert hundredths(text) == amount
    assert words(amount) == text.strip()
    assert percent(amount) == f"{text.strip()}%"


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1,5", "一", "1e3", "nan", "+1", "１"])
def test_what_is_no_number_of_points_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        hundredths(text)


def test_parts_add_up_to_the_whole() -> None:
    assert split(10, 3) == [4, 3, 3]
    assert split(2, 3) == [1, 1, 0]
    assert cumulated([]) == []
