"""The whole sheet: sums, vetoes, grades, shorter periods in longer ones, and what does not apply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from law.periods import Every, period_of
from law.scoring.evidence import Evidence
from law.scoring.rubric import Clause, in_force
from law.scoring.rules import Effect, Events, PerEvent, Presence, ScoreOf, Veto
from law.scoring.scoring import Scorer
from law.scoring.sheet import Standing
from tests.law.scoring.making import (
    AS_OF,
    MARCH,
    departure,
    evidence,
    f,
    leaf,
    of_period,
    overdue,
    owed,
    p,
    rubric,
    sheet,
)

DAILY = PerEvent((overdue("2"),), p("6"))
YEAR = Evidence("unit", period_of(Every.YEAR, date(2026, 1, 1)))


def test_an_inner_clause_is_the_sum_of_what_stands_below_it() -> None:
    made = sheet(
        rubric(
            Clause("1", "公开", p("10")),
            Clause("1.1", "按期", p("6")),
            leaf(DAILY, "4", "1.1.1"),
            leaf(Presence(f("items_published"), p("2")), "2", "1.1.2"),
            leaf(PerEvent((overdue("1", "publish"),), p("4")), "4", "1.2"),
        ),
        evidence(owed(2), owed(3, duty="publish")),
    )
    assert {clause.path: clause.score for clause in made.clauses} == {
        "1": 500,
        "1.1": 200,
        "1.1.1": 200,
        "1.1.2": 0,
        "1.2": 300,
    }
    assert (made.base, made.total) == (500, 500)
    assert made.clauses[0].formula == "1.1 2 + 1.2 3"
    assert [clause.leaf for clause in made.clauses] == [False, False, True, True, True]


@pytest.mark.parametrize(("effect", "total"), [(Effect.ZERO, 0), (Effect.FAIL, 800)])
def test_a_veto_takes_the_sheet_and_names_what_it_fell_on(effect: Effect, total: int) -> None:
    veto = Clause("2", "安全", 0, rule=Veto((Events((), (), ("site.veto_safety",)),), effect))
    grades = (("优秀", 900), ("合格", 600), ("不合格", 0))
    clauses = leaf(DAILY), veto
    vetoed = sheet(rubric(*clauses, grades=grades), evidence(owed(2), departure(9, "site.veto_safety")))
    assert (vetoed.base, vetoed.total, vetoed.grade) == (800, total, "不合格")
    assert vetoed.vetoes[0].path == "2"
    assert vetoed.clauses[1].deductions[0].finding == "site.veto_safety"
    spared = sheet(rubric(*clauses, grades=grades), evidence(owed(2)))
    assert (spared.total, spared.grade, spared.vetoes) == (800, "合格", ())


@pytest.mark.parametrize(("total", "grade"), [(1000, "优秀"), (900, "优秀"), (899, "合格"), (599, "不合格")])
def test_a_total_has_the_grade_from_its_least_on(total: int, grade: str) -> None:
    assert rubric(grades=(("优秀", 900), ("合格", 600), ("不合格", 0))).grade(total) == grade


def test_a_year_takes_the_mean_of_its_months_and_names_what_each_lost() -> None:
    monthly = rubric(leaf(DAILY))
    january, march = (
        of_period(sheet(monthly, evidence()), "2026-01", Every.MONTH),
        of_period(sheet(monthly, evidence(owed(2), owed(3))), "2026-03", Every.MONTH),
    )
    february = of_period(sheet(monthly, evidence(owed(2))), "2026-02", Every.MONTH)
    quarter = of_period(sheet(monthly, evidence(owed(2))), "2026-Q1", Every.QUARTER)
    yearly = rubric(leaf(ScoreOf(Every.MONTH), "3", "1"), leaf(ScoreOf(Every.QUARTER, "1"), "7", "2"))
    made = sheet(yearly, YEAR, march, quarter, february, january, every=Every.YEAR)
    months, quarters = made.clauses
    # 3 points × (10 + 8 + 6) / 30, and 7 points × 8 / 10.
    assert (months.score, quarters.score) == (240, 560)
    assert [(d.points, d.because) for d in months.deductions] == [
        (20, tuple(d.id for d in february.deductions)),
        (40, tuple(d.id for d in march.deductions)),
    ]


def test_thirds_that_are_rounded_add_up_to_the_whole() -> None:
    monthly = rubric(leaf(DAILY, "6"), full="6")
    inner = [of_period(sheet(monthly, evidence(owed(2))), f"2026-{month:02}", Every.MONTH) for month in range(1, 8)]
    made = sheet(rubric(leaf(ScoreOf(Every.MONTH), "10")), YEAR, *inner, every=Every.YEAR)
    assert made.total == 667
    assert sum(deduction.points for deduction in made.deductions) == 333


def test_a_vetoed_month_counts_as_nothing_and_one_without_a_score_is_left_out() -> None:
    veto = Clause("2", "安全", 0, rule=Veto((Events((), (), ("site.veto_safety",)),), Effect.ZERO))
    monthly = rubric(leaf(DAILY), veto)
    inner = [
        of_period(sheet(monthly, evidence(departure(9, "site.veto_safety"))), "2026-01", Every.MONTH),
        of_period(sheet(monthly, evidence()), "2026-02", Every.MONTH),
    ]
    made = sheet(rubric(leaf(ScoreOf(Every.MONTH))), YEAR, *inner, every=Every.YEAR)
    assert made.total == 500
    none = sheet(rubric(leaf(ScoreOf(Every.MONTH))), YEAR, every=Every.YEAR)
    assert (none.total, none.clauses[0].standing) == (1000, Standing.NOT_APPLICABLE)


def test_a_clause_stands_on_the_sheets_of_its_rosters_periods_and_days_only() -> None:
    scored_by = rubric(
        replace(leaf(DAILY, "10", "1"), rosters=("部门",)),
        replace(leaf(DAILY, "10", "2"), rosters=("乡镇街道",)),
        replace(leaf(DAILY, "10", "3"), every=(Every.YEAR,)),
        replace(leaf(DAILY, "10", "4"), until=date(2025, 12, 31)),
        replace(Clause("5", "上", p("10")), since=date(2026, 3, 2)),
        leaf(DAILY, "10", "5.1"),
    )
    shown = {
        roster: [clause.path for clause in scored_by.applicable(roster, Every.MONTH, date(2026, 3, 1))]
        for roster in ("部门", "乡镇街道")
    }
    assert shown == {"部门": ["1"], "乡镇街道": ["2"]}
    assert (
        Scorer(rubric(replace(leaf(DAILY), every=(Every.YEAR,)))).score(evidence(), "部门", Every.MONTH, AS_OF) is None
    )


def test_a_unit_stands_where_it_is_named_else_by_its_kind() -> None:
    scored_by = rubric()
    named = replace(scored_by.rosters[1], units=("fengjie-gaoxinqu",))
    scored_by = replace(scored_by, rosters=(scored_by.rosters[0], named))
    assert scored_by.roster_of("fengjie-gaoxinqu", "部门") == "乡镇街道"
    assert scored_by.roster_of("fengjie-caizhengju", "部门") == "部门"
    assert scored_by.roster_of("fengjie-other", "其他") is None


def test_a_period_goes_by_the_version_that_has_begun_last_on_its_first_day() -> None:
    first = rubric()
    second = replace(first, version=2, since=date(2026, 1, 1), until=date(2026, 6, 30))
    mended = replace(second, version=3)
    versions = [mended, first, second]
    held = {
        day: in_force(versions, day)
        for day in map(date.fromisoformat, ("2020-12-31", "2025-12-31", "2026-06-30", "2026-07-01"))
    }
    assert list(held.values()) == [None, first, mended, None]


def test_silence_of_everything_is_no_sheet_to_be_ranked_by() -> None:
    assert sheet(rubric(leaf(DAILY)), evidence(heard=False)).silent
    assert not sheet(rubric(leaf(DAILY)), evidence(heard=False, nothing=True)).silent
    assert not sheet(rubric(leaf(DAILY)), evidence(owed(2), heard=False)).silent
    counting = rubric(leaf(Presence(f("items_published"), p("3"), silence_counts=True)))
    assert not sheet(counting, evidence(heard=False)).silent


def test_the_sheet_says_what_it_is_of() -> None:
    made = sheet(rubric(leaf(DAILY)), evidence())
    assert (made.county, made.org, made.roster, made.every, made.period) == (
        "fengjie",
        "unit",
        "部门",
        Every.MONTH,
        MARCH.name,
    )
    assert (made.as_of, made.version, made.full) == (AS_OF, 1, 1000)
