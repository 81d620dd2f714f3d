"""The file of a county's rubric: read, refused with line and words, written again."""

from __future__ import annotations

import contextlib
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.rubric.faults import RubricError
from contracts.rubric.file import read
from contracts.rubric.lawful import lawful, names
from contracts.rubric.located import MOST_CHARACTERS
from contracts.rubric.writing import written
from law.codes import ObligationStatus
from law.periods import Every
from law.scoring.formula import formula_of
from law.scoring.rules import Bonus, Effect, PerEvent, Presence, Ratio, ScoreOf, Threshold, Timeliness, Veto
from tests.contracts.rubrics import EVENT, HEAD, clause, fault, faults

WHOLE = """
县: fengjie   # 奉节县
版本: ２
名称: "细则: 2026"
说明: 某方案
自: 2026-01-01
止: 2027-12-31
满分: 10
名册:
  部门: {类别: [部门, 其他], 单位: fengjie-gaoxinqu}
  乡镇: {类别: [乡, 镇, 街道]}
等次: {合格: 6, 优秀: 9.5, 不合格: 0}
指标:
  - {编号: 1, 名称: 日常, 分值: 10, 周期: [月, 季], 依据: 条例第四十六条}
  - 编号: 1.1
    名称: 逾期
    分值: 4.5
    最少证据: 2
    按件扣分: {事项: [{义务: [answer, correct], 状态: 逾期未履行, 每件: 2}, {问题: published.early, 每件: 0.5}], 最多: 4}
  - {编号: 1.2, 名称: 条数, 分值: 1, 达标: {计算: items_published - 2, 不少于: 5, 扣分: 按比例}}
  - {编号: 1.3, 名称: 空白, 分值: 1, 达标: {计算: columns_empty, 不多于: 0}}
  - {编号: 1.4, 名称: 有无, 分值: 1, 有无: {计算: items_published, 静默: 扣分}}
  - {编号: 1.5, 名称: 解读率, 分值: 1, 比率: {分子: policies_interpreted, 分母: policies_published, 档次: {50%: 0.5, 95%: 1}}}
  - {编号: 1.10, 名称: 按期, 分值: 1.5, 按期率: {义务: publish, 目标: 95%, 每低1个百分点扣: 0.1}}
  - {编号: 2, 名称: 年, 分值: 10, 周期: 年, 取得分: {周期: 月, 编号: 1.1}}
  - {编号: 3, 名称: 安全, 一票否决: {事项: [{问题: site.veto_safety}], 结果: 不合格}}
  - {编号: 4, 名称: 加分, 加分: {计算: hearings_held, 每件: 0.5, 最多: 2}, 自: 2026-07-01, 止: 2026-12-31, 名册: 部门}
"""


ALIASES = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{later}: &{later} [{','.join([f'*{earlier}'] * 10)}]\n" for earlier, later in pairwise("abcdefg")
)
DEEP = """  - 编号: 1
    名称: x
    分值: 10
    按件扣分:
      事项:
        - 义务: answer
          每件: 2
        - 义务: [publish,
            anser]
          每件: 1
"""


def test_a_file_in_chinese_terms_is_read_whole() -> None:
    rubric = lawful(read(WHOLE))
    assert (rubric.county, rubric.version, rubric.title, rubric.full) == ("fengjie", 2, "细则: 2026", 1000)
    assert (rubric.since, rubric.until) == (date(2026, 1, 1), date(2027, 12, 31))
    assert rubric.rosters[0].units == ("fengjie-gaoxinqu",)
    assert rubric.grades == (("优秀", 950), ("合格", 600), ("不合格", 0))
    clauses = {clause.path: clause for clause in rubric.clauses}
    assert list(clauses) == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.10", "2", "3", "4"]
    assert clauses["1"].every == (Every.MONTH, Every.QUARTER)
    assert clauses["1"].source == "条例第四十六条"
    late = clauses["1.1"].rule
    assert isinstance(late, PerEvent)
    assert (late.cap, clauses["1.1"].least_evidence) == (400, 2)
    assert [(group.duties, group.findings, group.points) for group in late.events] == [
        (("answer", "correct"), (), 200),
        ((), ("published.early",), 50),
    ]
    assert late.events[0].statuses == (ObligationStatus.OVERDUE,)
    asked, empty, presence = clauses["1.2"].rule, clauses["1.3"].rule, clauses["1.4"].rule
    assert isinstance(asked, Threshold)
    assert isinstance(empty, Threshold)
    assert isinstance(presence, Presence)
    assert (asked.least, asked.points, empty.most, empty.points) == (5, None, 0, 100)
    assert (presence.points, presence.silence_counts, asked.silence_counts) == (100, True, False)
    share, timely = clauses["1.5"].rule, clauses["1.10"].rule
    assert isinstance(share, Ratio)
    assert isinstance(timely, Timeliness)
    assert share.scale.steps == ((9500, 100), (5000, 50))
    assert (timely.scale.target, timely.scale.per_point) == (9500, 10)
    assert clauses["2"].rule == ScoreOf(Every.MONTH, "1.1")
    veto, bonus = clauses["3"].rule, clauses["4"].rule
    assert isinstance(veto, Veto)
    assert isinstance(bonus, Bonus)
    assert (veto.effect, bonus.points, bonus.cap) == (Effect.FAIL, 50, 200)


def test_what_is_written_is_read_again_as_it_was() -> None:
    rubric = read(WHOLE)
    assert read(written(rubric)) == rubric
    assert written(read(written(rubric))) == written(rubric)


