"""Columns of the tables, made of what the registry of measures lists and of what obligations come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from dashboard import figures
from dashboard.registry import STOCK, Duty, Measure, Registry
from dashboard.texts import Texts
from dashboard.views import Durations, Figures, ObligationCounts

Value = int | Fraction | Durations | None


@dataclass(frozen=True)
class Column:
    """One column; ``alarm`` (``warn``, ``bad`` or empty) is how a number above nothing looks."""

    heading: str
    value: Callable[[Figures], Value]
    show: Literal["number", "mean", "rate", "share"] = "number"
    alarm: str = ""
    unit: str = ""
    behind: str = ""
    """Names the number to the list of what it is made of; see ``behind``."""


@dataclass(frozen=True)
class Group:
    """Columns that stand together under a heading, and the kinds of subjects whose duties belong there."""

    heading: str
    columns: list[Column]
    kinds: set[str] = field(default_factory=set)
    overdue: str = ""
    """Names the number of the graded duties of these kinds that are overdue; see ``behind``."""


@dataclass(frozen=True)
class Listing:
    """The amounts of one labelled measure, by the words of their labels."""

    heading: str
    amounts: dict[str, int]
    behind: dict[str, str]
    """Words of a label → the name of its number."""


DUTIES: dict[str, tuple[Callable[[ObligationCounts], Value], str]] = {
    "due": (lambda counts: counts.due, ""),
    "on_time": (lambda counts: counts.met_on_time, ""),
    "late": (lambda counts: counts.met_late, "warn"),
    "overdue": (lambda counts: counts.overdue, "bad"),
    "open": (lambda counts: counts.open, ""),
    "excused": (lambda counts: counts.excused, ""),
    "rate": (figures.on_time_rate, ""),
}
"""What became of the obligations of all graded duties: name of the text → value, alarm."""

_STATUS = {"on_time": "met", "late": "met_late", "rate": "due"}
"""Name of the text → status by which subjects count it, where that is another word."""


def numbers(registry: Registry, texts: Texts, chosen: Callable[[Measure], bool] = lambda _measure: True) -> list[Group]:
    """Counts and sums that are shown, or those of them that are chosen, under their headings."""
    return _groups(
        (
            (measure, column)
            for measure in _numbered(registry)
            if measure.shown and chosen(measure)
            for column in _columns(measure, texts)
        ),
        texts,
    )


def totals(registry: Registry, texts: Texts) -> list[Group]:
    """The numbers that sums over units name, and with each heading the kinds whose duties stand there: once each."""
    groups = numbers(registry, texts, lambda measure: measure.in_total)
    by_heading = {group.heading: group for group in groups}
    placed: set[str] = set()
    for measure in [*_numbered(registry), *registry.measures("by")]:
        group = by_heading.get(texts.group(measure))
        if group is not None and measure.subject not in placed:
            group.kinds.add(measure.subject)
            placed.add(measure.subject)
    return [replace(group, overdue=_overdue(registry, group.kinds)) for group in groups]


def _overdue(registry: Registry, kinds: set[str]) -> str:
    return ",".join(f"{duty.code}!overdue" for duty in registry.duties if duty.grave and duty.subject in kinds)


def _columns(measure: Measure, texts: Texts) -> list[Column]:
    """The number, and beside it the share that it is of another."""
    number = Column(
        texts.name(measure),
        _stock(measure.code) if measure.kind == STOCK else _count(measure.code),
        alarm=measure.alarm,
        unit=texts.unit(measure.unit),
        behind=measure.code,
    )
    if not measure.share_of:
        return [number]
    return [number, Column(texts.share(measure), _share(measure), "share", behind=measure.share_of)]


def means(registry: Registry, texts: Texts) -> list[Group]:
    """Working days on average, under their headings."""
    return _groups(
        (
            (
                measure,
                Column(
                    texts.name(measure),
                    _days(measure.code),
                    "mean",
                    measure.alarm,
                    texts.unit(measure.unit),
                    f"{measure.code}#",
                ),
            )
            for measure in registry.measures("days")
            if measure.shown
        ),
        texts,
    )


def apart(groups: Iterable[Group], rows: Sequence[Figures]) -> tuple[list[Group], list[Group]]:
    """The groups of which any of the rows has a number, and those of which none has: these need no table."""
    filled: list[Group] = []
    empty: list[Group] = []
    for group in groups:
        has_number = any(_is_there(column.value(row)) for column in group.columns for row in rows)
        (filled if has_number else empty).append(group)
    return filled, empty


def _is_there(value: Value) -> bool:
    return bool(value.count if isinstance(value, Durations) else value)


def side_by_side(groups: Iterable[Group], most: int) -> list[list[Group]]:
    """The groups in tables of at most ``most`` columns; a larger group goes on under its heading in the next table."""
    tables: list[list[Group]] = []
    room = 0
    for group in groups:
        for start in range(0, len(group.columns), most):
            part = Group(group.heading, group.columns[start : start + most])
            if len(part.columns) > room:
                tables.append([])
                room = most
            tables[-1].append(part)
            room -= len(part.columns)
    return tables


def duties(registry: Registry, texts: Texts, *names: str) -> Group:
    """What became of the obligations that fell due: the columns of these names in their order, or all."""
    columns = [
        Column(
            texts.say(f"duties.{name}"),
            _graded(registry, value),
            "rate" if name == "rate" else "number",
            alarm,
            behind=f"!{_STATUS.get(name, name)}",
        )
        for name in names or DUTIES
        for value, alarm in [DUTIES[name]]
    ]
    return Group(texts.say("duties.heading"), columns)


def _graded(registry: Registry, value: Callable[[ObligationCounts], Value]) -> Callable[[Figures], Value]:
    return lambda row: value(registry.graded(row))


def by_duty(registry: Registry, row: Figures) -> list[tuple[Duty, ObligationCounts]]:
    """The obligations of a row for each duty, in the registry's order."""
    counts = [(registry.duty(code), counts) for code, counts in row.obligations.items()]
    return sorted(counts, key=lambda pair: pair[0].place)


def listings(registry: Registry, texts: Texts, row: Figures) -> list[Listing]:
    """The labelled measures that are shown, with what ``row`` has of each."""
    return [
        Listing(
            texts.name(measure),
            {texts.label(measure, label): amount for label, amount in amounts.items()},
            {texts.label(measure, label): f"{measure.code}@{label}" for label in amounts},
        )
        for measure in registry.measures("by")
        if measure.shown
        for amounts in [row.by.get(measure.code, {})]
    ]


def _groups(columns: Iterable[tuple[Measure, Column]], texts: Texts) -> list[Group]:
    groups: dict[str, Group] = {}
    for measure, column in columns:
        groups.setdefault(measure.group, Group(texts.group(measure), [])).columns.append(column)
    return list(groups.values())


def _numbered(registry: Registry) -> list[Measure]:
    """Counts and stocks in the registry's order."""
    stocks = [measure for measure in registry.measures("by") if measure.kind == STOCK]
    return sorted([*registry.measures("counts"), *stocks], key=lambda measure: (measure.order, measure.code))


def _stock(code: str) -> Callable[[Figures], Value]:
    """What stands of it, over all labels."""
    return lambda row: figures.amount(row, code)


def _count(code: str) -> Callable[[Figures], Value]:
    return lambda row: row.counts.get(code, 0)


def _share(measure: Measure) -> Callable[[Figures], Value]:
    return lambda row: figures.share(row, measure.code, measure.share_of)


def _days(code: str) -> Callable[[Figures], Value]:
    return lambda row: row.days.get(code, Durations())
