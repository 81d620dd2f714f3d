"""Whether a clause takes its score from itself, by way of others: 取得分 must lead from longer periods to shorter ones."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.rubric.faults import Fault, Lines
from contracts.rubric.record import CountyRubric, RubricClause
from contracts.rubric.words import PERIOD_NAMES, PERIODS, SCORE_OF

LENGTH = {"month": 1, "quarter": 3, "year": 12}

Node = tuple[int, str]
"""Number of a clause, and the period of the sheet on which it stands."""


def cycles(rubric: CountyRubric, lines: Lines) -> Iterator[Fault]:
    """Each clause that leads back to itself, with the way; and each that takes from a period that is not shorter."""
    for number, clause in enumerate(rubric.clauses):
        if clause.rule != "score_of" or clause.of_period is None:
            continue
        field, line = f"指标.{clause.path}.{SCORE_OF}", lines.of(number, f"{SCORE_OF}.周期")
        way = next((way for period in _periods(rubric, clause) if (way := _way(rubric, (number, period)))), None)
        if way is not None:
            told = " → ".join(f"{rubric.clauses[at].path}（{PERIOD_NAMES[period]}）" for at, period in way)
            remedy = "take it from the sheets of a shorter period that do not take from this one"
            yield Fault(field, clause.of_path or "总分", f"a cycle: {told}", remedy, line)
            continue
        for period in _periods(rubric, clause):
            if LENGTH[clause.of_period] >= LENGTH[period]:
                rule = f"a sheet of {PERIOD_NAMES[period]} holds no shorter one of {PERIOD_NAMES[clause.of_period]}"
                yield Fault(
                    field,
                    PERIOD_NAMES[clause.of_period],
                    rule,
                    "name a shorter period, or set 周期 of the clause",
                    line,
                )
                break


def taken(rubric: CountyRubric, clause: RubricClause) -> Iterator[Node]:
    """What a clause of this kind takes its score from: clauses at or below the one that it names, or all."""
    period = clause.of_period or ""
    for number, other in enumerate(rubric.clauses):
        within = not clause.of_path or other.path == clause.of_path or other.path.startswith(f"{clause.of_path}.")
        if within and period in _periods(rubric, other):
            yield number, period


def _periods(rubric: CountyRubric, clause: RubricClause) -> list[str]:
    """Kinds of period whose sheets the clause can stand on, by itself and by what stands above it."""
    line = [other for other in rubric.clauses if clause.path.startswith(f"{other.path}.")]
    return [
        period
        for period in PERIODS.values()
        if (not clause.periods or period in clause.periods)
        and all(
            any(not other.periods or period in other.periods for other in line if other.path == path)
            for path in {other.path for other in line}
        )
    ]


def _way(rubric: CountyRubric, start: Node) -> list[Node] | None:
    """From a clause back to itself; None where no way leads there."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        clause = rubric.clauses[way[-1][0]]
        for node in taken(rubric, clause) if clause.rule == "score_of" else ():
            if node == start:
                return [*way, node]
            if node not in seen:
                seen.add(node)
                ways.append([*way, node])
    return None
