"""Sheets of a county's units, and their ranks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from demo.oracle.periods import MONTH, QUARTER, YEAR, Span
from demo.oracle.scores.ground import Ground
from demo.oracle.scores.rubric import BONUS, VETO, Rubric
from demo.oracle.scores.rules import Asked, Inner, Mark, mark

SHORTER = {MONTH: (), QUARTER: (MONTH,), YEAR: (MONTH, QUARTER)}


@dataclass(frozen=True)
class Sheet:
    """A unit's score in a period."""

    org: str
    roster: str
    period: str
    base: Fraction
    bonus: Fraction
    total: Fraction
    grade: str
    silent: bool
    vetoes: tuple[str, ...]
    """Clauses that fell."""
    marks: Mapping[str, Mark]
    """By the clause's number, those that are sums of others, too."""


@dataclass
class Scorer:
    """Counts the sheets of the units of one county."""

    rubric: Rubric
    ground: Ground
    today: date
    """The last day that passed."""

    def __post_init__(self) -> None:
        self._made: dict[tuple[str, str], Sheet | None] = {}

    def sheet(self, org: str, kind: str, span: Span) -> Sheet | None:
        """A unit's sheet; None where the rubric does not hold, or has no roster for it or nothing to ask."""
        if (org, span.name) not in self._made:
            self._made[org, span.name] = self._sheet(org, kind, span)
        return self._made[org, span.name]

    def _sheet(self, org: str, kind: str, span: Span) -> Sheet | None:
        roster = self.rubric.roster_of(org, kind) if self.rubric.holds_on(span.first) else None
        if roster is None or span.first > self.today:
            return None
        clauses = [clause for clause in self.rubric.clauses if clause.asks(roster, span.every, span.first)]
        evidence, inner = self.ground.evidence(org, span), list(self._inner(org, kind, span))
        marks = {
            clause.path: mark(Asked(clause, evidence, inner, self.today))
            for clause in clauses
            if clause.kind is not None
        }
        kinds = {clause.path: clause.kind for clause in clauses}
        vetoes = {clause.path: clause.rule.get("结果", "零分") for clause in clauses if clause.kind == VETO}
        fallen = [path for path in vetoes if marks[path].events]
        base = sum((each.score for path, each in marks.items() if kinds[path] not in {VETO, BONUS}), Fraction(0))
        bonus = sum((each.score for path, each in marks.items() if kinds[path] == BONUS), Fraction(0))
        total = Fraction(0) if any(vetoes[path] == "零分" for path in fallen) else base + bonus
        sums = {clause.path: _sum(clause.path, clause.weight, marks) for clause in clauses if clause.kind is None}
        return Sheet(
            org,
            roster,
            span.name,
            base,
            bonus,
            total,
            self.rubric.failed if fallen else self.rubric.grade(total),
            evidence.empty and not any(each.score < each.weight for each in marks.values()),
            tuple(fallen),
            marks | sums,
        )

    def _inner(self, org: str, kind: str, span: Span) -> Iterable[Inner]:
        for every in SHORTER[span.every]:
            for shorter in span.within(every):
                sheet = self.sheet(org, kind, shorter)
                if sheet is not None:
                    yield Inner(every, sheet.period, (sheet.total, self.rubric.full), sheet.marks)


def _sum(path: str, weight: Fraction, marks: Mapping[str, Mark]) -> Mark:
    below = [each for number, each in marks.items() if number.startswith(f"{path}.")]
    standings = {each.standing for each in below}
    standing = standings.pop() if len(standings) == 1 else "scored"
    return Mark(path, weight, sum((each.score for each in below), Fraction(0)), standing)


def ranks(sheets: Iterable[Sheet]) -> dict[str, int]:
    """Unit → rank among those of its roster: so many are better, and one more. Units under a veto come after all others."""
    compared = [sheet for sheet in sheets if not sheet.silent]

    def better(other: Sheet, sheet: Sheet) -> bool:
        return (not other.vetoes, other.total) > (not sheet.vetoes, sheet.total)

    return {
        sheet.org: 1 + sum(other.roster == sheet.roster and better(other, sheet) for other in compared)
        for sheet in compared
    }
