"""The tables of a page as files: its units, what stands label by label, and its duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from dashboard import figures
from dashboard.columns import Group, Value
from dashboard.registry import Registry
from dashboard.tables import Cell, Table
from dashboard.texts import Texts
from dashboard.themes import sums
from dashboard.themes.declared import Theme
from dashboard.themes.sums import Line
from dashboard.views import Durations, Figures

Part = Literal["units", "labels", "duties"]
PARTS: tuple[Part, ...] = ("units", "labels", "duties")

STATUSES = ("due", "on_time", "late", "overdue", "open", "excused")
"""Columns of what became of duties, as texts name them."""


def table(
    about: Theme,
    part: Part,
    notes: Sequence[str],
    registry: Registry,
    texts: Texts,
    made: Sequence[Group],
    lines: Sequence[Line],
    total: Figures | None,
) -> Table:
    """One of the tables, as it stands on the page."""
    title, row = texts.say(f"theme.{about.name}"), total or Figures()
    if part == "labels":
        heads = [texts.say("theme.label"), *(texts.name(registry.measure(code)) for code in about.by_label)]
        labels: list[list[Cell]] = [
            [label.name, *(amount for amount, _ in label.amounts), _plain(label.share)]
            for label in sums.by_label(about, registry, texts, row)
        ]
        return Table(title, notes, [*heads, texts.say("theme.share")], labels)
    if part == "duties":
        heads = [texts.say("subjects.duty"), *(texts.say(f"duties.{name}") for name in STATUSES)]
        duties: list[list[Cell]] = [
            [texts.name(duty), n.due, n.met_on_time, n.met_late, n.overdue, n.open, n.excused]
            for duty, n in sums.by_duty(about, registry, row)
        ]
        return Table(title, notes, heads, duties)
    heads = [
        texts.say("rank.unit"),
        *(f"{group.heading}{texts.say('list.colon')}{column.heading}" for group in made for column in group.columns),
    ]
    return Table(title, notes, heads, list(_units(made, lines)))


def _units(made: Sequence[Group], lines: Sequence[Line]) -> Iterator[list[Cell]]:
    columns = [column for group in made for column in group.columns]
    for line in lines:
        row = line.row
        yield [line.unit.name, *(None if row is None else _plain(column.value(row)) for column in columns)]


def _plain(value: Value) -> Cell:
    """A number as files have it: shares as fractions of one, means with one decimal."""
    if isinstance(value, Durations):
        mean = figures.mean(value)
        return None if mean is None else round(float(mean), 1)
    return round(float(value), 4) if isinstance(value, Fraction) else value
