"""From a rubric and a unit's evidence to its score sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

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
        self._plans: dict[tuple[str, Every, date], _Plan] = {}

    def score(
        self, evidence: Evidence, roster: str, every: Every, as_of: date, inner: Sequence[Sheet] = ()
    ) -> Sheet | None:
        """The sheet of a unit of ``roster``; None where the rubric says nothing of such a period.

        ``inner``: the unit's sheets of shorter periods within this one. ``as_of``: the day up to which all is counted.
        """
        plan = self._plan(roster, every, evidence.period.first)
        if not plan.clauses:
            return None
        in_order = sorted(inner, key=lambda sheet: sheet.period)
        judging = Judging(
            evidence, self._names, Deducting(evidence, self._names), in_order, as_of >= evidence.period.last
        )
        leaves = {clause.path: judge(clause, judging) for clause in plan.leaves}
        vetoes = tuple(
            Vetoed(clause.path, clause.title, clause.rule.effect)
            for clause in plan.leaves
            if isinstance(clause.rule, Veto) and leaves[clause.path].deductions
        )
        base = sum(leaves[clause.path].score for clause in plan.leaves if clause.weighs)
        bonus = sum(leaves[clause.path].score for clause in plan.leaves if not clause.weighs)
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
            tuple(leaves.get(clause.path) or _inner(clause, plan, leaves) for clause in plan.clauses),
            evidence.empty and not any(score.deductions for score in leaves.values()),
        )

    def _plan(self, roster: str, every: Every, day: date) -> _Plan:
        named = roster, every, day
        if named not in self._plans:
            self._plans[named] = _planned(self.rubric.applicable(roster, every, day))
        return self._plans[named]

    def _failed(self) -> str:
        return self.rubric.grades[-1][0] if self.rubric.grades else FAILED


class _Plan(NamedTuple):
    """The clauses of a kind of sheet, those with a rule, and of each other the numbers below it: right below, and of leaves."""

    clauses: tuple[Clause, ...]
    leaves: tuple[Clause, ...]
    children: Mapping[str, Sequence[str]]
    below: Mapping[str, Sequence[str]]


def _planned(clauses: tuple[Clause, ...]) -> _Plan:
    leaves = tuple(clause for clause in clauses if clause.rule is not None)
    children: defaultdict[str, list[str]] = defaultdict(list)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for clause in clauses:
        children[clause.above].append(clause.path)
    for leaf in leaves:
        above = leaf.above
        while above:
            below[above].append(leaf.path)
            above = above.rpartition(".")[0]
    return _Plan(clauses, leaves, children, below)


def _inner(clause: Clause, plan: _Plan, leaves: Mapping[str, ClauseScore]) -> ClauseScore:
    """An inner clause: the sum of its leaves, its formula that of the clauses right below it."""
    standings = {leaves[path].standing for path in plan.below[clause.path]}
    standing = standings.pop() if len(standings) == 1 else Standing.SCORED
    formula = " + ".join(f"{path} {words(_sum(path, plan, leaves))}" for path in plan.children[clause.path])
    score = _sum(clause.path, plan, leaves)
    return ClauseScore(clause.path, clause.title, clause.weight, score, standing, formula, leaf=False)


def _sum(path: str, plan: _Plan, leaves: Mapping[str, ClauseScore]) -> int:
    leaf = leaves.get(path)
    return leaf.score if leaf is not None else sum(leaves[below].score for below in plan.below[path])
