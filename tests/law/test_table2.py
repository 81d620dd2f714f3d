"""Table 二: its cells, and stocks that follow from last year's."""

from __future__ import annotations

from decimal import Decimal

from law import table2
from law.table2 import IN_FORCE, MADE, NORMATIVE, REGULATIONS, REPEALED

STOCKS_2023 = {MADE: Decimal(109), REPEALED: Decimal(489), IN_FORCE: Decimal(597)}
STOCKS_2024 = {MADE: Decimal(50), REPEALED: Decimal(227), IN_FORCE: Decimal(420)}


def published(stocks: dict[str, Decimal]) -> table2.Table2:
    """A table with these normative documents."""
    return table2.blank() | {NORMATIVE: stocks}


def test_the_form_has_six_rows_and_ten_cells() -> None:
    assert len(table2.ROWS) == len(table2.COLUMNS) == 6
    assert sum(map(len, table2.COLUMNS.values())) == 10
    assert set(table2.COLUMN_NAMES) == {column for columns in table2.COLUMNS.values() for column in columns}


def test_decimals_of_ten_thousand_yuan_add_up_exactly() -> None:
    units = [table2.blank() | {table2.FEES: {table2.AMOUNT: Decimal(text)}} for text in ("0.1", "0.2", "59237.2449")]
    assert table2.add(units)[table2.FEES][table2.AMOUNT] == Decimal("59237.5449")


def test_what_is_in_force_follows_from_last_year() -> None:
    this, last = published(STOCKS_2024), published(STOCKS_2023)
    assert list(table2.expected_stocks(this, last)) == []
    wrong = published(STOCKS_2024 | {IN_FORCE: Decimal(430)})
    assert list(table2.expected_stocks(wrong, last)) == [(NORMATIVE, Decimal(430), Decimal(420))]


def test_a_blank_proves_nothing() -> None:
    this: dict[str, dict[str, Decimal | None]] = {row: dict(cells) for row, cells in published(STOCKS_2024).items()}
    this[NORMATIVE][MADE] = None
    this[REGULATIONS][IN_FORCE] = Decimal(6)
    assert list(table2.expected_stocks(this, published(STOCKS_2023))) == [(REGULATIONS, Decimal(6), Decimal(0))]
