"""The oracle's scoring by hand: each rule of docs/assessment.md put to evidence, with the points worked out beside it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from demo.oracle.periods import span_of, spans
from demo.oracle.scores.ground import Event, Evidence
from demo.oracle.scores.points import half_up, written
from demo.oracle.scores.rubric import Clause, read_rubric, rubric_of
from demo.oracle.scores.rules import Asked, Inner, Mark, mark
from demo.oracle.scores.sheets import Sheet, ranks

FEBRUARY = span_of("2026-02")
OVER, RUNNING = date(2026, 3, 1), date(2026, 2, 27)


def clause(rule: str, weight: str = "10", more: str = "") -> Clause:
    text = f"""
县: c
版本: 1
名称: 细则
自: 2026-01-01
满分: {weight}
名册: {{甲: {{类别: 部门}}}}
指标: [{{编号: 1.10, 名称: 指标, 分值: {weight}, {more}{rule}}}]
"""
    return rubric_of(text).clauses[0]


def late(code: str, status: str, number: int = 1) -> list[Event]:
    return [Event(date(2026, 2, day), f"k/a/{day}", f"{code}:{day}", code, status) for day in range(1, number + 1)]


def departed(code: str, number: int = 1) -> list[Event]:
    return [Event(date(2026, 2, day), f"k/a/{day}", code, code) for day in range(1, number + 1)]


def scored(
    rule: str,
    events: list[Event] | None = None,
    more: str = "",
    today: date = OVER,
    heard: bool = True,
    nothing: bool = False,
    **flows: int,
) -> Mark:
    counted = Counter({name.replace("__", "!"): amount for name, amount in flows.items()})
    evidence = Evidence(FEBRUARY, events or [], counted, Counter(), heard, nothing)
    return mark(Asked(clause(rule, more=more), evidence, [], today))


ANSWERS = (
    "按件扣分: {事项: [{义务: answer, 状态: 逾期未履行, 每件: 6}, "
    "{义务: answer, 状态: 逾期履行, 每件: 3}, {问题: [a.b], 每件: 0.5}], 最多: 8}"
)


@pytest.mark.parametrize(
    ("events", "score"),
    [
        ([], "10"),
        (late("answer", "逾期履行"), "7"),
        (late("answer", "逾期未履行") + departed("a.b"), "3.5"),
        # 12 and a half, of which 8 at most.
        (late("answer", "逾期未履行", 2) + departed("a.b"), "2"),
        (late("correct", "逾期履行") + departed("a.c"), "10"),
    ],
)
def test_each_late_duty_and_each_departure_takes_its_points_up_to_the_cap(events: list[Event], score: str) -> None:
    assert written(scored(ANSWERS, events).score) == score


def test_a_group_without_a_status_holds_both_and_too_little_evidence_takes_nothing() -> None:
    rule = "按件扣分: {事项: [{义务: [answer, correct], 每件: 2}]}"
    events = late("answer", "逾期履行") + late("correct", "逾期未履行")
    assert written(scored(rule, events).score) == "6"
    assert written(scored(rule, events, more="最少证据: 3, ").score) == "10"


@pytest.mark.parametrize(
    ("rule", "met", "number", "score"),
    [
        # A third is 66 2/3 points below: half a point each.
        ("每低1个百分点扣: 0.1", 1, 2, "3.33"),
        ("每低1个百分点扣: 0.5", 1, 2, "0"),
        ("目标: 90%, 每低1个百分点扣: 0.5", 9, 1, "10"),
        ("目标: 80%", 1, 2, "4.17"),
        ("档次: {100%: 10, 60%: 4}", 2, 1, "4"),
        ("档次: {100%: 10, 60%: 4}", 1, 1, "0"),
    ],
)
def test_the_share_in_time_becomes_points_by_its_scale(rule: str, met: int, number: int, score: str) -> None:
    timely = scored(f"按期率: {{义务: publish, {rule}}}", late("publish", "逾期履行", number), publish__met=met)
    assert written(timely.score) == score


def test_what_is_open_is_held_against_nobody_and_nothing_due_does_not_apply() -> None:
    timely = scored("按期率: {义务: publish}", publish__open=3, publish__due=3)
    assert (written(timely.score), timely.standing) == ("10", "not_applicable")


@pytest.mark.parametrize(
    ("covered", "obliged", "score", "standing"),
    [
        (9, 10, "10", "scored"),
        # 10 × 45 ÷ 90.
        (45, 100, "5", "scored"),
        (1, 8, "1.39", "scored"),
        (0, 0, "10", "not_applicable"),
    ],
)
def test_a_share_of_amounts_is_in_proportion_to_its_target(
    covered: int, obliged: int, score: str, standing: str
) -> None:
    ratio = scored("比率: {分子: items, 分母: rows, 目标: 90%}", items=covered, rows=obliged)
    assert (written(ratio.score), ratio.standing) == (score, standing)


def test_a_difference_is_never_below_nothing_and_a_measure_is_the_sum_of_its_labels() -> None:
    assert scored("比率: {分子: items - gone, 分母: items}", items=1, gone=3).score == 0
    evidence = Evidence(
        FEBRUARY, [], Counter({"by@甲.乙": 2, "by@丙": 1, "bye": 9}), Counter({"by@丙": 4}), True, False
    )
    assert [evidence.amount(name) for name in ("by", "by@丙", "by@甲.乙", "none")] == [7, 5, 2, 0]


@pytest.mark.parametrize(
    ("rule", "items", "score"),
    [
        ("达标: {计算: items, 不少于: 4, 扣分: 按比例}", 3, "7.5"),
        ("达标: {计算: items, 不少于: 3, 扣分: 按比例}", 2, "6.67"),
        ("达标: {计算: items, 不少于: 4, 扣分: 2}", 3, "8"),
        ("达标: {计算: items, 不少于: 4}", 3, "0"),
        ("达标: {计算: items, 不多于: 2, 扣分: 3}", 3, "7"),
        ("达标: {计算: items + 1 - items, 不多于: 1}", 7, "10"),
    ],
)
def test_an_amount_that_misses_its_mark_loses_what_the_rule_says(rule: str, items: int, score: str) -> None:
    assert written(scored(rule, items=items).score) == score


@pytest.mark.parametrize(
    ("heard", "nothing", "silence", "score", "standing"),
    [
        (True, False, "", "5", "scored"),
        (False, True, "", "10", "nothing_to_report"),
        (False, False, "", "10", "silent"),
        (False, False, ", 静默: 扣分", "5", "silent"),
        # What is told contradicts it.
        (True, True, "", "5", "scored"),
    ],
)
def test_zero_nothing_to_report_and_silence_are_three_things(
    heard: bool, nothing: bool, silence: str, score: str, standing: str
) -> None:
    presence = scored(f"有无: {{计算: items, 扣分: 5{silence}}}", heard=heard, nothing=nothing)
    assert (written(presence.score), presence.standing) == (score, standing)


def test_an_amount_may_still_come_while_the_period_runs_and_what_is_late_is_late_at_once() -> None:
    assert scored("有无: {计算: items, 扣分: 5}", today=RUNNING).standing == "running"
    assert scored("有无: {计算: items, 扣分: 5}", today=date(2026, 2, 28)).score == 5
    assert scored(ANSWERS, late("answer", "逾期未履行"), today=RUNNING).score == 4


def inner(name: str, every: str, total: int, part: int = 0, standing: str = "scored") -> Inner:
    marks = {"1.1": Mark("1.1", Fraction(8), Fraction(part), standing)}
    return Inner(every, name, (Fraction(total), Fraction(100)), marks)


@pytest.mark.parametrize(
    ("rule", "score"),
    [
        # 90, 100 at most, and nothing, of 300: 190.
        ("取得分: {周期: 月}", "6.33"),
        ("取得分: {周期: 季}", "5"),
        # 8 of 8 and 2 of 8; of the third it does not apply.
        ("取得分: {周期: 月, 编号: 1.1}", "6.25"),
        ("取得分: {周期: 月, 编号: 9}", "10"),
    ],
)
def test_shorter_periods_give_their_mean(rule: str, score: str) -> None:
    months = [
        inner("2026-01", "月", 90, 8),
        inner("2026-02", "月", 104, 2),
        inner("2026-03", "月", 0, 0, "not_applicable"),
    ]
    evidence = Evidence(span_of("2026-Q1"), [], Counter(), Counter(), True, False)
    asked = Asked(clause(rule), evidence, [*months, inner("2026-Q1", "季", 50)], OVER)
    assert written(mark(asked).score) == score


@pytest.mark.parametrize(("held", "score"), [(0, "0"), (3, "1.5"), (9, "2")])
def test_a_bonus_comes_on_top_up_to_its_most(held: int, score: str) -> None:
    bonus = clause("加分: {计算: hearings_held, 每件: 0.5, 最多: 2}", weight="0")
    evidence = Evidence(FEBRUARY, [], Counter(hearings_held=held), Counter(), True, False)
    assert written(mark(Asked(bonus, evidence, [], OVER)).score) == score


def ranked(*units: tuple[str, str, bool, bool]) -> dict[str, int]:
    """Units by name, total, whether a veto fell, whether there is nothing of them."""
    return ranks(
        Sheet(org, "甲", "2026", Fraction(0), Fraction(0), Fraction(total), "", silent, ("30",) if fell else (), {})
        for org, total, fell, silent in units
    )


def test_equal_units_share_a_rank_vetoes_come_last_and_of_whom_there_is_nothing_there_is_no_rank() -> None:
    units = ("a", "90", False, False), ("b", "80", False, False), ("c", "80", False, False), ("d", "70", False, False)
    assert ranked(*units, ("e", "99", True, False), ("f", "100", False, True)) == {
        "a": 1,
        "b": 2,
        "c": 2,
        "d": 4,
        "e": 5,
    }


@pytest.mark.parametrize(
    ("points", "shown"), [("2.345", "2.35"), ("2.344", "2.34"), ("10", "10"), ("0.5", "0.5"), ("0.005", "0.01")]
)
def test_a_half_of_a_hundredth_is_rounded_up(points: str, shown: str) -> None:
    assert written(half_up(Fraction(points))) == shown


def test_numbers_of_clauses_are_words_and_what_stands_above_holds_below() -> None:
    assert clause(ANSWERS).path == "1.10"
    rubric = read_rubric()
    first = {clause.path: clause for clause in rubric.clauses}
    assert first["2.1"].asks("县级部门", "月", date(2026, 1, 1))
    assert not first["2.1"].asks("乡镇街道", "月", date(2026, 1, 1))
    assert not first["2.1"].asks("县级部门", "年", date(2026, 1, 1))
    assert (rubric.roster_of("a", "其他"), rubric.roster_of("a", "街道"), rubric.roster_of("a", "村")) == (
        "县级部门",
        "乡镇街道",
        None,
    )
    for roster in rubric.rosters:
        for every in ("月", "季", "年"):
            asked = [each for each in rubric.clauses if each.kind and each.asks(roster, every, date(2026, 1, 1))]
            assert sum(each.weight for each in asked) == rubric.full


def test_periods_begin_with_the_month_of_the_first_day() -> None:
    names = [span.name for span in spans(date(2025, 11, 20), date(2026, 1, 3))]
    assert names == ["2025-11", "2025-12", "2026-01", "2025-Q4", "2026-Q1", "2025", "2026"]
    assert (span_of("2026-02").last, span_of("2026-Q4").last) == (date(2026, 2, 28), date(2026, 12, 31))
