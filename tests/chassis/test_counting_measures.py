"""Names of measures say where in a row they stand; what has no such form is refused."""

from __future__ import annotations

import pytest

from chassis.counting.measures import BY, COUNTS, DAYS, OBLIGATIONS, STATUSES, parse
from contracts.families import FAMILIES
from contracts.views import ObligationCounts, PeriodRow
from law.codes import ObligationStatus


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("items_published", ("items_published", COUNTS, "")),
        ("items_by_channel@政府网站", ("items_by_channel", BY, "政府网站")),
        ("results@3_1_granted", ("results", BY, "3_1_granted")),
        ("by@a@b#7!due", ("by", BY, "a@b#7!due")),
        ("days_to_publish#0", ("days_to_publish", DAYS, "0")),
        ("days_to_publish#21", ("days_to_publish", DAYS, "21")),
        ("publish!due", ("publish", OBLIGATIONS, "due")),
        ("publish!met", ("publish", OBLIGATIONS, "met_on_time")),
    ],
)
def test_a_name_is_taken_apart(name: str, measure: tuple[str, str, str]) -> None:
    assert parse(name)[1:] == measure


def test_measures_sort_by_code_and_then_by_part_and_days_by_number() -> None:
    names = ["a", "a#2", "a#10", "a!due", "a@b", "a1", "a1@a", "a_b", "b"]
    assert [(m.code, m.part) for m in sorted(map(parse, reversed(names)))] == sorted(
        [
            ("a", ""),
            ("a", "2"),
            ("a", "10"),
            ("a", "b"),
            ("a", "due"),
            ("a1", ""),
            ("a1", "a"),
            ("a_b", ""),
            ("b", ""),
        ],
        key=lambda pair: (pair[0], pair[1].rjust(5, "0") if pair[1].isdigit() else pair[1]),
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Items",
        "items published",
        "items@",
        "items@\x00",
        "items@\n",
        "days#",
        "days#07",
        "days#-1",
        "days#x",
        "days#100000",
        "publish!",
        "publish!waived",
        "!due",
        "@label",
        "x" * 101,
        "by@" + "长" * 201,
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no "):
        parse(name)


def test_every_code_of_the_families_is_a_name() -> None:
    for code in (*FAMILIES.measures, *FAMILIES.duties):
        assert parse(code)[1:] == (code, COUNTS, "")


def test_every_status_has_a_place_in_a_row_and_the_places_are_fields_of_a_row() -> None:
    assert list(STATUSES.values()) == list(ObligationCounts.model_fields)
    assert {str(status) for status in ObligationStatus} | {"due"} == set(STATUSES)
    assert list(PeriodRow.model_fields)[3:] == [COUNTS, BY, DAYS, OBLIGATIONS]
