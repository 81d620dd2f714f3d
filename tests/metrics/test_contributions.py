"""Contributions: packed the same whenever equal, and the deltas of a batch come to the difference of the states."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from contracts.state import Counts
from services.metrics.contributions import (
    Cells,
    Tally,
    pack,
    pack_cells,
    total,
    unpack,
    unpack_cells,
    unpack_deltas,
)

NUMBERS = {"a": 1, "b": 2, "c@x": 300, "d#1": 70_000}
counts = st.dictionaries(
    st.sampled_from(["2025-12", "2026-01", "2026-02"]),
    st.dictionaries(st.sampled_from(sorted(NUMBERS)), st.integers(-3, 3), max_size=4),
    max_size=3,
)


def plain(of: Counts) -> dict[str, Cells]:
    kept = {month: {NUMBERS[name]: n for name, n in amounts.items() if n} for month, amounts in of.items()}
    return {month: cells for month, cells in kept.items() if cells}


def sums(all_of: Iterable[tuple[str, Counts, int]]) -> dict[str, dict[str, Cells]]:
    orgs: dict[str, dict[str, Cells]] = {}
    for org, of, times in all_of:
        for month, cells in plain(of).items():
            for number, amount in cells.items():
                target = orgs.setdefault(org, {}).setdefault(month, {})
                target[number] = target.get(number, 0) + amount * times
    months = {
        org: {m: kept for m, cells in months.items() if (kept := {n: a for n, a in cells.items() if a})}
        for org, months in orgs.items()
    }
    return {org: kept for org, kept in months.items() if kept}


@given(of=counts)
def test_packed_counts_come_back_without_zeros_and_do_not_depend_on_an_order(of: Counts) -> None:
    assert unpack(pack(of, NUMBERS)) == plain(of)
    turned = {month: dict(reversed(of[month].items())) for month in reversed(of)}
    assert pack(turned, NUMBERS) == pack(of, NUMBERS)


@given(changes=st.lists(st.tuples(st.sampled_from("op"), st.none() | counts, counts), max_size=12))
def test_a_tally_comes_to_what_came_less_what_went(changes: list[tuple[str, Counts | None, Counts]]) -> None:
    tally = Tally()
    tally.came([org for org, _, _ in changes], [pack(new, NUMBERS) for _, _, new in changes])
    gone = [(org, old) for org, old, _ in changes if old is not None]
    tally.went([org for org, _ in gone], [pack(old, NUMBERS) for _, old in gone])
    expected = sums([(org, new, 1) for org, _, new in changes] + [(org, old, -1) for org, old in gone])
    deltas = tally.deltas()
    assert (unpack_deltas(deltas) if deltas else {}) == expected


def test_nothing_is_left_of_what_came_and_went() -> None:
    tally = Tally()
    tally.came(["o"], [pack({"2026-01": {"a": 1}}, NUMBERS)])
    tally.went(["o"], [pack({"2026-01": {"a": 1}}, NUMBERS)])
    assert tally.deltas() == ""


def test_sums_leave_out_what_comes_to_nothing() -> None:
    assert total([{1: 2, 2: 1}, {1: -2, 3: 4}]) == {2: 1, 3: 4}
    assert total([{1: 1}, {1: -1, 2: 0}]) == {}
    assert unpack_cells(pack_cells({2: 1, 1: 3})) == {1: 3, 2: 1}
