"""However a clerk writes the example of a sheet, in whatever order the columns stand: the facts are those that it shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from papers.sheets.columns import Column, Kind, Role, columns_of
from papers.sheets.example import example
from papers.sheets.forms import LAYOUTS, Layout
from papers.sheets.reading import read_filled
from papers.sheets.telling import tellings
from tests.papers.sheets.building import table

UNITS = {"奉节县财政局": "fengjie-caizhengju"}
WIDE = str.maketrans("0123456789-.", "０１２３４５６７８９－．")


def spellings(column: Column, value: Any) -> Iterator[tuple[object, Any]]:
    """What may stand in the cell, with what it comes to."""
    if column.kind is Kind.DATE:
        yield from ((written, value.isoformat()) for written in days(value))
    elif column.kind is Kind.YES_NO:
        yield from (
            (written, value == "是") for written in (("是", "√", True, "ｙ") if value == "是" else ("否", "×", False))
        )
    elif column.kind is Kind.NUMBER:
        texts = (value, float(value), f" {value} ", f"{value}人次", f"{value}.0".translate(WIDE))
        yield from ((written, value) for written in texts)
    elif column.kind is Kind.CHOICE:
        sent = column.choices[value]
        yield from ((written, sent) for written in (value, sent, f"{value[:1]} {value[1:]}\n"))
    elif column.kind is Kind.CHOICES:
        yield value, [column.choices[word] for word in column.choices if word in value]
    elif column.kind in {Kind.UNIT, Kind.UNITS}:
        slugs = UNITS[value] if column.kind is Kind.UNIT else [UNITS[value]]
        yield from ((written, slugs) for written in (value, f"{value[:3]} {value[3:]}", UNITS[value]))
    else:
        yield from (
            (written, value) for written in (value, f" {value}\u200b" if column.kind is Kind.CODE else f" {value}\n")
        )


def days(day: date) -> Iterator[object]:
    """Cells of a day."""
    yield day
    yield datetime(day.year, day.month, day.day, 15, 30)
    yield (day - date(1899, 12, 30)) // timedelta(1)
    yield int(f"{day:%Y%m%d}")
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day} 9:05"):
        yield text
        yield text.translate(WIDE)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_example_in_any_spelling_and_order_is_the_same_facts(layout: Layout) -> None:
    chance = random.Random(layout.name)
    for number in range(6):
        columns = [*columns_of(layout)]
        chance.shuffle(columns)
        cells: list[object] = []
        expected: dict[tuple[str, tuple[str, ...]], Any] = {}
        for column in columns:
            value = f"n-{number}" if column.role is Role.NUMBER else example(layout, column)
            written, sent = chance.choice([*spellings(column, value)]) if value != "" else ("", None)
            cells.append(written)
            if column.step is not None and value != "":
                expected[column.step.fact_type, column.path] = sent
        heads = [f"{column.heading}{chance.choice(('', '*', '：', '（必填）'))}" for column in columns]
        read = read_filled(table([[*heads, "经办科室"], [*cells, "办公室"]]), "", UNITS)
        assert not [finding for finding in read.findings if finding.weight]
        facts = {telling.step.fact_type: telling.data for telling in tellings(read.rows)}
        assert {place: value_at(facts[place[0]], place[1]) for place in expected} == expected


def value_at(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    """A field of a fact, or that of its part."""
    value: Any = data
    for name in path:
        value = value[name]
        value = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
    return value
