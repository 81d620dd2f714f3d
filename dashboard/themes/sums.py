"""What units count and owe of a theme: columns of its table, its duties, and what stands label by label."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from dashboard import columns, figures
from dashboard.board import Unit
from dashboard.columns import DUTIES, Column, Group, Value
from dashboard.registry import Duty, Registry
from dashboard.texts import Texts
from dashboard.themes.declared import Theme
from dashboard.views import Durations, Figures, ObligationCounts, PeriodRow

STATUSES = {"due": "due", "on_time": "met", "late": "met_late", "overdue": "overdue", "open": "open", "rate": "due"}
"""Columns of what became of duties → the status that their numbers name."""

UNIT = "unit"


@dataclass(frozen=True)
class Line:
    """A unit and its row; None is silence."""

    unit: Unit
    row: PeriodRow | None


def groups(theme: Theme, registry: Registry, texts: Texts) -> list[Group]:
    """Columns of the table of units: what is counted, how long it took, and what became of the duties."""
    codes = {*theme.measures}
    taken = {f"{days.code}#" for days in theme.days}
    means = [
        Group(group.heading, [column for column in group.columns if column.behind in taken])
        for group in columns.means(registry, texts)
    ]
    counted = columns.numbers(registry, texts, lambda measure: measure.code in codes)
    return [group for group in (*counted, *means, _duties(theme, registry, texts)) if group.columns]


def total(theme: Theme, lines: Iterable[Line]) -> Figures | None:
    """What the units' rows add up to, of what the theme is about; None where all are silent."""
    codes = {*theme.measures, *theme.labels, *theme.by_label, *(days.code for days in theme.days)}
    return figures.total(_only(line.row, codes, theme.duties) for line in lines if line.row is not None)


def _only(row: Figures, codes: Collection[str], duties: Collection[str]) -> Figures:
    return Figures(
        counts={code: row.counts[code] for code in codes if code in row.counts},
        by={code: row.by[code] for code in codes if code in row.by},
        days={code: row.days[code] for code in codes if code in row.days},
        obligations={code: row.obligations[code] for code in duties if code in row.obligations},
    )


def known_duties(theme: Theme, registry: Registry) -> list[Duty]:
    """Those of its duties that the registry knows."""
    codes = registry.codes
    return [registry.duty(code) for code in theme.duties if code in codes]


def owed(theme: Theme, row: Figures) -> ObligationCounts:
    """What became of its duties that fell due."""
    return figures.total_counts(row.obligations[code] for code in theme.duties if code in row.obligations)


def _duties(theme: Theme, registry: Registry, texts: Texts) -> Group:
    duties = known_duties(theme, registry)
    if not duties:
        return Group("", [])

    def column(name: str, status: str) -> Column:
        value, alarm = DUTIES[name]
        return Column(
            texts.say(f"duties.{name}"),
            lambda row: value(owed(theme, row)),
            "share" if name == "rate" else "number",
            alarm,
            behind=",".join(f"{duty.code}!{status}" for duty in duties),
        )

    return Group(texts.say("duties.heading"), [column(*each) for each in STATUSES.items()])


def by_duty(theme: Theme, registry: Registry, row: Figures) -> list[tuple[Duty, ObligationCounts]]:
    """Duty by duty, of those that fell due."""
    return [
        (duty, row.obligations[duty.code]) for duty in known_duties(theme, registry) if duty.code in row.obligations
    ]


@dataclass(frozen=True)
class Label:
    """A label of stocks that stand beside one another: how much of each, with what is behind it, and the share."""

    name: str
    amounts: list[tuple[int, str]]
    share: Fraction | None


def by_label(theme: Theme, registry: Registry, texts: Texts, row: Figures) -> list[Label]:
    """Label by label, as the registry lists them; those of which there is nothing are left out."""
    if not theme.by_label:
        return []
    first, made = registry.measure(theme.by_label[0]), []
    for label in {**dict.fromkeys(first.labels), **dict.fromkeys(row.by.get(first.code, {}))}:
        amounts = [(row.by.get(code, {}).get(label, 0), f"{code}@{label}") for code in theme.by_label]
        if any(amount for amount, _ in amounts):
            part, whole = row.by.get(theme.part, {}).get(label, 0), amounts[0][0]
            made.append(Label(texts.label(first, label), amounts, Fraction(part, whole) if whole > 0 else None))
    return made


def ordered(lines: list[Line], made: Iterable[Group], by: str, *, backwards: bool) -> list[Line]:
    """The units in official order, or by a column; units of equal amounts, and silent ones, as they stand in official order."""
    value = next((column.value for group in made for column in group.columns if order_of(column) == by), None)
    if value is None:
        return lines[::-1] if backwards else lines
    amounts = [(_amount(value, line), line) for line in lines]
    known = sorted(
        ((amount, line) for amount, line in amounts if amount is not None), key=lambda pair: pair[0], reverse=backwards
    )
    return [line for _, line in known] + [line for amount, line in amounts if amount is None]


def orders(made: Iterable[Group]) -> list[str]:
    """By what the table can be put in order."""
    return [UNIT, *(order_of(column) for group in made for column in group.columns)]


def order_of(column: Column) -> str:
    """Two columns may lead to one list: a rate and what it is of."""
    return f"{column.show}-{column.behind}"


def _amount(value: Callable[[Figures], Value], line: Line) -> Fraction | int | None:
    amount = None if line.row is None else value(line.row)
    return figures.mean(amount) if isinstance(amount, Durations) else amount
