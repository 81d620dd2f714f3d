"""The oracle and the folds find the same departures from the law, of those that the rubric asks after, whatever is told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest

from demo.families import judgements
from demo.oracle.notices import read_calendar
from demo.oracle.scores.rubric import many, read_rubric
from tests.demo.drawn import Drawn
from tests.demo.folds import COUNTIES, Line, folded, until
from tests.demo.test_any_lives import BEGINNINGS, GROUPS, SHAPES, days

ASKED_AFTER = frozenset(
    code
    for clause in read_rubric().clauses
    for group in clause.rule.get("事项", ())
    for code in many(group.get("问题", ()))
)

TOLD_OF = {
    **GROUPS,
    "documents": ("document", "disclosure"),
    "applications": ("application", "dispute"),
    "faults": ("fault", "rectification", "appeal", "appeal_ruling"),
}

Seen = Counter[tuple[str, date, str]]
"""Subject, day and code."""


def by_folds(lines: list[Line], today: date) -> Seen:
    states = folded(lines, today).states.items()
    return Counter(
        (key, finding.on, finding.code)
        for key, state in states
        for finding in state.findings
        if finding.code in ASKED_AFTER
    )


def by_oracle(lines: list[Line], today: date) -> Seen:
    each = judgements(lines, read_calendar(), today, COUNTIES)
    return Counter((judgement.key, seen.on, seen.code) for judgement in each for seen in judgement.departures)


def test_nothing_else_is_looked_for() -> None:
    assert len(ASKED_AFTER) > 40


@pytest.mark.parametrize("group", TOLD_OF)
@pytest.mark.parametrize("seed", range(3))
def test_both_find_the_same(seed: int, group: str) -> None:
    chance, shape, begin = Random(f"departures {group} {seed}"), SHAPES[seed], BEGINNINGS[seed]
    lines = Drawn(chance, TOLD_OF[group], begin, shape).lines()
    today = days(begin, shape)[1]
    facts = until(lines, today)
    theirs, ours = by_folds(facts, today), by_oracle(facts, today)
    assert (sorted(theirs - ours), sorted(ours - theirs)) == ([], [])
