"""From a rubric and a unit's evidence to its score sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from law.periods import Every
from law.scoring.evidence import Evidence
from law.scoring.incidents import Deducting, Names
from law.scoring.judging import Judging, judge
from law.scoring.points import words
from law.scoring.rubric import Clause, Rubric
from law.scoring.rules import Effect, Veto
from law.scoring.sheet import ClauseScore, Sheet, Standing, Vetoed

NO_NAMES: Names = MappingProxyType({})

FAILED = "不合格"
"""The grade under a veto, where the rubric names no lowest one."""


class Scorer:
    """One version of a rubric, ready to score many units; ``names``: code of a duty, measure or finding → what it is called."""

    def __init__(self, rubric: Rubric, names: Names = NO_NAMES) -> None:
        self.rubric, self._names = rubric, names
        self._applicable: dict[tuple[str, Every, date], tuple[Clause, ...]] = {}

    def score(
        self, evidence: Evidence, roster: str, every: Every, as_of: date, inner: Sequence[Sheet] = ()
    ) -> Sheet | None:
        """The sheet of a unit of ``roster``; None where the rubric says nothing of such a period.

        ``inner``: the unit's sheets of shorter periods within this one. ``as_of``: the day up to which all is counted.
        """
        applicable = self._clauses(roster, every, evidence.period.first)
        if not applicable:
            return None
        in_order = sorted(inner, key=lambda sheet: sheet.period)
        judging = Judging(
            evidence, self._names, Deducting(evidence, self._names), in_order, as_of >= evidence.period.last
        )
        leaves = {clause.path: judge(clause, judging) for clause in applicable if clause.rule is not None}
        vetoes = tuple(
            Vetoed(clause.path, clause.title, clause.rule.effect)
            for clause in applicable
            if isinstance(clause.rule, Veto) and leaves[clause.path].deductions
        )
        base = sum(leaves[clause.path].score for clause in applicable if clause.rule is not None and clause.weighs)
        bonus = sum(leaves[clause.path].score for clause in applicable if clause.rule is not None and not clause.weighs)
        total = 0 if any(veto.effect is Effect.ZERO for veto in vetoes) else base + bonus
        return Sheet(
            self.rubric.county,
            evidence.org,
            roster,
            every,
            evidence.period.name,
            as_of,
            self.rubric.version,
            self.rubric.full,
            base,
            bonus,
            total,
            self._failed() if vetoes else self.rubric.grade(total),
            vetoes,
            tuple(leaves.get(clause.path) or _inner(clause, applicable, leaves) for clause in applicable),
            evidence.empty and not any(score.deductions for score in leaves.values()),
        )

    def _clauses(self, roster: str, every: Every, day: date) -> tuple[Clause, ...]:
        named = roster, every, day
        if named not in self._applicable:
            self._applicable[named] = self.rubric.applicable(roster, every, day)
        return self._applicable[named]

    def _failed(self) -> str:
        return self.rubric.grades[-1][0] if self.rubric.grades else FAILED


def _inner(clause: Clause, applicable: Sequence[Clause], leaves: Mapping[str, ClauseScore]) -> ClauseScore:
    """An inner clause: the sum of its leaves, its formula that of the clauses right below it."""
    below = [leaf for path, leaf in leaves.items() if path.startswith(f"{clause.path}.")]
    score = sum(leaf.score for leaf in below)
    standings = {leaf.standing for leaf in below}
    standing = standings.pop() if len(standings) == 1 else Standing.SCORED
    formula = " + ".join(
        f"{child.path} {words(_sum(child, leaves))}" for child in applicable if child.above == clause.path
    )
    return ClauseScore(clause.path, clause.title, clause.weight, score, standing, formula, leaf=False)


def _sum(clause: Clause, leaves: Mapping[str, ClauseScore]) -> int:
    leaf = leaves.get(clause.path)
    if leaf is not None:
        return leaf.score
    return sum(below.score for path, below in leaves.items() if path.startswith(f"{clause.path}."))
