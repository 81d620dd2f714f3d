"""The board: the last record of each key counts, whatever came before and in between."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts import topics
from dashboard.board import UNASSIGNED, Board
from tests.dashboard.boards import board, unit
from tests.dashboard.sample import (
    DAY,
    Line,
    Record,
    complete,
    owed,
    owed_record,
    period_record,
    record,
    registered,
    row,
)

ORGS = ("a", "b", "c")
COUNTIES = st.sampled_from(("", "x", "y"))
PERIODS = ("2026-01", "2026-02", "2026-Q1", "2026")


def contents(shown: Board) -> dict[str, Any]:
    """Everything a page can ask of a board."""
    counties = [item.slug for item in shown.counties()]
    return {
        "day": shown.day,
        "counties": shown.counties(),
        "units": [shown.units(county) for county in counties],
        "periods": [shown.periods(county) for county in counties],
        "rows": [item.value for item in shown.published()],
        "owed": [shown.obligations(org) for org in ORGS],
        "size": shown.size(),
        "overdue": shown.overdue(),
    }


@st.composite
def some_record(draw: st.DrawFn) -> Record:
    org, gone = draw(st.sampled_from(ORGS)), draw(st.integers(0, 3)) == 0
    what = draw(st.sampled_from(("row", "owed", "org", "day")))
    if what == "row":
        line, period = Line(published=draw(st.integers(0, 9))), draw(st.sampled_from(PERIODS))
        made = period_record(row(period, org, line, county=draw(COUNTIES)))
        return made[0], made[1], None if gone else made[2]
    if what == "owed":
        due = DAY + timedelta(days=draw(st.integers(-5, 5)))
        status = "overdue" if due < DAY else "open"
        made = owed_record(owed(org, draw(st.sampled_from("12")), due, status=status, county=draw(COUNTIES)))
        return made[0], made[1], None if gone else made[2]
    if what == "org":
        return record(topics.ORGS, org, None if gone else unit(org, county=draw(st.sampled_from("xy"))))
    return complete(None if gone else DAY + timedelta(days=draw(st.integers(0, 9))))


def last_of_each_key(given: list[Record]) -> list[Record]:
    return list({(topic, key): (topic, key, value) for topic, key, value in given}.values())


@given(st.lists(some_record(), max_size=40))
def test_only_the_last_record_of_each_key_counts(given: list[Record]) -> None:
    assert contents(board(given)) == contents(board(last_of_each_key(given)))


@given(st.lists(some_record(), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_different_keys_does_not_matter(given: list[Record], chance: Any) -> None:
    last = last_of_each_key(given)
    shuffled = chance.sample(last, len(last))
    assert contents(board(shuffled)) == contents(board(last))


@given(st.lists(some_record(), max_size=30))
def test_reading_everything_twice_changes_nothing(given: list[Record]) -> None:
    assert contents(board(given + given)) == contents(board(given))


@given(st.lists(some_record(), max_size=30))
def test_a_tombstone_for_every_key_empties_the_board(given: list[Record]) -> None:
    emptied = board(given + [(topic, key, None) for topic, key, _ in given])
    assert contents(emptied) == contents(Board())


def test_the_version_rises_with_every_record_and_when_the_board_is_cleared() -> None:
    made = board([complete(DAY), complete(DAY)])
    assert made.version == 2
    made.clear()
    assert made.version == 3
    assert contents(made) == contents(Board())


def test_silence_is_no_row_and_zero_is_a_row() -> None:
    made = board([registered(unit("a")), registered(unit("b")), period_record(row("2026-01", "a"))])
    zero = made.row("2026-01", "a")
    assert zero is not None
    assert zero.items_published == 0
    assert made.row("2026-01", "b") is None
    assert made.row("2026-02", "a") is None


def test_the_county_with_most_reporting_units_comes_first() -> None:
    made = board([
        *(registered(unit(org, county="big")) for org in "abcd"),
        *(registered(unit(org, county="busy")) for org in "ef"),
        *(period_record(row("2026-01", org)) for org in "aef"),
    ])  # fmt: skip
    assert [(item.slug, item.reporting, item.units) for item in made.counties()] == [
        ("busy", 2, 2),
        ("big", 1, 4),
    ]


def test_units_stand_in_the_order_of_official_lists() -> None:
    kinds = {"a": "其他", "b": "部门", "c": "乡", "d": "镇", "e": "街道", "f": "镇"}
    made = board(registered(unit(org, kind=kind)) for org, kind in kinds.items())
    assert [item.org for item in made.units("fengjie")] == ["e", "d", "f", "c", "b", "a"]


def test_a_unit_that_only_its_rows_know_is_shown_under_its_slug_in_their_county() -> None:
    made = board(
        [period_record(row("2026-01", "a", county="x")), owed_record(owed("b", "1", DAY, county=""))]
    )
    found = made.unit("a")
    assert found is not None
    assert (found.name, found.county, found.registered) == ("a", "x", False)
    lost = made.unit("b")
    assert lost is not None
    assert lost.county == UNASSIGNED
    assert made.unit("stranger") is None


def test_the_registry_decides_the_county_even_where_a_row_says_otherwise() -> None:
    made = board([period_record(row("2026-01", "a", county="old")), registered(unit("a", county="new"))])
    found = made.unit("a")
    assert found is not None
    assert found.county == "new"
    assert [item.slug for item in made.counties()] == ["new"]


def test_obligations_stand_by_due_date() -> None:
    days = {"1": date(2026, 3, 9), "2": date(2026, 3, 2), "3": date(2026, 3, 5)}
    made = board(owed_record(owed("a", subject, day)) for subject, day in days.items())
    assert [item.obligation.subject for item in made.obligations("a")] == ["2", "3", "1"]


def test_rows_are_given_by_period_by_unit_or_by_both() -> None:
    made = board(period_record(row(period, org)) for org in "ab" for period in ("2026-01", "2026-02"))
    found = {
        "period": [(item.row.period, item.row.org) for item in made.published(period="2026-01")],
        "org": [(item.row.period, item.row.org) for item in made.published(org="b")],
        "both": [(item.row.period, item.row.org) for item in made.published("2026-02", "a")],
        "none": made.published("2026-02", "c"),
    }
    assert found == {
        "period": [("2026-01", "a"), ("2026-01", "b")],
        "org": [("2026-01", "b"), ("2026-02", "b")],
        "both": [("2026-02", "a")],
        "none": [],
    }
