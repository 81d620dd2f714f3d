"""The ranking and the heat table as files: the very cells of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dashboard import agenda, columns, figures, heat, tables
from dashboard.columns import Group
from dashboard.ranking import Line, Ranking
from dashboard.texts import Texts
from dashboard.views import Durations, Figures

SILENT, NOTHING = "—", "·"
"""A unit without a word, and a row with nothing to divide."""


def ranking_table(
    ranked: Ranking, lines: Sequence[Line], groups: Sequence[Group], texts: Texts, notes: Sequence[str]
) -> tables.Table:
    """A line a unit in the page's order, the sums last."""
    heads = [
        texts.say("rank.rank"),
        texts.say("scores.moved"),
        texts.say("rank.unit"),
        *(texts.say(f"now.{group}") for group in agenda.ALARMS),
        *(
            texts.say("measure.full", group=group.heading, name=column.heading)
            for group in groups
            for column in group.columns
        ),
    ]
    return tables.Table(texts.say("rank.heading"), notes, heads, _ranked(ranked, lines, groups, texts))


def _ranked(
    ranked: Ranking, lines: Sequence[Line], groups: Sequence[Group], texts: Texts
) -> Iterator[list[tables.Cell]]:
    for line in lines:
        now = [getattr(line.now, group) for group in agenda.ALARMS]
        yield [line.rank, line.risen, line.unit.name, *now, *_numbers(groups, line.row)]
    if ranked.total is not None:
        now = [getattr(ranked.now, group) for group in agenda.ALARMS]
        yield [None, None, texts.say("rank.total"), *now, *_numbers(groups, ranked.total)]


def _numbers(groups: Sequence[Group], row: Figures | None) -> list[tables.Cell]:
    return [SILENT if row is None else _shown(column.value(row)) for group in groups for column in group.columns]


def _shown(value: columns.Value) -> tables.Cell:
    if isinstance(value, Durations):
        average = figures.mean(value)
        return NOTHING if average is None else figures.decimal(average)
    if value is None:
        return NOTHING
    return value if isinstance(value, int) else figures.percent(value)


def heat_file(table: heat.HeatTable, *, is_rate: bool, title: str, notes: Sequence[str], texts: Texts) -> tables.Table:
    """A line a unit: twelve months and the year; the county's sums last."""
    heads = [
        texts.say("heat.unit"),
        *(texts.period(month, short=True) for month in table.months),
        texts.say("heat.year"),
    ]

    def cell(each: heat.Cell) -> tables.Cell:
        if each.value is None:
            return {"silent": SILENT, "none": NOTHING}.get(each.state)
        return figures.percent(Fraction(each.value)) if is_rate else int(each.value)

    rows = [
        [line.unit.name if line.unit else texts.say("heat.total"), *map(cell, line.cells), cell(line.year)]
        for line in (*table.lines, table.total)
    ]
    return tables.Table(title, notes, heads, rows)