@pytest.mark.parametrize(
    ("text", "line", "value", "rule", "remedy"),
    [
        ("县: [", 1, "县: [", "no YAML", "correct"),
        (HEAD + clause() + "县: wushan\n", 11, "县", "it stands twice, first in line 1", "leave one"),
        ("- 1\n", 1, "- 1", "no table of settings", "begin with 县:"),
        ("", 1, "", "no table of settings", "begin with 县:"),
        ("[" * 3000, 0, "[[[", "too much stands within another", "write it flat"),
        (HEAD + clause() + "\0", 11, "县", "no YAML", "correct"),
        ("x" * (MOST_CHARACTERS + 1), 0, "characters", "more than", "shorten"),
        (HEAD + "  - &a {编号: 1, 名称: x, 下级: *a}\n", 10, "&…", "a cycle", "without the alias"),
        (ALIASES, 1, "entries", "more than can be read", "fewer aliases"),
        (
            HEAD.replace("名称: 细则\n", "名称: 细则\n名稱: x\n") + clause(),
            4,
            "名稱",
            "no such setting",
            "did you mean 名称",
        ),
        (HEAD.replace("2026-01-01", "2026-02-30") + clause(), 4, "2026-02-30", "no day of the calendar", "2026-01-01"),
        (HEAD.replace("满分: 10", "满分: -10") + clause(), 5, "-10", "no number from 0", "give points"),
        (HEAD.replace("[部门]", "[部門]") + clause(), 7, "部門", "no such choice", "部门"),
        (HEAD + clause(weight="-10"), 10, "-10", "no number from 0", "give points"),
        (HEAD + clause(more="权重: 5"), 10, "权重", "no such setting", "give one of"),
        (HEAD + clause(more="周期: [周]"), 10, "周", "no such choice", "give one of 月"),
        (
            HEAD + clause(rule=EVENT + ", 有无: {计算: columns}"),
            10,
            "有无",
            "a second rule beside 按件扣分",
            "of its own",
        ),
        (HEAD + clause(rule="按件扣分: 2"), 10, "2", "no table of settings", "事项、最多"),
        (HEAD + clause(rule="按件扣分: {事项: [answer]}"), 10, "answer", "no table of settings", "{义务: answer"),
        (HEAD + "  - 1\n", 10, "1", "no table of settings", "write - 编号:"),
        (HEAD + clause(path="1.a"), 10, "1.a", "no number of a clause", "1.2"),
        (HEAD + clause(path="100"), 10, "100", "no number of a clause", "1 to 99"),
        (HEAD.replace("指标:\n", "指标: 无\n"), 9, "无", "it is missing, or no list", "- 编号:"),
        (
            HEAD + clause(rule="比率: {分子: columns, 分母: columns, 目标: 120%}"),
            10,
            "120%",
            "no share from 0% to 100%",
            "95%",
        ),
    ],
)
def test_what_is_written_wrongly_is_refused_with_its_line(
    text: str, line: int, value: str, rule: str, remedy: str
) -> None:
    wrong = faults(text)[0]
    assert wrong.line == line, wrong
    assert value in wrong.value
    assert rule in wrong.rule
    assert remedy in wrong.remedy


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = HEAD.replace("满分: 10", "满分: 百") + clause(weight="五") + clause("2", more="自: 明天")
    assert [(wrong.line, wrong.value) for wrong in faults(text)] == [(5, "百"), (10, "五"), (11, "明天")]
    assert str(faults(text)[0]).startswith("line 5: 满分: '百': no number")


def test_what_is_written_wrongly_hides_only_what_cannot_be_judged_for_it() -> None:
    wrong = WHOLE.replace("每件: 2}", "每件: -2}").replace("site.veto_safety", "site.veto_safty")
    named = {(fault.line, fault.value) for fault in faults(wrong)}
    at = {word: 1 + [word in line for line in wrong.splitlines()].index(True) for word in ("-2}", "veto_safty")}
    assert named == {(at["-2}"], "-2"), (at["veto_safty"], "site.veto_safty")}
    above = wrong.replace("满分: 10\n", "满分: 十\n")
    assert {fault.value for fault in faults(above)} == {"十", "-2"}


def test_formulas_call_labels_by_their_words() -> None:
    formula = formula_of("remedies_decided@review.corrected - items_published_by_channel@政府网站 - answer!overdue")
    sentence = formula.words(lambda _: 1, names())
    assert (
        sentence
        == "复议诉讼结果·行政复议：结果纠正 1 − 公开次数，按渠道·政府网站 1 − 答复政府信息公开申请·逾期未履行 1"
    )


def test_an_alias_that_is_no_cycle_is_read() -> None:
    text = (
        HEAD
        + clause("1", rule=EVENT.replace("{事项", "&late {事项"), weight="5")
        + clause("2", "按件扣分: *late", weight="5")
    )
    assert len(read(text).clauses) == 2


def test_the_line_is_that_of_the_setting_deep_in_a_clause() -> None:
    text = HEAD + DEEP
    wrong = fault(text)
    assert (wrong.line, wrong.field, wrong.value) == (17, "指标.1.按件扣分.事项.义务", "anser")
    assert "did you mean answer" in wrong.remedy


@settings(max_examples=150)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.text("县:-[]{}&*!%1a \n编号", max_size=4))
def test_a_file_with_anything_changed_is_read_or_refused_with_words(at: int, gone: int, put: str) -> None:
    with contextlib.suppress(RubricError):
        read(WHOLE[:at] + put + WHOLE[at + gone :])
