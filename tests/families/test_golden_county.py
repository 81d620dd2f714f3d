"""Five units in one quarter, worked out by hand from the facts: every clause, every total, every rank."""

from __future__ import annotations

import random
from datetime import date

import pytest

from law.periods import Every
from law.scoring.points import words
from law.scoring.sheet import Sheet, Standing
from tests.families.golden_county import CIVIL, EAST, FACTS, FINANCE, JUSTICE, UNITS, WEST, facts, series

SERIES = series(facts())

# Last days by hand, of 20 working days without the day itself: 01-05 → 02-02, 01-06 → 02-03, 01-12 → 02-09, 02-02 → 03-06 (Spring
# Festival 02-15 to 02-23; 02-14 and 02-28 are worked), 02-24 → 03-23, 03-02 → 03-30. A column of news is due on the 14th day.
# Clauses 1.1 (30), 1.2 (10), 1.3 (10), then of departments 2 (30) and 3 (20), of towns 4 (50); then the bonus, and the total.
MONTHS = {
    # January: nothing of it was due by then; two are public; the document is interpreted: a point beyond.
    (FINANCE, 1): ("30 10 10 30 20", "1", "101"),
    # February: a-1 and the document were due, both in time.
    (FINANCE, 2): ("30 10 10 30 20", "0", "100"),
    (FINANCE, 3): ("30 10 10 30 20", "0", "100"),
    # January: heard of (b-1, sq-2), and nothing public.
    (CIVIL, 1): ("30 0 10 30 20", "0", "90"),
    # February: b-1 came on the 6th and was due on the 2nd: none of one; sq-2 came on the 12th and was due on the 9th.
    (CIVIL, 2): ("0 10 10 20 20", "0", "60"),
    # March: b-2 and the document in time; b-3 public six days before it was formed; sq-3 overdue; none of one interpreted.
    (CIVIL, 3): ("30 10 5 10 0", "0", "55"),
    # January: silence, which loses what only 1.2 says that it loses.
    (JUSTICE, 1): ("30 0 10 30 20", "0", "90"),
    (JUSTICE, 2): ("30 10 10 30 20", "0", "100"),
    # March: heard of (sq-4 is answered), and nothing public.
    (JUSTICE, 3): ("30 0 10 30 20", "0", "90"),
    (EAST, 1): ("30 10 10 50", "0", "100"),
    (EAST, 2): ("30 0 10 50", "0", "90"),
    (EAST, 3): ("30 0 10 50", "0", "90"),
    # January: the post after the 10th was due on the 24th and came on 20 February.
    (WEST, 1): ("30 0 10 40", "0", "80"),
    (WEST, 2): ("30 0 10 50", "0", "90"),
    # March: the post after 20 February was due on the 6th and never came; and a leak: 80 points, and nothing is left.
    (WEST, 3): ("30 0 10 40", "0", "0"),
}

# 60 points by the mean of the months (no month above 100), then 40: of departments answers in time of those due, of
# towns posts of the 12 that are asked for.
QUARTER = {
    # 300 of 300; 1 of 1.
    FINANCE: ("60 40", "100", "优秀", 1),
    # 205 of 300; 0 of 2.
    CIVIL: ("41 0", "41", "不合格", 3),
    # 280 of 300; 1 of 1.
    JUSTICE: ("56 40", "96", "优秀", 2),
    # 280 of 300; 6 of 12.
    EAST: ("56 20", "76", "合格", 1),
    # 170 of 300; 2 of 12.
    WEST: ("34 6.67", "40.67", "不合格", 2),
}

RANKS = {
    1: {FINANCE: 1, CIVIL: 2, JUSTICE: 2, EAST: 1, WEST: 2},
    2: {FINANCE: 1, JUSTICE: 1, CIVIL: 3, EAST: 1, WEST: 1},
    3: {FINANCE: 1, JUSTICE: 2, CIVIL: 3, EAST: 1, WEST: 2},
}


def of(unit: str, month: int) -> Sheet:
    """A unit's sheet of a month."""
    sheet = SERIES.sheet(unit, UNITS[unit], Every.MONTH, date(2026, month, 1))
    assert sheet is not None
    return sheet


def scores(sheet: Sheet) -> str:
    """The leaves that weigh, in order."""
    return " ".join(words(clause.score) for clause in sheet.clauses if clause.leaf and clause.weight)


@pytest.mark.parametrize(("unit", "month"), MONTHS)
def test_a_month_comes_to_the_score_that_was_worked_out_by_hand(unit: str, month: int) -> None:
    sheet = of(unit, month)
    assert (scores(sheet), words(sheet.bonus), words(sheet.total)) == MONTHS[unit, month]


@pytest.mark.parametrize("unit", UNITS)
def test_the_quarter_comes_to_the_score_that_was_worked_out_by_hand(unit: str) -> None:
    sheets, ranks = SERIES.compared(UNITS, Every.QUARTER, date(2026, 1, 1))
    sheet = next(sheet for sheet in sheets if sheet.org == unit)
    assert (scores(sheet), words(sheet.total), sheet.grade, ranks[unit]) == QUARTER[unit]


@pytest.mark.parametrize("month", RANKS)
def test_ranks_are_within_a_roster_and_ties_share_them(month: int) -> None:
    _, ranks = SERIES.compared(UNITS, Every.MONTH, date(2026, month, 1))
    assert ranks == RANKS[month]


def test_each_deduction_leads_to_the_facts_that_it_rests_on() -> None:
    late, early, unanswered = (
        next(clause for clause in of(CIVIL, month).clauses if clause.path == path).deductions
        for month, path in ((2, "1.1"), (3, "1.3"), (3, "2"))
    )
    numbers = {(verb, subject): f"f-{number}" for number, (_, verb, subject, _, _) in enumerate(FACTS, 1)}
    assert set(late[0].facts) == {numbers["disclosure.formed", "b-1"], numbers["disclosure.published", "b-1"]}
    assert (late[0].duty, late[0].points, late[0].key) == ("publish", 3000, f"publishing.disclosure/{CIVIL}/b-1")
    assert (early[0].finding, early[0].facts) == ("published.early", (numbers["disclosure.published", "b-3"],))
    assert (unanswered[0].duty, unanswered[0].points) == ("answer", 2000)
    assert numbers["application.received", "sq-3"] in unanswered[0].facts
    share = next(clause for clause in of(CIVIL, 3).clauses if clause.path == "3").deductions
    assert share[0].keys == (f"publishing.policy/{CIVIL}/{CIVIL}:gw-2",)


def test_what_does_not_apply_and_silence_are_told_apart_from_a_zero() -> None:
    standings = {
        (unit, month, path): clause.standing
        for unit, month in MONTHS
        for path in ("1.1", "1.2", "3")
        if (clause := of(unit, month).clause(path))
    }
    assert standings[JUSTICE, 1, "1.2"] is Standing.SILENT
    assert standings[CIVIL, 1, "1.2"] is Standing.SCORED
    assert standings[FINANCE, 1, "1.1"] is Standing.NOT_APPLICABLE
    assert standings[FINANCE, 2, "3"] is Standing.NOT_APPLICABLE
    assert not of(JUSTICE, 1).silent


def test_the_facts_in_any_order_and_twice_come_to_the_same_sheets() -> None:
    twice = [*facts(), *facts()]
    random.Random(1).shuffle(twice)
    again = series(list({fact.id: fact for fact in twice}.values()))
    for unit, kind in UNITS.items():
        day = date(2026, 1, 1)
        assert again.sheet(unit, kind, Every.QUARTER, day) == SERIES.sheet(unit, kind, Every.QUARTER, day)
