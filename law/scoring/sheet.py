"""Score sheets (评分表): what a unit has in a period, clause by clause, and on what ground anything was taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from law.periods import Every
from law.scoring.rules import Effect


class Standing(StrEnum):
    """How a clause came to its score. A zero that was counted is ``scored``; the others are no zeros."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    """There was nothing to judge: full score."""
    SILENT = "silent"
    """Nothing was heard of the unit: full score, unless the rule says that silence counts."""
    NOTHING_TO_REPORT = "nothing_to_report"
    """The unit said that there was nothing: full score."""
    RUNNING = "running"
    """What is lacking may still come before the period ends: full score until then."""


class Deduction(NamedTuple):
    """扣分: a finding of its own, with the evidence that it rests on."""

    id: str
    """``<period>/<unit>/<clause>/<what it is about>``; the same evidence has the same id."""
    path: str
    points: int
    """Hundredths; 0 for what lies beyond a cap."""
    formula: str
    """The rule with its numbers."""
    text: str
    """What happened, for people."""
    key: str = ""
    """Subject that it is about; empty where it is about an amount."""
    duty: str = ""
    obligation: str = ""
    finding: str = ""
    article: str = ""
    facts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Subjects that count in the amount and fall short."""
    because: tuple[str, ...] = ()
    """Ids of deductions on other sheets that it rests on."""


class ClauseScore(NamedTuple):
    """得分: of one clause; of an inner one the sum of what stands below."""

    path: str
    title: str
    weight: int
    score: int
    standing: Standing
    formula: str
    deductions: tuple[Deduction, ...] = ()
    leaf: bool = True


class Vetoed(NamedTuple):
    """A veto that fell: which clause, and what it does."""

    path: str
    title: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit's score in a period by one version of the rubric."""

    county: str
    org: str
    roster: str
    every: Every
    period: str
    as_of: date
    """Day up to which everything had been counted."""
    version: int
    """Of the rubric."""
    full: int
    base: int
    """Sum of the clauses that weigh."""
    bonus: int
    total: int
    """``base + bonus``, or 0 where a veto takes it."""
    grade: str
    vetoes: tuple[Vetoed, ...]
    clauses: tuple[ClauseScore, ...]
    """Each after the one above it."""
    silent: bool
    """Nothing was heard of the unit and nothing is held against it: it has no rank."""

    def clause(self, path: str) -> ClauseScore | None:
        """The clause of this number; None where the sheet has none."""
        return next((clause for clause in self.clauses if clause.path == path), None)

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """All of them, in the order of the clauses."""
        return tuple(deduction for clause in self.clauses for deduction in clause.deductions)
