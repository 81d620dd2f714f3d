"""Ranking of a county's units in one period by 按期率, with what each owes now."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contracts.views import PeriodRow
from dashboard import agenda, figures
from dashboard.board import Board, Unit
from dashboard.periods import Period


@dataclass(frozen=True)
class Line:
    """One unit. ``row`` None is silence; ``rate`` and ``rank`` None: nothing in the period is settled yet."""

    unit: Unit
    row: PeriodRow | None
    rate: Fraction | None
    rank: int | None
    tied: bool
    now: agenda.Counts


@dataclass(frozen=True)
class Ranking:
    """Ranked units first, then those without a rate, then the silent ones; and the county's sum."""

    period: Period
    lines: list[Line]
    total: figures.Sums | None
    now: agenda.Counts

    @property
    def silent(self) -> list[Line]:
        """Units that have no row in the period."""
        return [line for line in self.lines if line.row is None]


def ranking(board: Board, county: str, period: Period) -> Ranking:
    """Ranks the units of ``county``; equal rates share a rank and the next rank is skipped (1, 1, 3)."""
    units = board.units(county)
    rows = {unit.org: board.row(str(period), unit.org) for unit in units}
    rates = {org: figures.on_time_rate(row.obligations) for org, row in rows.items() if row}
    settled = [rate for rate in rates.values() if rate is not None]

    def line(unit: Unit) -> Line:
        rate = rates.get(unit.org)
        rank = None if rate is None else 1 + sum(other > rate for other in settled)
        now = agenda.counts(board, unit.org)
        return Line(unit, rows[unit.org], rate, rank, rate is not None and settled.count(rate) > 1, now)

    lines = [line(unit) for unit in units]
    lines.sort(key=lambda item: (item.row is None, item.rank is None, item.rank or 0, item.unit.order))
    return Ranking(
        period,
        lines,
        figures.total(row for row in rows.values() if row),
        agenda.together(item.now for item in lines),
    )
