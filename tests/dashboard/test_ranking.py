"""Ranks, ties and silence."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.views import ObligationCounts
from dashboard.agenda import counts
from dashboard.desk import Desk
from dashboard.periods import Period, parse
from dashboard.ranking import Ranking, ranking
from tests.dashboard.boards import board, unit
from tests.dashboard.inside import read_in
from tests.dashboard.sample import DAY, Line, complete, owed, owed_record, period_record, registered, row, words

MARCH = parse("2026-03")


def test_equal_rates_share_a_rank_and_the_next_rank_is_skipped() -> None:
    lines = {
        "a": Line(on_time=2, late=2),
        "b": Line(on_time=3),
        "c": Line(on_time=1, overdue=1),
        "d": Line(late=1),
    }
    made = board(
        [
            *(registered(unit(org)) for org in lines),
            *(period_record(row("2026-03", org, line)) for org, line in lines.items()),
        ]
    )
    ranks = [(line.unit.org, line.rank, line.tied) for line in ranking(made, made.units("fengjie"), MARCH, {}).lines]
    assert ranks == [("b", 1, False), ("a", 2, True), ("c", 2, True), ("d", 4, False)]


def test_a_unit_with_nothing_settled_is_not_ranked_and_stands_before_the_silent_ones() -> None:
    lines = {"a": Line(published=9, open=4), "b": Line(late=1)}
    made = board(
        [
            *(registered(unit(org)) for org in "abc"),
            *(period_record(row("2026-03", org, line)) for org, line in lines.items()),
        ]
    )
    county = ranking(made, made.units("fengjie"), MARCH, {})
    assert [(line.unit.org, line.rank, line.row is None) for line in county.lines] == [
        ("b", 1, False),
        ("a", None, False),
        ("c", None, True),
    ]
    assert [line.unit.org for line in county.silent] == ["c"]


def test_a_county_where_all_are_silent_has_no_sum() -> None:
    made = board([registered(unit("a"))])
    assert ranking(made, made.units("fengjie"), MARCH, {}).total is None


def test_units_of_another_county_are_neither_ranked_nor_added() -> None:
    made = board(
        [
            registered(unit("a")),
            registered(unit("b", county="other")),
            *(period_record(row("2026-03", org, Line(published=5))) for org in "ab"),
        ]
    )
    county = ranking(made, made.units("fengjie"), MARCH, {})
    assert [line.unit.org for line in county.lines] == ["a"]
    assert county.total is not None
    assert county.total.counts["items_published"] == 5


async def test_what_is_owed_now_does_not_depend_on_the_period() -> None:
    made = read_in(
        [
            registered(unit("a")),
            complete(DAY),
            owed_record(owed("a", "1", DAY - timedelta(days=1), status="overdue")),
            owed_record(owed("a", "2", DAY + timedelta(days=2))),
        ]
    )
    now = {(await _ranked(made, parse(period))).now for period in ("2019-01", "2026-Q4", "2030")}
    assert [(item.overdue, item.within3) for item in now] == [(1, 1)]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_a_rank_is_one_more_than_the_number_of_better_units(outcomes: list[tuple[int, int]]) -> None:
    made = board(
        period_record(row("2026-03", f"u{index:02}", Line(on_time=good, late=bad)))
        for index, (good, bad) in enumerate(outcomes)
    )
    lines = ranking(made, made.units("fengjie"), MARCH, {}).lines
    for line in lines:
        better = [other for other in lines if None not in (line.rate, other.rate) and other.rate > line.rate]  # type: ignore[operator]
        assert line.rank == (None if line.rate is None else 1 + len(better))


async def test_steps_of_order_move_no_rate_no_rank_and_no_number_of_what_is_overdue() -> None:
    order = ObligationCounts(due=5, met_on_time=0, met_late=0, overdue=5, open=0, excused=0)
    late = row("2026-03", "a", Line(on_time=1, late=1))
    with_order = late.model_copy(update={"obligations": {**late.obligations, "register": order}})
    archive = owed_record(owed("a", "sq-1", DAY - timedelta(days=9), duty="archive"))
    units = [registered(unit(org)) for org in "ab"]
    better = period_record(row("2026-03", "b", Line(on_time=1, late=2)))
    without = read_in([*words(), *units, period_record(late), better, complete(DAY)])
    within = read_in([*words(), *units, period_record(with_order), better, complete(DAY), archive])
    lines = [(await _ranked(made, MARCH)).lines for made in (without, within)]
    shown = [[(line.unit.org, line.rank, line.rate, line.now.overdue) for line in each] for each in lines]
    assert shown[0] == shown[1]
    assert [(org, rank) for org, rank, _, _ in shown[0]] == [("a", 1), ("b", 2)]


def test_a_rank_tells_its_change_against_the_period_before() -> None:
    made = board(
        [
            *(registered(unit(org)) for org in "abc"),
            period_record(row("2026-02", "a", Line(on_time=9, late=1))),
            period_record(row("2026-02", "b", Line(on_time=1, late=1))),
            period_record(row("2026-03", "a", Line(on_time=1, late=1))),
            period_record(row("2026-03", "b", Line(on_time=9, late=1))),
            period_record(row("2026-03", "c", Line(on_time=1))),
        ]
    )
    ranked = ranking(made, made.units("fengjie"), MARCH, {})
    assert [(line.unit.org, line.rank, line.risen) for line in ranked.lines] == [
        ("c", 1, None),
        ("b", 2, 0),
        ("a", 3, -2),
    ]


async def _ranked(made: Desk, period: Period) -> Ranking:
    units = made.board.units("fengjie")
    return ranking(made.board, units, period, await counts(made.board, made.ledger, units))
