"""The watermark: every required partition has closed the day; it never goes back and never falls away."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.metrics.completeness import watermark

D1, D2, D3 = (date(2026, 3, day) for day in (1, 2, 3))


def test_the_last_day_closed_in_every_partition_and_where_it_was_closed() -> None:
    closings = {("a", 0): [(D1, 5), (D2, 9), (D3, 12)], ("a", 1): [(D1, 4), (D2, 8)], ("b", 0): [(D2, 7)]}
    mark = watermark(closings, None)
    assert mark is not None
    assert mark.complete_up_to == D2
    assert mark.positions == {"a": {"0": 9, "1": 8}, "b": {"0": 7}}


def test_nothing_is_complete_while_a_partition_has_closed_nothing_or_nothing_is_required() -> None:
    assert watermark({("a", 0): [(D1, 5)], ("a", 1): []}, None) is None
    assert watermark({}, None) is None


def test_it_says_nothing_twice_and_never_goes_back() -> None:
    closings = {("a", 0): [(D2, 9)], ("b", 0): [(D1, 2)]}
    assert watermark(closings, D1) is None
    assert watermark(closings, D2) is None
    assert watermark({}, D2) is None


def test_a_new_topic_is_waited_for_and_a_removed_one_no_longer() -> None:
    old = {("a", 0): [(D2, 9), (D3, 11)]}
    assert watermark(old | {("b", 0): []}, D2) is None
    assert watermark(old | {("b", 0): [(D1, 1)]}, D2) is None
    later = watermark(old | {("b", 0): [(D1, 1), (D3, 3)]}, D2)
    assert later is not None
    assert (later.complete_up_to, later.positions) == (D3, {"a": {"0": 11}, "b": {"0": 3}})
    assert watermark(old, D2) == watermark({("a", 0): [(D3, 11)]}, D2)


def test_a_day_that_a_partition_skipped_is_closed_by_the_next() -> None:
    mark = watermark({("a", 0): [(D1, 2), (D3, 4)], ("b", 0): [(D2, 8)]}, None)
    assert mark is not None
    assert (mark.complete_up_to, mark.positions) == (D2, {"a": {"0": 2}, "b": {"0": 8}})


@given(
    steps=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.integers(1, 28)), max_size=40),
    required=st.lists(st.sets(st.tuples(st.sampled_from("ab"), st.integers(0, 2))), min_size=1, max_size=5),
)
def test_whatever_closes_and_whatever_is_required_it_only_rises(
    steps: list[tuple[str, int, int]], required: list[set[tuple[str, int]]]
) -> None:
    last = None
    closed: dict[tuple[str, int], list[tuple[date, int]]] = {}
    for offset, (topic, partition, day) in enumerate(steps):
        closed.setdefault((topic, partition), []).append((date(2026, 3, day), offset))
        places = required[offset * len(required) // len(steps)]
        mark = watermark({place: closed.get(place, []) for place in places}, last)
        if mark is not None:
            assert mark.complete_up_to is not None
            assert last is None or mark.complete_up_to > last
            last = mark.complete_up_to
