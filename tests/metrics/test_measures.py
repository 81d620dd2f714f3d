"""Names of measures say where in a row they stand; what has no such form is refused."""

from __future__ import annotations

import pytest

from contracts.families import FAMILIES
from contracts.views import ObligationCounts, PeriodRow
from law.codes import ObligationStatus
from services.metrics.measures import BY, COUNTS, DAYS, OBLIGATIONS, STATUSES, Measure, parse


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("items_published", Measure("items_published", COUNTS, "")),
        ("items_by_channel@政府网站", Measure("items_by_channel", BY, "政府网站")),
        ("results@3_1_granted", Measure("results", BY, "3_1_granted")),
        ("by@a@b#7!due", Measure("by", BY, "a@b#7!due")),
        ("days_to_publish#0", Measure("days_to_publish", DAYS, "0")),
        ("days_to_publish#21", Measure("days_to_publish", DAYS, "21")),
        ("publish!due", Measure("publish", OBLIGATIONS, "due")),
        ("publish!met", Measure("publish", OBLIGATIONS, "met_on_time")),
    ],
)
def test_a_name_is_taken_apart(name: str, measure: Measure) -> None:
    assert parse(name) == measure


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
        assert parse(code) == Measure(code, COUNTS, "")


def test_every_status_has_a_place_in_a_row_and_the_places_are_fields_of_a_row() -> None:
    assert list(STATUSES.values()) == list(ObligationCounts.model_fields)
    assert {str(status) for status in ObligationStatus} | {"due"} == set(STATUSES)
    assert list(PeriodRow.model_fields)[3:] == [COUNTS, BY, DAYS, OBLIGATIONS]
