"""Ranking of a county's units in one period by 按期率, with what each owes now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dashboard import agenda, figures
from dashboard.board import Board, Unit
from dashboard.ledger.owed import Counts
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
    now: Counts
    before: int | None = None
    """Its rank in the period before."""

    @property
    def risen(self) -> int | None:
        """By how many ranks it stands better than in the period before; None where either has no rank."""
        return None if self.rank is None or self.before is None else self.before - self.rank


@dataclass(frozen=True)
class Ranking:
    """Ranked units first, then those without a rate, then the silent ones; and the county's sum."""

    lines: list[Line]
    total: Figures | None
    now: Counts

    @property
    def ranked(self) -> list[Line]:
        """Units that have a rank, the best first."""
        return [line for line in self.lines if line.rank is not None]

    @property
    def behind(self) -> list[Line]:
        """Units that owe something overdue now or near its date: the most overdue first, then the most near."""
        late = [line for line in self.lines if line.now.overdue or line.now.within3]
        return sorted(late, key=lambda line: (-line.now.overdue, -line.now.within3, line.unit.order))

    @property
    def silent(self) -> list[Line]:
        """Units that have no row in the period."""
        return [line for line in self.lines if line.row is None]


def ranking(board: Board, units: list[Unit], period: Period, owed: Mapping[str, Counts]) -> Ranking:
    """Ranks units; equal rates share a rank and the next rank is skipped (1, 1, 3). ``owed``: what each owes now."""
    rows = {unit.org: board.row(period, unit.org) for unit in units}
    rates = {org: rate for org, row in rows.items() if row and (rate := _rate(board, row)) is not None}
    ranks = _ranks(rates)
    sharing = Counter(ranks.values())
    before = _ranks_before(board, units, period)

    def line(unit: Unit) -> Line:
        rank, now = ranks.get(unit.org), owed.get(unit.org, Counts())
        tied = rank is not None and sharing[rank] > 1
        return Line(unit, rows[unit.org], rates.get(unit.org), rank, tied, now, before.get(unit.org))

    lines = [line(unit) for unit in units]
    lines.sort(key=lambda item: (item.row is None, item.rank is None, item.rank or 0, item.unit.order))
    return Ranking(
        lines,
        figures.total(row for row in rows.values() if row),
        agenda.together(item.now for item in lines),
    )


def _rate(board: Board, row: Figures) -> Fraction | None:
    return figures.on_time_rate(board.registry.graded(row))


def _ranks(rates: Mapping[str, Fraction]) -> dict[str, int]:
    best: dict[Fraction, int] = {}
    for place, rate in enumerate(sorted(rates.values(), reverse=True), start=1):
        best.setdefault(rate, place)
    return {org: best[rate] for org, rate in rates.items()}


def _ranks_before(board: Board, units: list[Unit], period: Period) -> dict[str, int]:
    earlier = period.shift(-1)
    if earlier is None:
        return {}
    rows = {unit.org: board.counted(earlier, unit.org) for unit in units}
    return _ranks({org: rate for org, row in rows.items() if row and (rate := _rate(board, row)) is not None})
