"""Tables 二, 三 and 四 on the console."""

from __future__ import annotations

import pytest
from rich.console import Console

from cli.annual import printed
from law import table2, table3, table4
from papers.annual.merging import blank
from papers.annual.report import Report

ZEROS = blank()["table2"]
STOCK = {"identity": "现行有效=上年现行有效+制发−废止", "where": "20_1_normative_documents", "left": 3, "right": 2}
BROKEN = {"identity": "一+二=三（七）+四", "where": "natural", "left": 3, "right": 2}


def shown(*broken: dict[str, object], doubted: tuple[dict[str, object], ...] = ()) -> str:
    """What ``gongkai tables`` prints of empty tables of a county with one unit."""
    blank3, blank4, blank2 = table3.blank(), table4.blank(), ZEROS
    unit = Report("永乐镇", 2026, "2026-12-31", blank3, blank4, blank2)
    county = Report("奉节县", 2026, "2026-12-31", blank3, blank4, blank2, broken, (), (unit,), doubted)
    console = Console(width=160)
    with console.capture() as captured:
        for part in printed(county):
            console.print(part)
    return captured.get()


@pytest.mark.parametrize(
    "words",
    ["奉节县", "永乐镇", table2.TITLE, "行政事业性收费", table3.TITLE, table4.TITLE, "未经复议直接起诉", "合计"],
)
def test_the_countys_tables_and_its_units_are_shown_under_the_forms_words(words: str) -> None:
    assert words in shown()


def test_every_heading_of_a_row_is_shown() -> None:
    text = shown()
    assert [part for headings in table3.ROWS.values() for part in headings if part not in text] == []


def test_beneath_stands_what_is_broken_or_that_nothing_is() -> None:
    assert "勾稽关系全部成立" in shown()
    assert "一+二=三（七）+四不成立" in shown(BROKEN)
    assert "勾稽关系全部成立" not in shown(BROKEN)


def test_a_stock_that_does_not_follow_is_a_warning_and_breaks_nothing() -> None:
    text = shown(doubted=(STOCK,))
    assert "请核对：奉节县 表二 行政规范性文件：现行有效=上年现行有效+制发−废止不成立，左边3，右边2" in text
    assert "勾稽关系全部成立" in text
