"""Bars of what is counted label by label, or step by step of the days taken: lengths for the eye, numbers for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.registry import Registry
from dashboard.texts import Texts
from dashboard.themes import shown
from dashboard.themes.declared import Days, Theme
from dashboard.views import Figures


@dataclass(frozen=True)
class Bar:
    """A line: its words, its number with what is behind it, and its length in hundredths of the longest."""

    words: str
    amount: int
    behind: str
    length: float


@dataclass(frozen=True)
class Bars:
    """A drawing; ``unit`` of its numbers stands in the heading."""

    heading: str
    bars: list[Bar]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(bar.amount for bar in self.bars)


def drawings(theme: Theme, registry: Registry, texts: Texts, row: Figures) -> list[Bars]:
    """Those of the theme of which there is anything."""
    made = [_labels(code, registry, texts, row) for code in theme.labels]
    made += [_days(days, registry, texts, row) for days in theme.days]
    return [bars for bars in made if bars.total]


def _labels(code: str, registry: Registry, texts: Texts, row: Figures) -> Bars:
    measure = registry.measure(code)
    amounts = row.by.get(code, {})
    known = [label for label in measure.labels if label in amounts]
    order = [*known, *sorted(amounts.keys() - {*known})]
    return _bars(
        texts.full(measure),
        [(texts.label(measure, label), amounts[label], f"{code}@{label}") for label in order],
    )


def _days(days: Days, registry: Registry, texts: Texts, row: Figures) -> Bars:
    measure = registry.measure(days.code)
    histogram = row.days[days.code].histogram if days.code in row.days else {}
    ends = [*days.steps, None]
    amounts = [0] * len(ends)
    for taken, amount in histogram.items():
        place = next(place for place, end in enumerate(ends) if end is None or int(taken) <= end)
        amounts[place] += amount
    return _bars(
        shown.heading(days.code, registry, texts),
        [
            (texts.days(span, measure.unit), amount, f"{days.code}#{span}")
            for span, amount in zip(days.spans, amounts, strict=True)
        ],
    )


def _bars(heading: str, lines: list[tuple[str, int, str]]) -> Bars:
    most = max((amount for _, amount, _ in lines), default=0)
    return Bars(
        heading,
        [
            Bar(words, amount, behind, round(100 * amount / most, 1) if most > 0 else 0.0)
            for words, amount, behind in lines
        ],
    )
