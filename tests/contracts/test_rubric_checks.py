"""What is wrong with a rubric is refused, each kind of it, with line, field, value, rule and remedy."""

from __future__ import annotations

import pytest

from contracts.faults import Fault
from contracts.rubric.checking import faults_of
from contracts.rubric.file import read
from tests.contracts.rubrics import EVENT, HEAD, clause, fault, faults

DUTY = "按件扣分: {{事项: [{{义务: {}, 每件: 1}}]}}"
FOUND = "按件扣分: {{事项: [{{问题: {}, 每件: 1}}]}}"
THERE = "有无: {{计算: {}}}"
RATIO = "比率: {{分子: items_published, 分母: {}}}"
STEPS = "按期率: {{义务: answer, 档次: {}}}"
ASKED = "达标: {{计算: items_published, {}}}"
VETO = "一票否决: {事项: [{问题: site.veto_safety}]}"
TAKEN = "取得分: {{周期: {}, 编号: {}}}"
TWICE = "a unit twice"


@pytest.mark.parametrize(
    ("rule", "place", "value", "why", "remedy"),
    [
        (DUTY.format("anwser"), "按件扣分.事项.义务", "anwser", "no such duty", "did you mean answer (答复"),
        (FOUND.format("publish.early"), "按件扣分.事项.问题", "publish.early", "no such finding", "published.early"),
        (FOUND.format("天气"), "按件扣分.事项.问题", "天气", "no such finding", "gongkai rubric codes"),
        ("按期率: {义务: 解读}", "按期率.义务", "解读", "no such duty", "did you mean interpret"),
        (THERE.format("item_published"), "有无.计算", "item_published", "no such measure", "items_published"),
        (THERE.format("answer!late"), "有无.计算", "answer!late", "no such status", "met_late"),
        (THERE.format("answr!met"), "有无.计算", "answr", "no such duty", "did you mean answer"),
        (
            THERE.format("documents_by_attribute@主动"),
            "有无.计算",
            "documents_by_attribute@主动",
            "no such label",
            "主动公开",
        ),
        (THERE.format("days_to_answer"), "有无.计算", "days_to_answer", "a length of time", "按期率"),
        (THERE.format("3"), "有无.计算", "3", "nothing is counted", "name a measure"),
        (THERE.format("a * b"), "有无.计算", "a * b", "no sum or difference", "items_published"),
        (RATIO.format("0"), "比率.分母", "0", "division by zero", "share of"),
        (RATIO.format("a_b - a_b"), "比率.分母", "a_b - a_b", "division by zero", "share of"),
        (RATIO.format("0 - columns"), "比率.分母", "0 - columns", "division by zero", "share of"),
        (
            DUTY.format("answer")[:-1] + ", 最多: 12}",
            "按件扣分.最多",
            "12",
            "above the clause's weight of 10",
            "10 or less",
        ),
        ("按件扣分: {事项: [{义务: answer, 每件: 0}]}", "按件扣分.事项.每件", "0", "nothing is lost", "give points"),
        ("按件扣分: {事项: [{每件: 1}]}", "按件扣分.事项", "", "no event is named", "义务 or 问题"),
        (
            FOUND.format("x, 每件: 1}, {义务: answer, 每件: 1}, {义务: answer"),
            "按件扣分.事项",
            "answer!met_late",
            TWICE,
            "one of",
        ),
        ("有无: {计算: columns, 扣分: 11}", "有无.扣分", "11", "above the clause's weight", "10 or less"),
        (ASKED.format("扣分: 1"), "达标.不少于", "", "says what is asked for", "one of them"),
        (ASKED.format("不少于: 0"), "达标.不少于", "0", "everybody", "1 or more"),
        (ASKED.format("不多于: 0, 扣分: 按比例"), "达标.扣分", "按比例", "only 不少于", "give points"),
        (STEPS.format("{90%: 8}"), "按期率.档次", "8", "the highest step is worth 8, and the clause 10", "be 10"),
        (STEPS.format("{90%: 8, 50%: 10}"), "按期率.档次", "", "a lower share has the higher score", "fall"),
        (STEPS.format("{90%: 10}, 每低1个百分点扣: 1"), "按期率.档次", "", "side by side", "one of them"),
        ("有无: {计算: columns}, 最少证据: 3", "最少证据", "3", "asks for no number", "leave it out"),
        ("取得分: {周期: 月}", "取得分", "总分", "a cycle: 1（月） → 1（月）", "shorter period"),
    ],
)
def test_a_rule_that_cannot_be_judged_by_is_refused(rule: str, place: str, value: str, why: str, remedy: str) -> None:
    wrong = among(HEAD + clause(rule=rule), f"指标.1.{place}")
    assert (wrong.line, wrong.value) == (10, value)
    assert why in wrong.rule
    assert remedy in wrong.remedy


