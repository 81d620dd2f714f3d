"""The yearly evaluation as duties: what documents and catalog items owe alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from chassis.case import Case
from contracts.envelope import Fact
from contracts.evaluation import Evaluated as EvaluatedFact
from contracts.evaluation import EvaluationPublished
from contracts.kit import Duty
from law.evaluation import ART_18, Evaluated, Look, Void
from law.findings import Finding
from law.periods import Every


def looks_of(facts: Iterable[Fact]) -> list[Look]:
    """The evaluations among the facts."""
    return [
        Look(fact.data.evaluated_on, fact.time, fact.id, fact.data.year, fact.data.attribute)
        for fact in facts
        if isinstance(fact.data, EvaluatedFact)
    ]


def owe_evaluations(case: Case, duty: Duty, course: Evaluated, void: Sequence[Void]) -> None:
    """One duty for each year, from the year after the formation on: to the end of that year.

    It falls away on the day from which the thing is void or 主动公开; what was overdue by then stays late.
    """
    if not course.held:
        return
    for_good = [spell.since for spell in void if spell.until is None]
    public = [course.public_since] if course.public_since else []
    since = date(course.held[0].since.year + 1, 1, 1)
    for period in case.periods(Every.YEAR, since, min([*for_good, *public], default=None)):
        year = period.first.year
        if not course.owed_in(year, void):
            continue
        look, ended_on = course.first.get(year), course.ended_by(period.first, void)
        if look is not None and ended_on is not None and ended_on < look.on:
            look = None
        case.owe(
            duty,
            period.first,
            met_on=look.on if look else None,
            facts=[*course.facts_on(period.first), *([look.fact] if look else [])],
            ended_on=ended_on,
        )


def owe_results(case: Case, duty: Duty, course: Evaluated) -> None:
    """The result of each year's evaluation is to be published; what was published before it was evaluated meets nothing."""
    publications = sorted(
        (fact.data.published_on, fact.time, fact.id, fact.data.year)
        for fact in case.facts
        if isinstance(fact.data, EvaluationPublished)
    )
    for year, look in sorted(course.first.items()):
        later = next(
            (publication for publication in publications if publication[3] == year and publication[0] >= look.on), None
        )
        case.owe(
            duty,
            look.on,
            met_on=later[0] if later else None,
            facts=[look.fact, *([later[2]] if later else [])],
        )
    for on, _, fact, year in publications:
        counting = course.first.get(year)
        if counting is None or on < counting.on:
            text = f"{year}年度的评估结果在评估之前公布，或者没有该年度的评估记录"
            case.find(Finding(on, "evaluation.published_before", ART_18, text, fact))
