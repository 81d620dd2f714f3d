"""Sheets of units, each with those of the shorter periods within it; and what things are called. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contracts.rubric.lawful import names
from law.periods import Every, Period, period_of, periods
from law.scoring.ground import Ground
from law.scoring.rubric import Rubric, in_force
from law.scoring.rules import ScoreOf
from law.scoring.scoring import Scorer
from law.scoring.series import SHORTER
from law.scoring.sheet import Sheet
from services.assessment.periods import months_in

NAMES = names()
"""Code of a duty, a measure or a finding → what it is called."""


class Scores:
    """Sheets by the versions of one county's rubric."""

    def __init__(self, versions: Iterable[Rubric], as_of: date) -> None:
        """``as_of``: the day up to which everything has been counted."""
        self._versions = list(versions)
        self._as_of = as_of
        self._scorers: dict[int, Scorer] = {}
        self._made: dict[tuple[Ground, str, str, str], Sheet | None] = {}
        """A month's sheet is part of its quarter's and twice of its year's."""

    def rubric(self, period: Period) -> Rubric | None:
        """The version by which a period is scored; None where none is in force."""
        return in_force(self._versions, period.first)

    def sheet(self, ground: Ground, org: str, kind: str, period: Period, every: Every) -> Sheet | None:
        """A unit's sheet; None where no rubric is in force, or the one that is does not score units of its kind.

        A period that has not begun has none.
        """
        rubric = self.rubric(period)
        roster = rubric.roster_of(org, kind) if rubric else None
        return None if roster is None else self.in_roster(ground, org, roster, period, every)

    def in_roster(self, ground: Ground, org: str, roster: str, period: Period, every: Every) -> Sheet | None:
        """The same of a unit of this roster, whatever the registry says of its kind by now."""
        named = ground, org, roster, period.name
        if named not in self._made:
            self._made[named] = self._sheet(ground, org, roster, period, every)
        return self._made[named]

    def _sheet(self, ground: Ground, org: str, roster: str, period: Period, every: Every) -> Sheet | None:
        rubric = self.rubric(period)
        if rubric is None or self._as_of < period.first:
            return None
        taken = {clause.rule.every for clause in rubric.clauses if isinstance(clause.rule, ScoreOf)}
        inner = [
            sheet
            for shorter in SHORTER[every]
            if shorter in taken
            for part in periods(shorter, period.first, period.last)
            if (sheet := self.in_roster(ground, org, roster, part, shorter))
        ]
        scorer = self._scorers.setdefault(rubric.version, Scorer(rubric, NAMES))
        return scorer.score(ground.evidence(org, period), roster, every, self._as_of, inner)


def named(name: str) -> tuple[Period, Every]:
    """The period of this name, and how long it is; ValueError for what is none."""
    months: Sequence[str] = months_in(name)
    every = {1: Every.MONTH, 3: Every.QUARTER, 12: Every.YEAR}[len(months)]
    return period_of(every, date.fromisoformat(f"{months[0]}-01")), every
