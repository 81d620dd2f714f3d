"""The oracle comes to what was worked out by hand of five units in one quarter."""

from __future__ import annotations

import json
from functools import cache

import pytest

from demo.families import judgements
from demo.oracle.notices import read_calendar
from demo.oracle.periods import span_of
from demo.oracle.scores.ground import Ground
from demo.oracle.scores.points import written
from demo.oracle.scores.rubric import rubric_of
from demo.oracle.scores.sheets import Scorer, Sheet, ranks
from tests.families.golden_county import RUBRIC, TODAY, UNITS, facts
from tests.families.test_golden_county import MONTHS, QUARTER, RANKS

COUNTIES = dict.fromkeys(UNITS, "qingshan")


@cache
def scorer() -> Scorer:
    lines = [
        (
            fact.key.org,
            json.dumps(
                {
                    "id": fact.id,
                    "type": fact.type,
                    "subject": fact.key.subject,
                    "time": fact.time.isoformat(),
                    "data": fact.data.model_dump(mode="json", exclude_none=True),
                }
            ).encode(),
        )
        for fact in facts()
    ]
    each = judgements(lines, read_calendar(), TODAY, COUNTIES, asked={})
    return Scorer(rubric_of(RUBRIC), Ground(each), TODAY)


def of(unit: str, period: str) -> Sheet:
    sheet = scorer().sheet(unit, UNITS[unit], span_of(period))
    assert sheet is not None
    return sheet


def leaves(sheet: Sheet) -> str:
    weighing = [clause.path for clause in scorer().rubric.clauses if clause.kind and clause.weight]
    return " ".join(written(sheet.marks[path].score) for path in weighing if path in sheet.marks)


@pytest.mark.parametrize(("unit", "month"), MONTHS)
def test_a_month_comes_to_the_score_that_was_worked_out_by_hand(unit: str, month: int) -> None:
    sheet = of(unit, f"2026-{month:02}")
    assert (leaves(sheet), written(sheet.bonus), written(sheet.total)) == MONTHS[unit, month]


@pytest.mark.parametrize("unit", QUARTER)
def test_the_quarter_comes_to_the_score_that_was_worked_out_by_hand(unit: str) -> None:
    places = ranks(of(each, "2026-Q1") for each in UNITS)
    sheet = of(unit, "2026-Q1")
    assert (leaves(sheet), written(sheet.total), sheet.grade, places[unit]) == QUARTER[unit]


@pytest.mark.parametrize("month", RANKS)
def test_ranks_are_within_a_roster_and_ties_share_them(month: int) -> None:
    assert ranks(of(unit, f"2026-{month:02}") for unit in UNITS) == RANKS[month]
