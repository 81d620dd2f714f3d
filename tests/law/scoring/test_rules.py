"""Each rule of a leaf, by tables worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from law.scoring.points import words
from law.scoring.rules import Bonus, Events, PerEvent, Presence, Ratio, Scale, Threshold, Timeliness
from law.scoring.sheet import Standing
from tests.law.scoring.making import (
    LATE,
    OVERDUE,
    departure,
    evidence,
    f,
    judged,
    leaf,
    overdue,
    owed,
    p,
    rubric,
    sheet,
)


@pytest.mark.parametrize(
    ("days", "score"), [((), "10"), ((2,), "8"), ((2, 3), "6"), ((2, 3, 4), "5"), ((2, 3, 4, 5), "5")]
)
def test_each_event_takes_its_points_until_the_cap(days: tuple[int, ...], score: str) -> None:
    clause = judged(PerEvent((overdue("2"),), p("5")), evidence(*(owed(day) for day in days)))
    assert words(clause.score) == score
    assert len(clause.deductions) == len(days)
    assert sum(deduction.points for deduction in clause.deductions) == clause.weight - clause.score


def test_a_deduction_names_clause_formula_duty_and_facts() -> None:
    clause = judged(PerEvent((overdue("2"),), p("5")), evidence(owed(2, subject="sq-1")))
    (deduction,) = clause.deductions
    assert deduction.id == "2026-03/unit/1/requests.application/unit/sq-1/answer:2026-03-02"
    assert (deduction.path, deduction.duty, deduction.obligation) == ("1", "answer", "answer:2026-03-02")
    assert deduction.facts == ("fact-sq-1",)
    assert deduction.text == "答复：2026-01-05产生，2026-03-02到期，没有履行"
    assert deduction.formula == "每件2分"
    assert clause.formula == "答复（逾期未履行） 1件，应扣2分，最多5分，扣2分"


def test_what_lies_beyond_the_cap_stays_as_evidence_and_takes_nothing() -> None:
    clause = judged(PerEvent((overdue("2"),), p("3")), evidence(owed(2), owed(3), owed(4)))
    assert [deduction.points for deduction in clause.deductions] == [200, 100, 0]
    assert clause.deductions[1].formula == "每件2分，最多3分已扣满"


def test_late_overdue_and_found_may_have_points_of_their_own() -> None:
    rule = PerEvent(
        (overdue("2"), Events(("answer",), (LATE,), (), p("0.5")), Events((), (), ("published.early",), 100)), p("9")
    )
    of_unit = evidence(owed(2), owed(9, LATE), departure(5), departure(6, "account.silent"), owed(7, duty="publish"))
    clause = judged(rule, of_unit)
    assert words(clause.weight - clause.score) == "3.5"
    assert [deduction.finding or deduction.duty for deduction in clause.deductions] == [
        "answer",
        "published.early",
        "answer",
    ]


def test_fewer_events_than_the_least_evidence_take_nothing() -> None:
    rule = PerEvent((overdue("2"),), p("5"))
    assert judged(rule, evidence(owed(2), owed(3)), least=3).score == 1000
    assert judged(rule, evidence(owed(2), owed(3), owed(4)), least=3).score == 500


@pytest.mark.parametrize(
    ("amount", "whole", "in_proportion"),
    [(0, "7", "0"), (1, "7", "2.5"), (3, "7", "7.5"), (4, "10", "10"), (9, "10", "10")],
)
def test_short_of_a_threshold_all_its_points_are_lost_or_the_part_that_is_lacking(
    amount: int, whole: str, in_proportion: str
) -> None:
    of_unit = evidence(counts={"items_published": amount})
    formula = f("items_published")
    assert words(judged(Threshold(formula, 4, points=p("3")), of_unit).score) == whole
    assert words(judged(Threshold(formula, 4), of_unit).score) == in_proportion


@pytest.mark.parametrize(("stale", "score"), [(0, 1000), (2, 1000), (3, 400)])
def test_a_threshold_from_above_reads_stocks_too(stale: int, score: int) -> None:
    rule = Threshold(f("columns_stale"), most=2, points=p("6"))
    assert judged(rule, evidence(stocks={"columns_stale@其他": stale})).score == score


@pytest.mark.parametrize(
    ("heard", "nothing", "counts", "score", "standing"),
    [
        (True, False, {"items_published": 1}, 1000, Standing.SCORED),
        (True, False, {}, 700, Standing.SCORED),
        (False, False, {}, 1000, Standing.SILENT),
        (False, True, {}, 1000, Standing.NOTHING_TO_REPORT),
        (True, True, {}, 700, Standing.SCORED),
    ],
)
def test_zero_nothing_to_report_and_silence_are_three_things(
    heard: bool, nothing: bool, counts: Mapping[str, int], score: int, standing: Standing
) -> None:
    of_unit = evidence(counts=counts, heard=heard, nothing=nothing)
    clause = judged(Presence(f("items_published"), p("3")), of_unit)
    assert (clause.score, clause.standing) == (score, standing)


def test_silence_is_scored_only_where_the_rule_says_so() -> None:
    for rule in (
        Presence(f("items_published"), p("3"), silence_counts=True),
        Threshold(f("items_published"), 4, points=p("3"), silence_counts=True),
    ):
        silent = judged(rule, evidence(heard=False))
        assert (silent.score, silent.standing) == (700, Standing.SILENT)
        assert silent.deductions[0].text == "本期没有收到本单位的事实"
        assert judged(rule, evidence(heard=False, nothing=True)).score == 1000


@pytest.mark.parametrize(
    ("part", "whole", "per_point", "stepped", "in_proportion"),
    [
        (20, 20, "10", "10", "10"),
        (19, 20, "10", "10", "10"),
        (18, 20, "7.5", "8", "9.47"),
        (2, 3, "0", "4", "7.02"),
        (0, 3, "0", "0", "0"),
        (25, 20, "10", "10", "10"),
    ],
)
def test_a_share_becomes_points_by_points_below_the_target_by_steps_or_in_proportion(
    part: int, whole: int, per_point: str, stepped: str, in_proportion: str
) -> None:
    of_unit = evidence(counts={"policies_interpreted": part, "policies_published": whole})
    scales = {
        per_point: Scale(9500, p("0.5")),
        stepped: Scale(0, None, ((9500, 1000), (9000, 800), (5000, 400))),
        in_proportion: Scale(9500),
    }
    for expected, scale in scales.items():
        clause = judged(Ratio(f("policies_interpreted"), f("policies_published"), scale), of_unit)
        assert words(clause.score) == expected, scale
        assert len(clause.deductions) == (clause.score < 1000)


@pytest.mark.parametrize(("whole", "least"), [(0, 1), (2, 3)])
def test_a_denominator_of_nothing_or_too_little_does_not_apply_and_takes_nothing(whole: int, least: int) -> None:
    rule = Ratio(f("policies_interpreted"), f("policies_published"), Scale(10_000))
    clause = judged(rule, evidence(counts={"policies_published": whole}), least=least)
    assert (clause.score, clause.standing, clause.deductions) == (1000, Standing.NOT_APPLICABLE, ())
    assert "不适用" in clause.formula


def test_a_share_that_falls_short_names_the_subjects_that_are_not_whole_in_it() -> None:
    rule = Ratio(f("policies_interpreted"), f("policies_published"), Scale(10_000))
    parts = [
        ("b", {"policies_published": 1}),
        ("a", {"policies_published": 1, "policies_interpreted": 1}),
        ("c", {"x": 1}),
    ]
    of_unit = evidence(counts={"policies_published": 2, "policies_interpreted": 1})
    object.__setattr__(of_unit, "parts", parts)
    (deduction,) = judged(rule, of_unit).deductions
    assert deduction.keys == ("b",)
    assert deduction.points == 500


def test_timeliness_is_the_share_met_in_time_of_what_is_settled_and_each_late_duty_bears_its_part() -> None:
    of_unit = evidence(
        owed(2), owed(9, LATE), owed(8, LATE), counts={"answer!met": 4, "answer!open": 5, "answer!due": 12}
    )
    clause = judged(Timeliness(("answer",), Scale(10_000)), of_unit)
    assert words(clause.score) == "5.71"
    assert [deduction.points for deduction in clause.deductions] == [143, 143, 143]
    assert clause.formula.startswith("按期4件 ÷ 到期7件 = 57.14%")
    assert clause.deductions[0].obligation == "answer:2026-03-02"


def test_nothing_due_is_no_lateness() -> None:
    clause = judged(Timeliness(("answer",), Scale(10_000)), evidence(counts={"answer!open": 3}))
    assert (clause.score, clause.standing) == (1000, Standing.NOT_APPLICABLE)
    silent = judged(Timeliness(("answer",), Scale(10_000)), evidence(heard=False))
    assert (silent.score, silent.standing) == (1000, Standing.SILENT)


@pytest.mark.parametrize(("held", "bonus"), [(0, "0"), (1, "0.5"), (3, "1.5"), (9, "2")])
def test_a_bonus_goes_beyond_the_full_score_up_to_its_cap(held: int, bonus: str) -> None:
    clauses = leaf(PerEvent((overdue("1"),), 1000)), leaf(Bonus(f("hearings_held"), p("0.5"), p("2")), "0", "2")
    made = sheet(rubric(*clauses), evidence(counts={"hearings_held": held}))
    assert (made.base, words(made.bonus), made.total) == (1000, bonus, 1000 + p(bonus))


def test_one_finding_told_twice_of_one_step_has_one_deduction_and_two_of_it_have_two() -> None:
    rule = PerEvent((Events((), (), ("published.early",), 100),), 1000)
    assert judged(rule, evidence(departure(5), departure(5))).score == 900
    other = departure(5)._replace(text="另一处早于形成")
    clause = judged(rule, evidence(departure(5), other))
    assert clause.score == 800
    assert len({deduction.id for deduction in clause.deductions}) == 2


def test_what_is_still_open_is_held_against_nobody() -> None:
    of_unit = evidence(counts={"answer!open": 1, "answer!due": 1})
    assert judged(PerEvent((Events(("answer",), (LATE, OVERDUE), (), 100),), 1000), of_unit).score == 1000
