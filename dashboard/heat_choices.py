"""What the heat table can show: the on-time rate, what is overdue, and every number that tables of periods have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dashboard import figures
from dashboard.registry import Measure, Registry
from dashboard.texts import Texts
from dashboard.views import Figures

Number = int | Fraction
Scale = Literal["rate", "amount", "alarm"]
"""What the colours say: a rate, much or little, or the more the worse."""

_ALL = ""
"""Stands for all graded duties together."""


@dataclass(frozen=True)
class Choice:
    """A measure that the table can show."""

    code: str
    name: str
    note: str
    scale: Scale
    of: Callable[[Figures], Number | None]
    """Of the part of a row, or of several together."""
    part: Callable[[Figures], Figures]
    """What of a row it needs: sums are made of nothing else."""
    behind: str
    """Names a cell's number to the list of what it is made of; see ``behind``."""


def choices(registry: Registry, texts: Texts) -> dict[str, Choice]:
    """On-time rate and overdue obligations, then every shown number, by code; the first is the default."""

    def graded(row: Figures) -> Figures:
        return Figures(obligations={_ALL: registry.graded(row)})

    built_in = [
        Choice(
            "rate",
            texts.say("heat.rate"),
            texts.say("heat.rate.note"),
            "rate",
            lambda row: figures.on_time_rate(row.obligations[_ALL]),
            graded,
            "!due",
        ),
        Choice(
            "overdue",
            texts.say("heat.overdue"),
            texts.say("heat.overdue.note"),
            "alarm",
            lambda row: row.obligations[_ALL].overdue,
            graded,
            "!overdue",
        ),
    ]
    measures = [
        Choice(
            measure.code,
            texts.full(measure),
            texts.say("heat.note") + _unit_note(texts, measure.unit),
            "alarm" if measure.alarm else "amount",
            _count(measure.code),
            _counts(measure.code),
            measure.code,
        )
        for measure in registry.measures("counts")
        if measure.shown
    ]
    shares = [
        Choice(
            f"{measure.code}.share",
            texts.share(measure),
            texts.say("heat.note"),
            "rate",
            _share(measure),
            _counts(measure.code, measure.share_of),
            measure.share_of,
        )
        for measure in registry.measures("counts")
        if measure.shown and measure.share_of
    ]
    return {choice.code: choice for choice in [*built_in, *measures, *shares]}


def _unit_note(texts: Texts, unit: str) -> str:
    """In what the numbers count, where the language has a word for it."""
    word = texts.unit(unit)
    return texts.say("heat.unit.note", unit=word) if word else ""


def _share(measure: Measure) -> Callable[[Figures], Number | None]:
    return lambda row: figures.share(row, measure.code, measure.share_of)


def _count(code: str) -> Callable[[Figures], Number]:
    return lambda row: row.counts.get(code, 0)


def _counts(*codes: str) -> Callable[[Figures], Figures]:
    return lambda row: Figures(counts={code: row.counts.get(code, 0) for code in codes})
