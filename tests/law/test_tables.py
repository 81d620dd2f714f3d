"""Tables 三 and 四 of a year, and the identities that published reports break."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import table3, table4
from law.codes import ApplicantKind
from law.outcomes import Row
from law.repeats import Asked, asked_by_several, repeats
from law.table3 import COLUMNS, ROWS, Application
from law.table4 import Case, Remedy, Result
from law.tables import Broken

NATURAL, BUSINESS = ApplicantKind.NATURAL, ApplicantKind.BUSINESS


def y(year: int, month: int = 6, day: int = 1) -> date:
    return date(year, month, day)


def cells(table: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The cells of the total column that are not zero."""
    return {row: columns["total"] for row, columns in table.items() if columns["total"]}


def test_the_form_has_25_rows_and_7_columns() -> None:
    assert len(ROWS) == len(set(ROWS.values())) == 25
    assert tuple(COLUMNS) == (
        "natural",
        "business",
        "research",
        "charity",
        "legal_service",
        "other_org",
        "total",
    )
    assert tuple(ROWS) == ("1_new", "2_carried_in", *Row, "3_7_total", "4_carried_out")


def test_receipts_count_by_day_of_receipt_and_results_by_day_of_answer() -> None:
    applications = [
        Application(NATURAL, y(2025, 12, 20), [(y(2026, 1, 5), Row.GRANTED)]),
        Application(NATURAL, y(2026), [(y(2026, 7), Row.THIRD_PARTY)]),
        Application(BUSINESS, y(2026, 12, 30)),
    ]
    assert cells(table3.table3(applications, 2025)) == {"1_new": 1, "4_carried_out": 1}
    assert cells(table3.table3(applications, 2026)) == {
        "1_new": 2,
        "2_carried_in": 1,
        "3_1_granted": 1,
        "3_3_4": 1,
        "3_7_total": 2,
        "4_carried_out": 1,
    }
    assert cells(table3.table3(applications, 2027)) == {"2_carried_in": 1, "4_carried_out": 1}
    assert table3.table3(applications, 2026)["1_new"]["business"] == 1


def test_of_two_results_on_one_day_the_later_is_the_result() -> None:
    for rows in ((Row.THIRD_PARTY, Row.GRANTED), (Row.GRANTED, Row.THIRD_PARTY)):
        table = table3.table3([Application(NATURAL, y(2026), [(y(2026, 7), row) for row in rows])], 2026)
        assert (table[rows[1]]["total"], table[rows[0]]["total"], table["3_7_total"]["total"]) == (1, 0, 1)


def test_fengjie_2020_received_41_finished_32_and_carried_9() -> None:
    applications = [Application(NATURAL, y(2020, 3), [(y(2020, 4), Row.GRANTED)])] * 32
    applications += [Application(BUSINESS, y(2020, 12))] * 9
    table = table3.table3(applications, 2020)
    assert cells(table) == {"1_new": 41, "3_1_granted": 32, "3_7_total": 32, "4_carried_out": 9}
    assert table3.broken(table) == []


def test_a_transferred_application_is_counted_by_the_organ_that_answers() -> None:
    ours = [Application(NATURAL, y(2026), transferred=True)]
    theirs = [Application(NATURAL, y(2026), [(y(2026, 7), Row.GRANTED)])]
    county = table3.add([table3.table3(ours, 2026), table3.table3(theirs, 2026)])
    assert cells(county) == {"1_new": 1, "3_1_granted": 1, "3_7_total": 1}


def test_a_reopened_application_finishes_once_with_the_last_answer_of_its_first_year() -> None:
    same_year = Application(NATURAL, y(2026), [(y(2026, 9), Row.GRANTED), (y(2026, 7), Row.IN_PROCESS)])
    assert cells(table3.table3([same_year], 2026)) == {"1_new": 1, "3_1_granted": 1, "3_7_total": 1}
    next_year = Application(NATURAL, y(2026), [(y(2026, 7), Row.IN_PROCESS), (y(2027, 2), Row.GRANTED)])
    assert cells(table3.table3([next_year], 2026)) == {"1_new": 1, "3_3_6": 1, "3_7_total": 1}
    assert cells(table3.table3([next_year], 2027)) == {}


applications = st.lists(
    st.builds(
        Application,
        kind=st.sampled_from(ApplicantKind),
        received_on=st.dates(y(2023), y(2027)),
        answers=st.lists(st.tuples(st.dates(y(2023), y(2028)), st.sampled_from(Row)), max_size=3),
        transferred=st.booleans(),
    ),
    max_size=30,
)


@given(applications, st.integers(2022, 2029))
def test_the_identities_hold_for_every_population_and_year(population: list[Application], year: int) -> None:
    assert table3.broken(table3.table3(population, year), table3.table3(population, year - 1)) == []


@given(applications, st.randoms(use_true_random=False))
def test_the_county_is_the_sum_of_its_units_in_any_order(population: list[Application], rng: random.Random) -> None:
    whole = table3.table3(population, 2025)
    shuffled = rng.sample(population, len(population))
    units = [table3.table3(shuffled[i::3], 2025) for i in range(3)]
    assert table3.add(units) == whole
    assert table3.differences(whole, units) == []


