"""Cells of the tables of periods, made without templates: of these pages have thousands, and each is one of four forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup, escape

from dashboard import figures
from dashboard.columns import Column, Group
from dashboard.heat import Cell as HeatCell
from dashboard.heat import Line as HeatLine
from dashboard.heat_choices import Choice
from dashboard.registry import Registry
from dashboard.texts import Texts
from dashboard.views import Durations, Figures, ObligationCounts

NOTHING = '<span class="none">·</span>'
_PLACE = "/subjects?measure="
_STATES = {"silent": ("silent", "—"), "none": ("nil", "·"), "ahead": ("ahead", "")}
"""State of a cell of the heat table → its class and its sign."""


class Cells:
    """Writes cells in a reader's words."""

    def __init__(self, texts: Texts, registry: Registry) -> None:
        self._texts = texts
        self._registry = registry

    def cells(
        self, groups: Iterable[Group], row: Figures, scope: Mapping[str, object], *, bars: bool = False
    ) -> Markup:
        """One cell for each column; ``scope`` says of which units and period the row is, ``bars`` that rates have a bar."""
        behind = _scoped(scope)
        made = []
        for group in groups:
            first = " first"
            for column in group.columns:
                value = column.value(row)
                alarm = f" {escape(column.alarm)}" if column.alarm and value else ""
                made.append(
                    f'<td class="{column.show}{first}{alarm}">{self._inside(column, value, row, behind, bars)}</td>\n'
                )
                first = ""
        return Markup("".join(made))  # noqa: S704  # every text in it is escaped

    def heat(self, line: HeatLine, choice: Choice, county: str, year: int) -> Markup:
        """The months of a unit, or of the county, and their year."""
        whose: dict[str, object] = {"county": county} if line.unit is None else {"org": line.unit.org}
        behind = _scoped(whose)
        made = [
            self._heat(cell, choice, f"{behind}&amp;period={year:04}-{month:02}")
            for month, cell in enumerate(line.cells, start=1)
        ]
        made.append(self._heat(line.year, choice, f"{behind}&amp;period={year:04}", " year"))
        return Markup("".join(made))  # noqa: S704  # every text in it is escaped

    def _heat(self, cell: HeatCell, choice: Choice, behind: str, apart: str = "") -> str:
        if cell.state != "value":
            name, sign = _STATES[cell.state]
            return f'<td class="{name}{apart}" title="{escape(self._texts.say(f"heat.{cell.state}"))}">{sign}</td>\n'
        assert cell.value is not None
        rate = choice.scale == "rate"
        text = figures.percent(_fraction(cell.value)) if rate else f"{cell.value:,}"
        inside = _link(choice.behind, behind, text) if cell.value or rate else text
        return f'<td class="h{cell.level}{apart}">{inside}</td>\n'

    def _inside(self, column: Column, value: object, row: Figures, behind: str, bars: bool) -> str:
        if column.show == "rate":
            assert value is None or isinstance(value, Fraction)
            counts = self._registry.graded(row)
            return self._bar(value, counts, behind) if bars else _rate(value, counts, behind)
        if column.show == "share":
            return NOTHING if value is None else _link(column.behind, behind, figures.percent(_fraction(value)))
        if column.show == "mean":
            assert isinstance(value, Durations)
            return self._mean(value, column.behind, behind)
        assert isinstance(value, int)
        return _number(value, column.behind, behind)

    def _mean(self, value: Durations, ref: str, behind: str) -> str:
        mean = figures.mean(value)
        if mean is None:
            return NOTHING
        more = self._texts.say("total.days.more", sum=value.sum, count=value.count, max=value.max)
        return _link(ref, behind, figures.decimal(mean), f' title="{escape(more)}"')

    def _bar(self, rate: Fraction | None, counts: ObligationCounts, behind: str) -> str:
        formula = f'<span class="formula">{_formula(counts, behind)}</span>'
        if rate is None:
            return f'<span class="none">{escape(self._texts.say("rank.unranked"))}</span> {formula}'
        return (
            '<svg class="bar-of-100" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
            f'<rect class="ground" width="100" height="6"/><rect class="share" width="{float(rate * 100):.1f}" height="6"/></svg>'
            f"<strong>{_link('!due', behind, figures.percent(rate))}</strong> {formula}"
        )


def _rate(rate: Fraction | None, counts: ObligationCounts, behind: str) -> str:
    if rate is None:
        return NOTHING
    plain = f"{counts.met_on_time:,} ÷ ({counts.due:,} − {counts.open:,} − {counts.excused:,})"
    return _link("!due", behind, figures.percent(rate), f' title="{plain}"')


def _formula(counts: ObligationCounts, behind: str) -> str:
    met, due = _number(counts.met_on_time, "!met", behind), _number(counts.due, "!due", behind)
    still, excused = _number(counts.open, "!open", behind), _number(counts.excused, "!excused", behind)
    return f"{met} ÷ ({due} − {still} − {excused})"


def _number(value: int, ref: str, behind: str) -> str:
    return _link(ref, behind, f"{value:,}") if value and ref and behind else f"{value:,}"


def _link(ref: str, behind: str, text: str, title: str = "") -> str:
    return f'<a class="n" href="{_PLACE}{_quoted(ref)}{behind}"{title}>{text}</a>'


def _fraction(value: object) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _scoped(scope: Mapping[str, object]) -> str:
    """The rest of an address, as it stands in an attribute; empty where numbers lead nowhere."""
    named = {key: str(value) for key, value in scope.items() if value is not None}
    return f"&amp;{escape(urlencode(named))}" if named else ""


@lru_cache(10_000)
def _quoted(ref: str) -> str:
    return quote_plus(ref)
