"""A unit's sheet on a terminal: what looks odd stands below it, said to be unscored, with its facts."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from cli.report.issued import part_tables
from cli.scores import MOST_NAMED, deduction_table, sheet_tables
from contracts.assessment.indicator import INDICATOR
from contracts.assessment.sheet import DEDUCTION
from contracts.generator.samples import valid

INDICATOR_ROW: dict[str, Any] = valid(INDICATOR)[0].body()
SHEET: dict[str, Any] = valid("metrics.sheet.v1")[0].body()


def shown(*tables: object) -> str:
    console = Console(width=200, record=True)
    for table in tables:
        console.print(table)
    return console.export_text()


def body(*indicators: dict[str, Any]) -> dict[str, Any]:
    return {"as_of": "2026-03-31", "sheet": SHEET, "deductions": [], "indicators": list(indicators)}


def test_what_looks_odd_stands_below_the_sheet_with_its_facts() -> None:
    tables = list(sheet_tables(body(INDICATOR_ROW), {}))
    assert isinstance(tables[-1], Table)
    assert tables[-1].title == "指标异常（不计分）"
    text = shown(tables[-1])
    assert INDICATOR_ROW["text"] in text
    assert all(fact in text for fact in INDICATOR_ROW["facts"])


def test_where_nothing_looks_odd_nothing_is_said() -> None:
    assert "指标异常" not in shown(*sheet_tables(body(), {}))


def test_of_many_facts_the_first_are_shown_and_how_many_there_are() -> None:
    many = INDICATOR_ROW | {"facts": [f"fact-{number:03}" for number in range(40)]}
    text = shown(*sheet_tables(body(many), {}))
    assert f"fact-{MOST_NAMED - 1:03}" in text
    assert f"fact-{MOST_NAMED:03}" not in text
    assert "等40个（--json）" in text


def test_an_issued_report_shows_what_looked_odd_in_it() -> None:
    parts = [sample.body() for sample in valid("metrics.report_part.v1") if "indicators" in sample.body()]
    assert parts
    assert "指标异常（不计分）" in shown(*part_tables(parts))


def test_each_deduction_has_a_path_that_can_be_copied_from_a_narrow_screen() -> None:
    row = valid(DEDUCTION)[0].body()
    console = Console(width=80, record=True)
    console.print(deduction_table([row]))
    assert f"{row['period']}/{row['org']}/{row['path']}" in console.export_text()
