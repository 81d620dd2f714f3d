"""Whether a clause takes its score from itself, by way of others: 取得分 must lead from longer periods to shorter ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from contracts.faults import Fault
from contracts.rubric.faults import Lines
from contracts.rubric.record import CountyRubric, RubricClause
from contracts.rubric.words import PERIOD_NAMES, PERIODS, SCORE_OF

LENGTH = {"month": 1, "quarter": 3, "year": 12}

Node = tuple[int, str]
"""Number of a clause, and the period of the sheet on which it stands."""

Taking = Mapping[Node, Sequence[Node]]


def cycles(rubric: CountyRubric, lines: Lines) -> Iterator[Fault]:
    """Each clause that leads back to itself, with the way; and each that takes from a period that is not shorter."""
    standing = [_periods(rubric, clause) for clause in rubric.clauses]
    taking = {
        (number, period): list(_taken(rubric, clause, standing))
        for number, clause in enumerate(rubric.clauses)
        for period in standing[number]
        if clause.rule == "score_of"
    }
    paths = {clause.path for clause in rubric.clauses}
    for number, clause in enumerate(rubric.clauses):
        if clause.rule != "score_of" or clause.of_period is None:
            continue
        field, line = f"指标.{clause.path}.{SCORE_OF}", lines.of(number, f"{SCORE_OF}.周期")
        period_name = PERIOD_NAMES[clause.of_period]
        if not any(taking.get((number, period)) for period in standing[number]):
            # A number that nothing has is said where codes are looked up.
            if not clause.of_path or clause.of_path in paths:
                what = f"clause {clause.of_path} stands" if clause.of_path else "there are clauses"
                rule = f"on no sheet of this period {what}"
                yield Fault(f"{field}.周期", period_name, rule, "name another period", line)
            continue
        way = next((way for period in standing[number] if (way := _way(taking, (number, period)))), None)
        if way is not None:
            course = " → ".join(f"{rubric.clauses[at].path}（{PERIOD_NAMES[period]}）" for at, period in way)
            remedy = "take it from the sheets of a shorter period that do not take from this one"
            yield Fault(field, clause.of_path or "总分", f"a cycle: {course}", remedy, line)
            continue
        not_longer = [period for period in standing[number] if LENGTH[period] <= LENGTH[clause.of_period]]
        if not_longer:
            rule = f"a sheet of {PERIOD_NAMES[not_longer[0]]} holds no shorter one of {period_name}"
            yield Fault(field, period_name, rule, "name a shorter period, or set 周期 of the clause", line)


def _taken(rubric: CountyRubric, clause: RubricClause, standing: Sequence[Sequence[str]]) -> Iterator[Node]:
    """What a clause of this kind takes its score from: clauses at or below the one that it names, or all."""
    period = clause.of_period or ""
    for number, other in enumerate(rubric.clauses):
        within = not clause.of_path or other.path == clause.of_path or other.path.startswith(f"{clause.of_path}.")
        if within and period in standing[number]:
            yield number, period


def _periods(rubric: CountyRubric, clause: RubricClause) -> list[str]:
    """Kinds of period whose sheets the clause can stand on, by itself and by what stands above it."""
    above = [other for other in rubric.clauses if clause.path.startswith(f"{other.path}.")]
    lines = [[clause], *([other for other in above if other.path == path] for path in {other.path for other in above})]
    return [
        period
        for period in PERIODS.values()
        if all(any(not each.periods or period in each.periods for each in line) for line in lines)
    ]


def _way(taking: Taking, start: Node) -> list[Node] | None:
    """The shortest from a clause back to itself; None where none leads there."""
    ways, seen = deque([[start]]), {start}
    while ways:
        way = ways.popleft()
        for node in taking.get(way[-1], ()):
            if node == start:
                return [*way, node]
            if node not in seen and node in taking:
                seen.add(node)
                ways.append([*way, node])
    return None
