"""What a subject means for a month, and for a period with its stocks."""

from __future__ import annotations

import json

import pytest

from contracts.assessment.cells import cells
from contracts.families import FAMILIES
from contracts.kit import MeasureKind
from services.assessment.months import different, months_of
from services.assessment.periods import months_in, periods_of
from services.assessment.stocks import BEFORE, STOCKS, part_of, stocks
from services.assessment.tallies import tally

STOCK = min(STOCKS)


def row(**parts: object) -> bytes:
    return json.dumps({"counts": {}, "obligations": [], "findings": [], **parts}).encode()


def test_counts_duties_and_findings_stand_in_their_own_months() -> None:
    owed = {"id": "publish:2026-01-05", "due_on": "2026-02-02", "status": "overdue"}
    finding = {"on": "2026-03-01", "code": "display.cut_short"}
    months = months_of(
        row(counts={"2026-01": {"items_published": 1, "none": 0}}, obligations=[owed], findings=[finding])
    )
    assert months == {
        "2026-01": {"counts": {"items_published": 1}},
        "2026-02": {"obligations": [owed]},
        "2026-03": {"findings": [finding]},
    }


def test_a_month_that_says_the_same_is_not_touched() -> None:
    before = months_of(row(counts={"2026-01": {"a": 1}, "2026-02": {"a": 1}}))
    after = months_of(row(counts={"2026-01": {"a": 1}, "2026-02": {"a": 2}, "2026-04": {"b": 1}}))
    assert different(before, after) == {"2026-02", "2026-04"}
    assert different(after, before) == {"2026-02", "2026-04"}
    assert different(before, before) == set()


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2026-02", ("2026-02",)),
        ("2026-Q4", ("2026-10", "2026-11", "2026-12")),
        ("2026", tuple(f"2026-{month:02}" for month in range(1, 13))),
    ],
)
def test_the_months_of_a_period_name_it_again(period: str, months: tuple[str, ...]) -> None:
    assert months_in(period) == months
    assert all(period in periods_of(month) for month in months)


@pytest.mark.parametrize("period", ["", "2026-13", "2026-Q5", "26", "0000", "2026-1", "2026-01-01", "二〇二六"])
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match="a period is a month"):
        months_in(period)


def test_stocks_are_those_of_the_families() -> None:
    assert STOCK in {m.code for family in FAMILIES.all for m in family.measures if m.kind is MeasureKind.STOCK}


def test_of_the_months_before_a_period_only_stocks_belong_to_it() -> None:
    months = months_of(
        row(counts={"2025-12": {f"{STOCK}@x": 3, "a": 1}, "2026-01": {f"{STOCK}@x": -1, "a": 2}, "2026-02": {"a": 9}})
    )
    part = part_of(months, "2026-01")
    assert part == {
        "2026-01": {"counts": {f"{STOCK}@x": -1, "a": 2}},
        BEFORE: {"counts": {f"{STOCK}@x": 3}},
    }
    assert stocks(part.values()) == {f"{STOCK}@x": 2}
    assert part_of(part, "2026-01") == part


def test_a_tally_is_the_row_of_metrics_and_what_stands_at_the_end() -> None:
    months = months_of(row(counts={"2025-12": {f"{STOCK}@x": 3}, "2026-01": {"a": 2, "publish!due": 1}}))
    counted = tally("2026-Q1", "o", "c", [part_of(months, "2026-Q1")])
    assert counted.row["counts"] == {"a": 2}
    assert counted.row["obligations"]["publish"]["due"] == 1
    assert counted.stocks == {f"{STOCK}@x": 3}


def test_cells_are_named_by_their_paths() -> None:
    assert cells({"a": {"b": 1, "c": {}}, "d": "x", "e": None, "f": []}) == {"a.b": "1", "d": "x"}
