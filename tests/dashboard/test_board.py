"""The board: the last record of each key counts, whatever came before and in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.board import UNASSIGNED, Board
from dashboard.periods import parse
from tests.dashboard.boards import board, reading, unit
from tests.dashboard.inside import read_in
from tests.dashboard.sample import (
    DAY,
    Line,
    Record,
    complete,
    gone,
    in_sequence,
    owed,
    owed_record,
    period_record,
    registered,
    row,
    words,
)

ORGS = ("a", "b", "c")
COUNTIES = st.sampled_from(("", "x", "y"))
PERIODS = ("2026-01", "2026-02", "2026-Q1", "2026")
WORDS = words()


def contents(shown: Board) -> dict[str, Any]:
    """Everything a page can ask of a board."""
    counties = [item.slug for item in shown.counties()]
    return {
        "day": shown.day,
        "counties": shown.counties(),
        "units": [shown.units(county) for county in counties],
        "periods": [shown.periods(shown.units(county)) for county in counties],
        "measures": shown.registry.measures("counts"),
        "rows": [item.value for item in shown.published()],
        "size": shown.size(),
    }


@st.composite
def some_record(draw: st.DrawFn) -> Record:
    org, is_gone = draw(st.sampled_from(ORGS)), draw(st.integers(0, 3)) == 0
    what = draw(st.sampled_from(("row", "org", "day", "words")))
    if what == "row":
        line, period = Line(published=draw(st.integers(0, 9))), draw(st.sampled_from(PERIODS))
        made = period_record(row(period, org, line, county=draw(COUNTIES)))
    elif what == "org":
        made = registered(unit(org, county=draw(st.sampled_from("xy"))))
    elif what == "words":
        made = draw(st.sampled_from(WORDS))
    else:
        made = complete(DAY + timedelta(days=draw(st.integers(0, 9))))
    return gone(made) if is_gone else made


def last_of_each_key(records: list[Record]) -> list[Record]:
    return list({(made.topic, made.key): made for made in records}.values())


@given(st.lists(some_record(), max_size=40))
def test_only_the_last_record_of_each_key_counts(records: list[Record]) -> None:
    assert contents(board(records)) == contents(board(last_of_each_key(records)))


@given(st.lists(some_record(), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_different_keys_does_not_matter(records: list[Record], chance: Any) -> None:
    last = last_of_each_key(records)
    shuffled = chance.sample(last, len(last))
    assert contents(board(shuffled)) == contents(board(last))


@given(st.lists(some_record(), max_size=30))
def test_reading_everything_twice_changes_nothing(records: list[Record]) -> None:
    assert contents(board(records + records)) == contents(board(records))


@given(st.lists(some_record(), max_size=30), st.randoms(use_true_random=False))
def test_rows_in_sequence_may_arrive_in_any_order(records: list[Record], chance: Any) -> None:
    ordered = in_sequence(records)
    unordered = [made for made in ordered if made.sequence is None]
    rows = [made for made in ordered if made.sequence is not None]
    assert contents(board(unordered + chance.sample(rows, len(rows)))) == contents(board(ordered))


def test_an_older_row_than_the_one_seen_is_dropped_and_an_equal_one_is_not() -> None:
    made = board([_counted(5, sequence=7)])
    version = made.version
    assert not made.apply(reading(_counted(4, sequence=6)))
    assert (_published(made), made.version) == (5, version)
    assert made.apply(reading(_counted(5, sequence=7)))
    assert made.apply(reading(_counted(6, sequence=8)))
    assert _published(made) == 6


def test_an_older_row_does_not_come_back_after_its_tombstone() -> None:
    made = board([_counted(5, sequence=7), gone(_counted(0, sequence=8))])
    assert not made.apply(reading(_counted(5, sequence=7)))
    assert made.row(parse("2026-01"), "a") is None
    assert made.apply(reading(_counted(2, sequence=9)))
    assert _published(made) == 2


def test_an_older_tombstone_takes_no_newer_row_away() -> None:
    made = board([_counted(5, sequence=7)])
    assert not made.apply(reading(gone(_counted(0, sequence=6))))
    assert _published(made) == 5


def test_each_key_has_a_sequence_of_its_own_and_topics_made_anew_begin_again() -> None:
    other = period_record(row("2026-01", "b", Line(published=3)))._replace(sequence=2)
    made = board([_counted(5, sequence=7), other])
    assert made.row(parse("2026-01"), "b") is not None
    made.clear()
    assert made.apply(reading(_counted(1, sequence=1)))
    assert _published(made) == 1


def test_the_watermark_is_kept_in_sequence_too() -> None:
    made = board([complete(DAY)._replace(sequence=9)])
    made.apply(reading(complete(DAY - timedelta(days=1))._replace(sequence=8)))
    assert made.day == DAY


@given(st.lists(some_record(), max_size=30))
def test_a_tombstone_for_every_key_empties_the_board(records: list[Record]) -> None:
    emptied = board(records + [gone(made) for made in records])
    assert contents(emptied) == contents(Board())


def test_the_version_rises_with_every_record_and_when_the_board_is_cleared() -> None:
    made = board([complete(DAY), complete(DAY)])
    assert made.version == 2
    made.clear()
    assert made.version == 3
    assert contents(made) == contents(Board())


def test_silence_is_no_row_and_zero_is_a_row() -> None:
    made = board([registered(unit("a")), registered(unit("b")), period_record(row("2026-01", "a", Line(open=1)))])
    zero = made.row(parse("2026-01"), "a")
    assert zero is not None
    assert zero.counts.get("items_published", 0) == 0
    assert made.row(parse("2026-01"), "b") is None
    assert made.row(parse("2026-02"), "a") is None


def test_the_county_with_most_reporting_units_comes_first() -> None:
    made = board(
        [
            *(registered(unit(org, county="big")) for org in "abcd"),
            *(registered(unit(org, county="busy")) for org in "ef"),
            *(period_record(row("2026-01", org)) for org in "aef"),
        ]
    )
    assert [(item.slug, item.reporting, item.units) for item in made.counties()] == [
        ("busy", 2, 2),
        ("big", 1, 4),
    ]


def test_units_stand_in_the_order_of_official_lists() -> None:
    kinds = {"a": "其他", "b": "部门", "c": "乡", "d": "镇", "e": "街道", "f": "镇"}
    made = board(registered(unit(org, kind=kind)) for org, kind in kinds.items())
    assert [item.org for item in made.units("fengjie")] == ["e", "d", "f", "c", "b", "a"]


def test_a_unit_that_only_its_rows_know_is_shown_under_its_slug_in_their_county() -> None:
    nowhere = [owed_record(owed("b", "1", DAY, county="")), owed_record(owed("c", "1", DAY, county="y"))]
    made = read_in([period_record(row("2026-01", "a", county="x")), *nowhere]).board
    named = made.unit("a")
    assert named is not None
    assert (named.name, named.county, named.registered) == ("a", "x", False)
    lost = made.unit("b")
    assert lost is not None
    assert lost.county == UNASSIGNED
    assert [item.org for item in made.units("y")] == ["c"]
    assert made.unit("stranger") is None


def test_the_registry_decides_the_county_even_where_a_row_says_otherwise() -> None:
    made = board([period_record(row("2026-01", "a", county="old")), registered(unit("a", county="new"))])
    named = made.unit("a")
    assert named is not None
    assert named.county == "new"
    assert [item.slug for item in made.counties()] == ["new"]


def test_rows_are_given_by_period_by_unit_or_by_both() -> None:
    made = board(period_record(row(period, org)) for org in "ab" for period in ("2026-01", "2026-02"))
    january = made.published(period=parse("2026-01"))
    assert [(item.row.period, item.row.org) for item in january] == [("2026-01", "a"), ("2026-01", "b")]
    of_b = made.published(org="b")
    assert [(item.row.period, item.row.org) for item in of_b] == [("2026-01", "b"), ("2026-02", "b")]
    both = made.published(parse("2026-02"), "a")
    assert [(item.row.period, item.row.org) for item in both] == [("2026-02", "a")]
    assert made.published(parse("2026-02"), "c") == []


def test_the_periods_of_units_are_those_of_their_rows_the_latest_first() -> None:
    records = [period_record(row(period, org)) for org in "ab" for period in PERIODS]
    made = board([*records, period_record(row("2027-01", "c", county="other")), gone(records[0])])
    assert list(map(str, made.periods(made.units("fengjie")))) == ["2026-02", "2026-01", "2026-Q1", "2026"]
    assert list(map(str, made.periods(made.units("other")))) == ["2027-01"]


def _counted(published: int, sequence: int) -> Record:
    return period_record(row("2026-01", "a", Line(published=published)))._replace(sequence=sequence)


def _published(made: Board) -> int:
    counted = made.row(parse("2026-01"), "a")
    assert counted is not None
    return counted.counts["items_published"]
