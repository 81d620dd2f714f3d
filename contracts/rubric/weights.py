"""Whether the weights add up: on every sheet to the full score, and below every clause to its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from contracts.faults import Fault
from contracts.rubric.faults import TOP, Lines
from contracts.rubric.record import CountyRubric, RubricClause
from contracts.rubric.words import PERIODS
from law.scoring.points import words

_UNWEIGHED = ("veto", "bonus")
Numbered = tuple[int, RubricClause]


def weights(rubric: CountyRubric, lines: Lines) -> Iterator[Fault]:
    """Each clause whose sum is another, and each full score that is not reached, once, with the first sheet on which it is so."""
    for number, clause in enumerate(rubric.clauses):
        yield from _alone(number, clause, lines)
    if not (days := _days(rubric)):
        return
    reported: set[tuple[int, int]] = set()
    unscored = dict.fromkeys(roster.code for roster in rubric.rosters)
    for day in days:
        for roster in (roster.code for roster in rubric.rosters):
            for name, period in PERIODS.items():
                sheet = list(_sheet(rubric, roster, period, day))
                if any(clause.rule for _, clause in sheet):
                    unscored.pop(roster, None)
                for fault_of, fault in _sums(rubric, sheet, f"{roster}的{name}评分，自{day}", lines):
                    if fault_of not in reported:
                        reported.add(fault_of)
                        yield fault
    for roster in unscored:
        rule = "no clause applies to it in any period"
        remedy = "let 名册, 周期, 自 and 止 of some clauses meet, or leave the roster out"
        yield Fault(f"名册.{roster}", roster, rule, remedy, lines.of(TOP, f"名册.{roster}"))


def _alone(number: int, clause: RubricClause, lines: Lines) -> Iterator[Fault]:
    field, line = f"指标.{clause.path}.分值", lines.of(number, "分值")
    if clause.rule in _UNWEIGHED and clause.weight:
        rule = "a veto and a bonus are no part of the full score"
        yield Fault(field, words(clause.weight), rule, "leave 分值 out; a bonus has 最多 in its rule", line)
    elif clause.rule not in _UNWEIGHED and clause.rule and not clause.weight:
        yield Fault(field, "0", "it weighs nothing", "give it points, or leave the clause out", line)


def _sums(
    rubric: CountyRubric, sheet: list[Numbered], where: str, lines: Lines
) -> Iterator[tuple[tuple[int, int], Fault]]:
    total = 0
    for number, clause in sheet:
        if clause.rule:
            total += 0 if clause.rule in _UNWEIGHED else clause.weight
            continue
        below = [child for _, child in sheet if child.path.rpartition(".")[0] == clause.path]
        held = sum(child.weight for child in below if child.rule not in _UNWEIGHED)
        if held != clause.weight:
            listed = " + ".join(f"{child.path} {words(child.weight)}" for child in below) or "0"
            rule = f"what stands below it is {listed} = {words(held)}, not {words(clause.weight)} ({where})"
            remedy = f"write 分值: {words(held)}, or correct what stands below"
            line = lines.of(number, "分值")
            yield (number, held), Fault(f"指标.{clause.path}.分值", words(clause.weight), rule, remedy, line)
    if total != rubric.full and any(clause.rule for _, clause in sheet):
        rule = f"the clauses add up to {words(total)}, not {words(rubric.full)} ({where})"
        remedy = f"correct the clauses, or write 满分: {words(total)}"
        yield (TOP, total), Fault("满分", words(rubric.full), rule, remedy, lines.of(TOP, "满分"))


def _sheet(rubric: CountyRubric, roster: str, period: str, day: date) -> Iterator[Numbered]:
    """The clauses that stand on it, by the same rule as ``law.scoring.rubric.Rubric.applicable``, with their numbers."""
    paths: set[str] = set()
    for number, clause in enumerate(rubric.clauses):
        over = clause.path.rpartition(".")[0]
        if (
            (clause.since is None or clause.since <= day)
            and (clause.until is None or day <= clause.until)
            and (not clause.rosters or roster in clause.rosters)
            and (not clause.periods or period in clause.periods)
            and (not over or over in paths)
        ):
            paths.add(clause.path)
            yield number, clause


def _days(rubric: CountyRubric) -> list[date]:
    """Every day of the rubric's on which another set of clauses begins to hold."""
    days = {rubric.since}
    for clause in rubric.clauses:
        days |= {clause.since} if clause.since else set()
        days |= {clause.until + timedelta(days=1)} if clause.until else set()
    return sorted(day for day in days if day >= rubric.since and (rubric.until is None or day <= rubric.until))