@given(applications)
def test_every_application_is_new_once_and_finished_at_most_once(population: list[Application]) -> None:
    tables = [table3.table3(population, year) for year in range(2022, 2030)]
    counted = [a for a in population if not a.transferred]
    assert sum(t["1_new"]["total"] for t in tables) == len(counted)
    assert sum(t["3_7_total"]["total"] for t in tables) == sum(bool(a.answers) for a in counted)


@pytest.mark.parametrize(
    ("row", "column", "identities"),
    [
        ("1_new", "natural", {"一+二=三（七）+四", "总计=各列之和"}),
        ("3_3_5", "natural", {"三（七）=各项之和", "总计=各列之和"}),
        ("2_carried_in", "total", {"一+二=三（七）+四", "二=上年四", "总计=各列之和"}),
    ],
)
@pytest.mark.parametrize("value", [7, None])
def test_a_wrong_or_blank_cell_breaks_the_identities_it_stands_in(
    row: str, column: str, identities: set[str], value: int | None
) -> None:
    published: dict[str, dict[str, int | None]] = {r: dict(c) for r, c in table3.blank().items()}
    published[row][column] = value
    assert {b.identity for b in table3.broken(published, table3.blank())} == identities


def test_a_county_table_that_differs_from_its_units_is_shown_cell_by_cell() -> None:
    unit = table3.table3([Application(NATURAL, y(2026))], 2026)
    differing = table3.differences(table3.blank(), [unit])
    assert {(f.row, f.column, f.county, f.units) for f in differing} == {
        (row, column, 0, 1) for row in ("1_new", "4_carried_out") for column in ("natural", "total")
    }


def test_fengjie_2020_had_3_reviews_one_upheld_and_two_pending() -> None:
    reviews = [
        Case(Remedy.REVIEW, y(2020, 5), y(2020, 7), Result.UPHELD),
        Case(Remedy.REVIEW, y(2020, 11)),
        Case(Remedy.REVIEW, y(2020, 12), y(2021, 2), Result.CORRECTED),
    ]
    assert table4.table4(reviews, 2020)["review"] == {
        "upheld": 1,
        "corrected": 0,
        "other": 0,
        "pending": 2,
        "total": 3,
    }
    assert table4.table4(reviews, 2021)["review"] == {
        "upheld": 0,
        "corrected": 1,
        "other": 0,
        "pending": 1,
        "total": 2,
    }


def test_a_co_defendants_case_is_counted_by_the_original_agency_only() -> None:
    both = [Case(Remedy.LITIGATION_AFTER_REVIEW, y(2026), co_defendant=c) for c in (False, True)]
    assert table4.table4(both, 2026)["litigation_after_review"]["total"] == 1


def test_a_decision_without_a_stated_result_is_another_result() -> None:
    case = Case(Remedy.LITIGATION_DIRECT, y(2026), y(2026, 9))
    assert table4.table4([case], 2026)["litigation_direct"]["other"] == 1


cases = st.lists(
    st.builds(
        Case,
        remedy=st.sampled_from(Remedy),
        filed_on=st.dates(y(2023), y(2027)),
        decided_on=st.none() | st.dates(y(2023), y(2028)),
        result=st.none() | st.sampled_from(Result),
        co_defendant=st.booleans(),
    ),
    max_size=20,
)


@given(cases, st.integers(2022, 2029))
def test_table_four_adds_up_and_pending_cases_stay_until_they_are_decided(population: list[Case], year: int) -> None:
    table = table4.table4(population, year)
    assert table4.broken(table) == []
    assert table4.add([table4.table4(population[::2], year), table4.table4(population[1::2], year)]) == table
    after = table4.table4(population, year + 1)
    filed = sum(c.filed_on.year == year + 1 and not c.co_defendant for c in population)
    assert sum(b["total"] for b in after.values()) == sum(b["pending"] for b in table.values()) + filed


def test_a_wrong_total_in_table_four_is_named() -> None:
    table = table4.table4([Case(Remedy.REVIEW, y(2026))], 2026)
    table["review"]["total"] = 2
    assert table4.broken(table) == [Broken("总计=维持+纠正+其他+尚未审结", "review", 2, 1)]


def test_asking_again_for_what_was_answered_is_a_candidate_for_no_second_processing() -> None:
    first = Asked(y(2026, 1), "a", "p", "s", y(2026, 2))
    again, other, sooner = (
        Asked(y(2026, 3), "b", "p", "s"),
        Asked(y(2026, 3), "c", "q", "s"),
        Asked(y(2026, 1, 20), "d", "p", "s"),
    )
    assert repeats([again, other, sooner, first]) == {"b": "a"}


def test_what_several_people_ask_for_may_become_public() -> None:
    asked = [Asked(y(2026, n + 1), str(n), ref, "s", y(2026, 5), y(2026, 5)) for n, ref in enumerate("ppq")]
    assert asked_by_several(asked) == {"s": (y(2026, 5), ["0", "1", "2"])}
    assert asked_by_several(asked[:2]) == {}
