"""What stands at a period's end: the sum of all months up to then, in the dashboard and in gongkai view."""

from __future__ import annotations

import json

import msgspec
import pytest

from cli import stocks as published_stocks
from contracts import topics
from dashboard import records
from dashboard.board import Board
from dashboard.periods import parse
from dashboard.stocks import standing, stocks
from dashboard.views import PeriodRow

CODES = frozenset({"entries_obliged"})


def row(period: str, **labels: int) -> PeriodRow:
    by = {"entries_obliged": labels, "items_published_by_channel": {"政府网站": 1}}
    return PeriodRow(period=period, org="fengjie-aa", county="fengjie", by=by)


MONTHS = [row("2025-11", 甲=3), row("2026-02", 甲=-1, 乙=2), row("2026-05", 甲=-2)]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025", {"甲": 3}),
        ("2026-01", {"甲": 3}),
        ("2026-Q1", {"甲": 2, "乙": 2}),
        ("2026-04", {"甲": 2, "乙": 2}),
        ("2026", {"乙": 2}),
    ],
)
def test_a_stock_is_the_sum_of_all_months_up_to_the_periods_end(period: str, expected: dict[str, int]) -> None:
    stood = standing(parse(period), "fengjie-aa", None, stocks(MONTHS, CODES), CODES)
    assert stood is not None
    assert stood.by == {"entries_obliged": expected}
    published = [{"period": m.period, "org": m.org, "county": m.county, "by": m.by} for m in MONTHS]
    (shown,) = published_stocks.standing([], published, period, CODES)
    assert shown["by"] == {"entries_obliged": expected}


def test_what_is_no_stock_is_as_the_row_has_it() -> None:
    stood = standing(parse("2026-05"), "fengjie-aa", MONTHS[2], stocks(MONTHS, CODES), CODES)
    assert stood is not None
    assert stood.by == {"items_published_by_channel": {"政府网站": 1}, "entries_obliged": {"乙": 2}}
    (shown,) = published_stocks.standing(
        [{"period": "2026-05", "org": "fengjie-aa", "county": "fengjie", "by": MONTHS[2].by}], [], "2026-05", CODES
    )
    assert shown["by"] == {"items_published_by_channel": {"政府网站": 1}}


def test_a_unit_without_rows_has_no_stock() -> None:
    assert standing(parse("2026-05"), "fengjie-aa", None, [], CODES) is None
    assert published_stocks.standing([], [], "2026-05", CODES) == []


def test_of_a_month_that_has_not_begun_no_stock_is_told_of_any_unit() -> None:
    """Some units have rows of it, such as documents that will expire: what they come to alone would be no sum of the county."""
    entry = {"code": "entries_obliged", "kind": "stock", "chinese": "应公开", "english": "Obliged"}
    made = Board()
    made.apply(records.read(topics.MEASURES, b"measure|entries_obliged", json.dumps(entry).encode()))
    for month in MONTHS:
        key = f"{month.period}|{month.org}".encode()
        made.apply(records.read(topics.MONTHLY, key, msgspec.json.encode(month)))
    made.apply(records.read(topics.WATERMARK, b"complete", b'{"complete_up_to": "2026-03-31"}'))
    march, may = made.row(parse("2026-03"), "fengjie-aa"), made.row(parse("2026-05"), "fengjie-aa")
    assert march is not None
    assert may is not None
    assert march.by["entries_obliged"] == {"甲": 2, "乙": 2}
    assert may.by == {"items_published_by_channel": {"政府网站": 1}}
