"""Cells of numbers in a table, written at once: a table of a hundred units has thousands, and macros take their time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup, escape

from dashboard import figures
from dashboard.columns import Column, Group, Value
from dashboard.views import Durations, Figures

_NOTHING = '<span class="none">·</span>'


def cells(groups: Iterable[Group], row: Figures, scope: Mapping[str, object], say: Callable[..., str]) -> Markup:
    """A row's cells: each number a link to what it is made of. Of columns that are numbers, shares or means."""
    place = "&amp;" + str(escape(urlencode({name: str(value) for name, value in scope.items()})))
    made: list[str] = []
    for group in groups:
        for at, column in enumerate(group.columns):
            value = column.value(row)
            kinds = [column.show, "" if at else "first", column.alarm if value else ""]
            made.append(f'<td class="{" ".join(filter(None, kinds))}">{_cell(column, value, place, say)}</td>')
    return Markup("\n".join(made))  # noqa: S704  # all that comes from outside is quoted


def _cell(column: Column, value: Value, place: str, say: Callable[..., str]) -> str:
    if column.show == "mean":
        assert isinstance(value, Durations)
        mean = figures.mean(value)
        if mean is None:
            return _NOTHING
        title = escape(say("theme.days", sum=value.sum, count=value.count, max=value.max))
        return _link(column, figures.decimal(mean), place, f' title="{title}"')
    if isinstance(value, Durations) or (value is None and column.show == "share"):
        return _NOTHING
    if column.show == "share":
        assert value is not None
        return _link(column, figures.percent(Fraction(value)), place)
    return _link(column, f"{value:,}", place) if value else "0"


def _link(column: Column, text: str, place: str, more: str = "") -> str:
    return f'<a class="n" href="/subjects?measure={quote_plus(column.behind)}{place}"{more}>{text}</a>'
