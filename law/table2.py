"""年度报告表二: what was made and decided in a year, 6 rows, 10 cells (国办公开办函〔2021〕30号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

TITLE = "二、主动公开政府信息情况"

REGULATIONS, NORMATIVE = "20_1_regulations", "20_1_normative_documents"
LICENSING, PENALTY, COERCION, FEES = "20_5_licensing", "20_6_penalty", "20_6_coercion", "20_8_fees"
MADE, REPEALED, IN_FORCE = "made", "repealed", "in_force"
DECISIONS, AMOUNT = "decisions", "amount_10k_yuan"

ROWS: dict[str, tuple[str, str]] = {
    REGULATIONS: ("第二十条第（一）项", "规章"),
    NORMATIVE: ("第二十条第（一）项", "行政规范性文件"),
    LICENSING: ("第二十条第（五）项", "行政许可"),
    PENALTY: ("第二十条第（六）项", "行政处罚"),
    COERCION: ("第二十条第（六）项", "行政强制"),
    FEES: ("第二十条第（八）项", "行政事业性收费"),
}
"""Row key → the item of the 条例 over it, and its words, in the order of the form."""

COLUMN_NAMES: dict[str, str] = {
    MADE: "本年制发件数",
    REPEALED: "本年废止件数",
    IN_FORCE: "现行有效件数",
    DECISIONS: "本年处理决定数量",
    AMOUNT: "本年收费金额（单位：万元）",
}
"""Column key → its heading."""

STOCKS = (REGULATIONS, NORMATIVE)
"""Rows that carry what is in force from year to year."""

COLUMNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(STOCKS, (MADE, REPEALED, IN_FORCE)),
    **dict.fromkeys((LICENSING, PENALTY, COERCION), (DECISIONS,)),
    FEES: (AMOUNT,),
}
"""Row key → the columns it has; a count in pieces, the fees in 万元 with the decimals they were published with."""

Table2 = dict[str, dict[str, Decimal]]
"""Row key → column key → number."""

Published = Mapping[str, Mapping[str, Decimal | None]]
"""A table as published; None where the cell was left blank."""


def blank() -> Table2:
    """All cells zero."""
    return {row: dict.fromkeys(columns, Decimal(0)) for row, columns in COLUMNS.items()}


def add(tables: Iterable[Mapping[str, Mapping[str, Decimal]]]) -> Table2:
    """The county's table: the sum of its units' tables."""
    total = blank()
    for table in tables:
        for row, cells in total.items():
            for column in cells:
                cells[column] += table[row][column]
    return total


def expected_stocks(table: Published, previous: Published) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Stocks that do not follow from last year's table ``previous``: the row, its 现行有效, and what it should be.

    现行有效 = 上年现行有效 + 制发 − 废止. Published reports break it in most pairs of years (documents lapse, and
    are counted anew): a reason to look, no error. A blank cell (None) proves nothing here.
    """
    for row in STOCKS:
        in_force, before = table[row][IN_FORCE], previous[row][IN_FORCE]
        made, repealed = table[row][MADE], table[row][REPEALED]
        if in_force is None or before is None or made is None or repealed is None:
            continue
        if in_force != (expected := before + made - repealed):
            yield row, in_force, expected
