"""Ranking of a county's units in one period by 按期率, with what each owes now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from dashboard import agenda, figures
from dashboard.board import Board, Unit
from dashboard.periods import Period
from dashboard.views import Figures, PeriodRow


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

    lines: list[Line]
    total: Figures | None
    now: agenda.Counts

    @property
    def behind(self) -> list[Line]:
        """Units that owe something overdue now or near its date: the most overdue first, then the most near."""
        late = [line for line in self.lines if line.now.overdue or line.now.within3]
        return sorted(late, key=lambda line: (-line.now.overdue, -line.now.within3, line.unit.order))

    @property
    def silent(self) -> list[Line]:
        """Units that have no row in the period."""
        return [line for line in self.lines if line.row is None]


def ranking(board: Board, units: list[Unit], period: Period) -> Ranking:
    """Ranks units; equal rates share a rank and the next rank is skipped (1, 1, 3)."""
    rows = {unit.org: board.row(period, unit.org) for unit in units}
    rates = {org: figures.on_time_rate(board.registry.graded(row)) for org, row in rows.items() if row}
    sharing = Counter(rate for rate in rates.values() if rate is not None)
    ranks: dict[Fraction, int] = {}
    better = 0
    for rate in sorted(sharing, reverse=True):
        ranks[rate] = better + 1
        better += sharing[rate]

    def line(unit: Unit) -> Line:
        rate = rates.get(unit.org)
        now = agenda.counts(board, unit.org)
        if rate is None:
            return Line(unit, rows[unit.org], None, None, False, now)
        return Line(unit, rows[unit.org], rate, ranks[rate], sharing[rate] > 1, now)

    lines = [line(unit) for unit in units]
    lines.sort(key=lambda item: (item.row is None, item.rank is None, item.rank or 0, item.unit.order))
    return Ranking(
        lines,
        figures.total(row for row in rows.values() if row),
        agenda.together(item.now for item in lines),
    )