BELOW = clause("1", "", weight="9")
CYCLE = clause("1", TAKEN.format("季", 2), more="周期: 季") + clause("2", TAKEN.format("季", 1), more="周期: 季")


@pytest.mark.parametrize(
    ("text", "line", "field", "value", "why"),
    [
        (clause(weight="9"), 5, "满分", "10", "the clauses add up to 9, not 10 (部门的月评分"),
        (BELOW + clause("1.1", weight="5") + clause("1.2", weight="4"), 5, "满分", "10", "add up to 9"),
        (BELOW + clause("1.1"), 10, "指标.1.分值", "9", "1.1 10 = 10, not 9"),
        (
            clause(more="名册: 部门") + clause("2", more="名册: 乡镇", weight="8"),
            5,
            "满分",
            "10",
            "8, not 10 (乡镇的月",
        ),
        (
            clause(more="周期: 月") + clause("2", more="周期: [季, 年]", weight="7"),
            5,
            "满分",
            "10",
            "7, not 10 (部门的季",
        ),
        (
            clause(more="止: 2026-06-30") + clause("2", more="自: 2026-07-01", weight="7"),
            5,
            "满分",
            "10",
            "自2026-07-01",
        ),
        (clause() + clause("2", VETO, weight="5"), 11, "指标.2.分值", "5", "no part of the full score"),
        (clause() + clause("2", weight="0"), 11, "指标.2.分值", "0", "weighs nothing"),
        (clause(more="自: 2027-01-01, 止: 2026-12-31"), 10, "指标.1.止", "2027-01-01…2026-12-31", "止 lies before 自"),
        (clause("1.1"), 10, "指标.1.1.编号", "1.1", "no clause 1 above it"),
        (clause() + clause("1.1"), 10, "指标.1", "1", "has a rule, and clauses stand below"),
        (clause("1", ""), 10, "指标.1", "1", "no rule, and nothing stands below"),
        (clause() + clause(), 11, "指标.1.编号", "1", "on the same days, first in line 10"),
        (clause(more="止: 2026-06-30") + clause(more="自: 2026-06-30"), 11, "指标.1.编号", "1", "on the same days"),
        (clause(more="名册: [部们]"), 10, "指标.1.名册", "部们", "no such roster"),
        (
            clause("1", "", more="名册: 部门") + clause("1.1", more="名册: 乡镇"),
            11,
            "指标.1.1.名册",
            "乡镇",
            "not for this roster",
        ),
        (
            clause("1", "", more="周期: 月") + clause("1.1", more="周期: 年"),
            11,
            "指标.1.1.周期",
            "年",
            "not for this period",
        ),
        (clause(more="名册: 部门"), 8, "名册.乡镇", "乡镇", "no clause applies to it in any period"),
        (clause(more="止: 2025-12-31"), 7, "名册.部门", "部门", "no clause applies to it in any period"),
        (CYCLE, 10, "指标.1.取得分", "2", "a cycle: 1（季） → 2（季） → 1（季）"),
        (
            clause(more="周期: 季") + clause("2", TAKEN.format("季", 1), more="周期: 月"),
            11,
            "指标.2.取得分",
            "季",
            "no shorter one",
        ),
        (
            clause() + clause("2", TAKEN.format("月", 9), more="周期: 年"),
            11,
            "指标.2.取得分.编号",
            "9",
            "no clause of this",
        ),
        (
            clause(more="周期: 季") + clause("2", TAKEN.format("月", 1), more="周期: 年"),
            11,
            "指标.2.取得分.周期",
            "月",
            "no sheet",
        ),
        (
            clause() + clause("2", "加分: {计算: columns, 每件: 0, 最多: 2}", weight=""),
            11,
            "指标.2.加分.每件",
            "0",
            "nothing is",
        ),
    ],
)
def test_clauses_that_do_not_hang_together_are_refused(text: str, line: int, field: str, value: str, why: str) -> None:
    wrong = among(HEAD + text, field)
    assert (wrong.line, wrong.value) == (line, value)
    assert why in wrong.rule
    assert wrong.remedy


