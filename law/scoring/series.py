"""Sheets of months, of the quarters that hold them, and of the years that hold both, of one unit after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from law.periods import Every, Period, period_of, periods
from law.scoring.evidence import Evidence
from law.scoring.ranks import ranks
from law.scoring.rules import ScoreOf
from law.scoring.scoring import Scorer
from law.scoring.sheet import Sheet

SHORTER: dict[Every, tuple[Every, ...]] = {
    Every.MONTH: (),
    Every.QUARTER: (Every.MONTH,),
    Every.YEAR: (Every.MONTH, Every.QUARTER),
}
"""Kinds of period whose sheets lie within one of another kind."""


class Series:
    """``scorer``: the version by which a period that begins on a day is scored; ``evidence``: what there is of a unit in a period."""

    def __init__(
        self,
        scorer: Callable[[date], Scorer | None],
        evidence: Callable[[str, Period], Evidence],
        as_of: date,
    ) -> None:
        self._scorer, self._evidence, self._as_of = scorer, evidence, as_of
        self._made: dict[tuple[str, str, str], Sheet | None] = {}

    def sheet(self, org: str, kind: str, every: Every, day: date) -> Sheet | None:
        """The sheet of the period in which ``day`` lies; ``kind`` is the unit's.

        None where no version is in force, the unit stands in no roster, the rubric asks nothing of such a period, or
        the period has not begun.
        """
        period = period_of(every, day)
        named = org, kind, period.name
        if named not in self._made:
            self._made[named] = self._sheet(org, kind, every, period)
        return self._made[named]

    def compared(self, units: Mapping[str, str], every: Every, day: date) -> tuple[list[Sheet], dict[str, int]]:
        """The sheets of ``units`` (organisation → kind) in one period, and the ranks within their rosters."""
        made = (self.sheet(org, kind, every, day) for org, kind in sorted(units.items()))
        sheets = [sheet for sheet in made if sheet is not None]
        return sheets, ranks(sheets)

    def _sheet(self, org: str, kind: str, every: Every, period: Period) -> Sheet | None:
        scorer = self._scorer(period.first) if period.first <= self._as_of else None
        roster = scorer.rubric.roster_of(org, kind) if scorer is not None else None
        if scorer is None or roster is None:
            return None
        taken = {clause.rule.every for clause in scorer.rubric.clauses if isinstance(clause.rule, ScoreOf)}
        inner = [
            sheet
            for shorter in SHORTER[every]
            if shorter in taken
            for within in periods(shorter, period.first, period.last)
            if (sheet := self.sheet(org, kind, shorter, within.first)) is not None
        ]
        return scorer.score(self._evidence(org, period), roster, every, self._as_of, inner)
