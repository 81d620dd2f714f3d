"""A record of a rubric in the law's terms. ValueError for a formula that is none; ``checking`` says what else is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contracts.families import FAMILIES, Families
from contracts.rubric.record import CountyRubric, EventGroup, RubricClause
from law.codes import STATUS_NAMES, ObligationStatus
from law.periods import Every
from law.scoring.formula import formula_of
from law.scoring.rubric import Clause, Roster, Rubric
from law.scoring.rules import (
    Bonus,
    Effect,
    Events,
    PerEvent,
    Presence,
    Ratio,
    Rule,
    Scale,
    ScoreOf,
    Threshold,
    Timeliness,
    Veto,
)


def lawful(record: CountyRubric) -> Rubric:
    """The rubric that scores are made by."""
    return Rubric(
        record.county,
        record.version,
        record.title,
        record.since,
        record.full,
        tuple(Roster(roster.code, tuple(roster.kinds), tuple(roster.units)) for roster in record.rosters),
        tuple(map(_clause, record.clauses)),
        tuple((grade.name, grade.least) for grade in sorted(record.grades, key=lambda grade: -grade.least)),
        record.until,
        record.note,
    )


def names(families: Families = FAMILIES) -> Mapping[str, str]:
    """What the codes of formulas and events are called: measures and their labels, duties, findings, and ``!<status>``."""
    return {
        **{code: measure.chinese for code, measure in families.measures.items()},
        **{
            f"{code}@{label}": f"{measure.chinese}·{words}"
            for code, measure in families.measures.items()
            for label, (words, _) in measure.labels.items()
        },
        **{code: duty.chinese for code, duty in families.duties.items()},
        **families.findings,
        **{f"!{status}": words for status, words in STATUS_NAMES.items()},
        "!due": "到期",
    }


def _clause(clause: RubricClause) -> Clause:
    return Clause(
        clause.path,
        clause.title,
        clause.weight,
        clause.source,
        tuple(clause.rosters),
        tuple(map(Every, clause.periods)),
        clause.since,
        clause.until,
        _RULES[clause.rule](clause) if clause.rule else None,
        clause.least_evidence,
    )


def _per_event(clause: RubricClause) -> PerEvent:
    return PerEvent(_events(clause), clause.weight if clause.cap is None else clause.cap)


def _threshold(clause: RubricClause) -> Threshold:
    return Threshold(formula_of(clause.formula), clause.least, clause.most, clause.points, clause.silence_counts)


def _presence(clause: RubricClause) -> Presence:
    points = clause.weight if clause.points is None else clause.points
    return Presence(formula_of(clause.formula), points, clause.silence_counts)


def _ratio(clause: RubricClause) -> Ratio:
    return Ratio(formula_of(clause.numerator), formula_of(clause.denominator), _scale(clause))


def _timeliness(clause: RubricClause) -> Timeliness:
    return Timeliness(tuple(clause.duties), _scale(clause))


def _score_of(clause: RubricClause) -> ScoreOf:
    return ScoreOf(Every(clause.of_period or Every.MONTH), clause.of_path)


def _veto(clause: RubricClause) -> Veto:
    return Veto(_events(clause), Effect(clause.effect))


def _bonus(clause: RubricClause) -> Bonus:
    return Bonus(formula_of(clause.formula), clause.points or 0, clause.cap or 0)


def _events(clause: RubricClause) -> tuple[Events, ...]:
    return tuple(map(_group, clause.events))


def _group(group: EventGroup) -> Events:
    statuses = tuple(map(ObligationStatus, group.statuses))
    return Events(tuple(group.duties), statuses, tuple(group.findings), group.points)


def _scale(clause: RubricClause) -> Scale:
    steps = sorted(((step.share, step.score) for step in clause.steps), reverse=True)
    return Scale(clause.target, clause.per_point, tuple(steps))


_RULES: Mapping[str, Callable[[RubricClause], Rule]] = {
    "per_event": _per_event,
    "threshold": _threshold,
    "presence": _presence,
    "ratio": _ratio,
    "timeliness": _timeliness,
    "score_of": _score_of,
    "veto": _veto,
    "bonus": _bonus,
}
