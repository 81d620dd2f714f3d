"""A county's rubric (考核评分细则): a tree of clauses by their numbers, for rosters of units, months, quarters and years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from law.periods import Every
from law.scoring.rules import Bonus, Rule, Veto


@dataclass(frozen=True)
class Roster:
    """名册: units that are compared with one another: by kind of unit, or named one by one."""

    code: str
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """指标: a leaf has a rule, any other clause the sum of what stands below it."""

    path: str
    """Its number, such as 1.2.3; 1.2 stands above it."""
    title: str
    weight: int
    """Hundredths of a point; 0 of a veto and a bonus."""
    source: str = ""
    """What it rests on: the document and its clause."""
    rosters: tuple[str, ...] = ()
    """Empty: all that the clause above has."""
    every: tuple[Every, ...] = ()
    """Kinds of period whose sheets have it; empty: all that the clause above has."""
    since: date | None = None
    until: date | None = None
    rule: Rule | None = None
    least_evidence: int = 1
    """How many events, or how much in the denominator, before anything is taken away."""

    @property
    def above(self) -> str:
        """Number of the clause above; empty for one of the first level."""
        return self.path.rpartition(".")[0]

    @property
    def weighs(self) -> bool:
        """Whether its weight is part of the full score."""
        return not isinstance(self.rule, Veto | Bonus)

    def in_force(self, day: date) -> bool:
        """Whether it holds for a period that begins on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Rubric:
    """One version. A period goes by what is in force on its first day, so that no rule reaches back into it."""

    county: str
    version: int
    title: str
    since: date
    full: int
    rosters: tuple[Roster, ...]
    clauses: tuple[Clause, ...]
    """Each after the one above it."""
    grades: tuple[tuple[str, int], ...] = ()
    """Name and the least total, the highest first; empty: totals have no grade."""
    until: date | None = None
    note: str = ""

    def roster_of(self, org: str, kind: str) -> str | None:
        """Where a unit of this kind stands: where it is named, else by its kind; None: it is not scored."""
        for roster in self.rosters:
            if org in roster.units:
                return roster.code
        return next((roster.code for roster in self.rosters if kind in roster.kinds), None)

    def applicable(self, roster: str, every: Every, day: date) -> tuple[Clause, ...]:
        """The clauses of a sheet of this roster and kind of period that begins on ``day``, in order."""
        applying: dict[str, Clause] = {}
        for clause in self.clauses:
            if (
                clause.in_force(day)
                and (not clause.rosters or roster in clause.rosters)
                and (not clause.every or every in clause.every)
                and (not clause.above or clause.above in applying)
            ):
                applying[clause.path] = clause
        above = {clause.above for clause in applying.values()}
        return tuple(clause for clause in applying.values() if clause.rule is not None or clause.path in above)

    def grade(self, total: int) -> str:
        """What a total is called; empty where the rubric names no grades."""
        return next((name for name, least in self.grades if total >= least), "")


def in_force(versions: Iterable[Rubric], day: date) -> Rubric | None:
    """The version by which a period that begins on ``day`` is scored: of those that have begun the last, the newest of that day.

    None before the first, and after the last day of one that ends.
    """
    begun = [rubric for rubric in versions if rubric.since <= day]
    rubric = max(begun, key=lambda rubric: (rubric.since, rubric.version), default=None)
    if rubric is None or (rubric.until is not None and rubric.until < day):
        return None
    return rubric
