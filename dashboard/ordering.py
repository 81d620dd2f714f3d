"""By what the ranking's lines can be put in order: rank, what is owed now, and each number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from dashboard import agenda
from dashboard.columns import Column, Group
from dashboard.ledger.owed import Group as Urgency
from dashboard.ranking import Line
from dashboard.views import Durations

RANK = "rank"

Amount = Callable[[Line], Fraction | int | None]
"""What a line is put in order by; None stands last whichever way."""


def orders(groups: Iterable[Group]) -> dict[str, Amount | None]:
    """Name of an order → what it goes by; None: as the units stand ranked."""
    owed: dict[str, Amount | None] = {group: _owed(group) for group in agenda.ALARMS}
    numbers: dict[str, Amount | None] = {
        column.behind: _number(column)
        for group in groups
        for column in group.columns
        if column.show in ("number", "rate")
    }
    return {RANK: None, **owed, **numbers}


def ordered(lines: list[Line], amount: Amount | None, *, backwards: bool) -> list[Line]:
    """The lines, the smallest amount first, or the largest; lines of equal amounts as they stand ranked."""
    if amount is None:
        return list(reversed(lines)) if backwards else lines
    amounts = [(amount(line), line) for line in lines]
    valued = [(value, line) for value, line in amounts if value is not None]
    valued.sort(key=lambda pair: pair[0], reverse=backwards)
    return [line for _, line in valued] + [line for value, line in amounts if value is None]


def _owed(group: Urgency) -> Amount:
    return lambda line: int(getattr(line.now, group))


def _number(column: Column) -> Amount:
    def amount(line: Line) -> Fraction | int | None:
        value = None if line.row is None else column.value(line.row)
        return None if isinstance(value, Durations) else value

    return amount