def among(text: str, field: str) -> Fault:
    """What is wrong with this field, of all that is wrong."""
    named = faults(text)
    wrong = next((wrong for wrong in named if wrong.field == field), None)
    assert wrong is not None, named
    return wrong


@pytest.mark.parametrize(
    ("was", "becomes", "line", "field", "rule"),
    [
        ("[乡, 镇, 街道]", "[乡, 部门]", 8, "名册.乡镇", "stands in 部门 and in 乡镇"),
        ("[乡, 镇, 街道]", "[]", 8, "名册.乡镇", "nobody stands in it"),
        ("自: 2026-01-01", "自: 1999-01-01", 4, "自", "no day from 2008-05-01"),
        ("满分: 10", "满分: 10\n止: 2025-12-31", 6, "止", "止 lies before 自"),
        ("满分: 10", "满分: 10\n等次: {好: 20, 差: 0}", 6, "等次", "nobody gets there"),
        ("满分: 10", "满分: 10\n等次: {好: 9, 差: 1}", 6, "等次", "totals below this have no grade"),
        ("满分: 10", "满分: 10\n等次: {好: 0, 差: 0}", 6, "等次", "two grades begin there"),
    ],
)
def test_what_is_wrong_with_the_whole_is_refused(was: str, becomes: str, line: int, field: str, rule: str) -> None:
    wrong = fault(HEAD.replace(was, becomes) + clause())
    assert (wrong.line, wrong.field) == (line, field)
    assert rule in wrong.rule


def test_a_unit_and_a_county_that_there_are_not_are_refused_where_they_are_known() -> None:
    rubric = read(HEAD.replace("[乡, 镇, 街道]", "[乡], 单位: [fengjie-yonglezen]") + clause())
    assert faults_of(rubric) == []
    (county,) = faults_of(rubric, counties={"fengjiexian": "奉节县"})
    assert (county.field, county.remedy) == ("县", "did you mean fengjiexian (奉节县)?")
    (unit,) = faults_of(rubric, units=["fengjie-yonglezhen"])
    assert (unit.value, unit.remedy, unit.line) == ("fengjie-yonglezen", "did you mean fengjie-yonglezhen?", 0)


def test_clauses_of_one_number_may_follow_on_one_another_and_stand_side_by_side_for_other_units() -> None:
    in_time = clause(more="止: 2026-06-30") + clause(more="自: 2026-07-01")
    side_by_side = clause(more="名册: [部门]") + clause(more="名册: [乡镇]")
    by_period = clause(more="周期: [月]") + clause(more="周期: [季, 年]")
    for clauses in (in_time, side_by_side, by_period):
        assert len(read(HEAD + clauses).clauses) == 2


def test_a_clause_whose_sums_are_wrong_is_said_once_for_all_rosters_and_periods() -> None:
    text = HEAD + clause("1", "", weight="9") + clause("1.1", weight="4") + clause("1.2", weight="4")
    assert [(wrong.field, wrong.value) for wrong in faults(text)] == [("满分", "10"), ("指标.1.分值", "9")]


def test_a_year_takes_from_quarters_and_these_from_months() -> None:
    text = (
        HEAD
        + clause("1", EVENT, more="周期: 月")
        + clause("2", "取得分: {周期: 月}", more="周期: 季")
        + clause("3", "取得分: {周期: 季, 编号: 2}", more="周期: 年")
    )
    assert len(read(text).clauses) == 3
