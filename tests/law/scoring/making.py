"""Rubrics and evidence as tests write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from law.codes import ObligationStatus
from law.periods import Every, period_of
from law.scoring.evidence import DutyEvidence, Evidence, FindingEvidence
from law.scoring.formula import Formula, formula_of
from law.scoring.points import hundredths
from law.scoring.rubric import Clause, Roster, Rubric
from law.scoring.rules import Events, Rule
from law.scoring.scoring import Scorer
from law.scoring.sheet import ClauseScore, Sheet

MARCH = period_of(Every.MONTH, date(2026, 3, 1))
AS_OF = date(2026, 4, 7)
OVERDUE, LATE = ObligationStatus.OVERDUE, ObligationStatus.MET_LATE
NAMES = {"answer": "答复", "items_published": "公开", "published.early": "早于形成"}


def p(text: str) -> int:
    """Points as people write them."""
    return hundredths(text)


def f(text: str) -> Formula:
    """A formula."""
    return formula_of(text)


def rubric(*clauses: Clause, full: str = "10", grades: tuple[tuple[str, int], ...] = ()) -> Rubric:
    """One for all units and all periods from 2021 on."""
    rosters = (Roster("部门", ("部门",)), Roster("乡镇街道", ("乡", "镇", "街道")))
    return Rubric("fengjie", 1, "细则", date(2021, 1, 1), p(full), rosters, clauses, grades)


def leaf(rule: Rule, weight: str = "10", path: str = "1", *, least: int = 1) -> Clause:
    """A clause with a rule."""
    return Clause(path, f"指标{path}", p(weight), rule=rule, least_evidence=least)


def owed(
    day: int, status: ObligationStatus = OVERDUE, duty: str = "answer", subject: str = "s", month: int = 3
) -> DutyEvidence:
    """A duty due on a day of 2026."""
    due_on = date(2026, month, day)
    met_on = date(2026, month, day + 1) if status is LATE else None
    key = f"requests.application/unit/{subject}"
    return DutyEvidence(due_on, key, duty, f"{duty}:{due_on}", date(2026, 1, 5), met_on, status, (f"fact-{subject}",))


def departure(day: int, code: str = "published.early", subject: str = "s") -> FindingEvidence:
    """A finding of a day in March 2026."""
    key = f"publishing.disclosure/unit/{subject}"
    return FindingEvidence(date(2026, 3, day), key, code, "条例第二十六条", "早于形成公开", f"fact-{subject}")


def evidence(
    *held: DutyEvidence | FindingEvidence,
    counts: Mapping[str, int] | None = None,
    heard: bool = True,
    nothing: bool = False,
    stocks: Mapping[str, int] | None = None,
    org: str = "unit",
) -> Evidence:
    """What there is of a unit in March 2026."""
    return Evidence(
        org,
        MARCH,
        [what for what in held if isinstance(what, DutyEvidence)],
        [what for what in held if isinstance(what, FindingEvidence)],
        counts or {},
        stocks or {},
        heard,
        nothing,
    )


def sheet(scored_by: Rubric, of_unit: Evidence, *inner: Sheet, every: Every = Every.MONTH) -> Sheet:
    """The sheet of a department."""
    made = Scorer(scored_by, NAMES).score(of_unit, "部门", every, AS_OF, inner)
    assert made is not None
    return made


def judged(rule: Rule, of_unit: Evidence, weight: str = "10", *, least: int = 1) -> ClauseScore:
    """The only clause of a sheet by this rule."""
    return sheet(rubric(leaf(rule, weight, least=least), full=weight), of_unit).clauses[0]


def overdue(points: str, *duties: str) -> Events:
    """Duties that are overdue, each with its points."""
    return Events(duties or ("answer",), (OVERDUE,), (), p(points))


def of_period(made: Sheet, period: str, every: Every) -> Sheet:
    """A sheet as if of another period."""
    return replace(made, period=period, every=every)
