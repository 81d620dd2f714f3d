"""What the record refuses of a rubric's values is said in the file's own terms: setting, value, rule, remedy and line."""

from __future__ import annotations

import pytest

from contracts.rubric.record import CountyRubric, RubricClause
from contracts.rubric.words import CLAUSE_FIELDS, FIELDS, RULE_FIELDS
from tests.contracts.rubrics import HEAD, clause, fault

RATE = "按期率: {义务: publish, 目标: 0%}"
LONG = "达标: {计算: " + "items_published + " * 40 + "1, 不少于: 1}"
LISTED = HEAD + "".join(clause(f"{n // 99 + 1}.{n % 99 + 1}", weight="0.01") for n in range(501))


@pytest.mark.parametrize(
    ("text", "line", "field", "value", "rule", "remedy"),
    [
        (HEAD.replace("版本: 1", "版本: 0") + clause(), 2, "版本", "0", "below 1", "give 1 or more"),
        (HEAD.replace("满分: 10", "满分: 0") + clause(), 5, "满分", "0", "below 0.01", "give 0.01 or more"),
        (HEAD.replace("满分: 10", "满分: 1001") + clause(), 5, "满分", "1001", "above 1000", "give 1000 or less"),
        (HEAD.replace("县: fengjie", "县: 奉节") + clause(), 1, "县", "奉节", "no slug of a county", "such as fengjie"),
        (HEAD.replace("细则", "细" * 101) + clause(), 3, "名称", "细" * 40, "more than 100 characters", "shorten it"),
        (HEAD + clause(weight="2000"), 10, "指标.1.分值", "2000", "above 1000", "give 1000 or less"),
        (HEAD + clause(rule=RATE), 10, "指标.1.按期率.目标", "0%", "below 0.01%", "give 0.01% or more"),
        (HEAD + clause(rule=LONG), 10, "指标.1.达标.计算", "items", "more than 500 characters", "shorten it"),
        (LISTED, 9, "指标", "[…]", "501 entries, more than 500", "leave some out"),
    ],
)
def test_a_value_out_of_its_bounds_is_refused_in_the_files_own_terms(
    text: str, line: int, field: str, value: str, rule: str, remedy: str
) -> None:
    wrong = fault(text)
    assert (wrong.line, wrong.field, wrong.rule) == (line, field, rule)
    assert value in wrong.value
    assert remedy in wrong.remedy


def test_every_field_that_has_bounds_has_a_word_of_the_file() -> None:
    """Days, choices and lists of words are judged as they are read: the record has nothing to say of them."""
    read_already = {
        "since",
        "until",
        "is_default",
        "rosters",
        "periods",
        "rule",
        "silence_counts",
        "of_period",
        "effect",
    }
    assert CountyRubric.model_fields.keys() - FIELDS.keys() <= read_already
    assert RubricClause.model_fields.keys() - CLAUSE_FIELDS.keys() - RULE_FIELDS.keys() <= read_already


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (HEAD.replace("细则", '"a\\0b"') + clause(), "名称"),
        (HEAD + clause(more='依据: "a\\x1bb"'), "指标.1.依据"),
        (HEAD.replace("部门:", '"部\\u202e门":') + clause(), "名册.部\u202e门"),
    ],
)
def test_a_control_character_is_refused_where_the_text_stands(text: str, field: str) -> None:
    wrong = fault(text)
    assert (wrong.field, wrong.rule) == (field, "a control character")
    assert wrong.line > 0


def test_a_note_may_have_several_lines() -> None:
    text = HEAD.replace("自: 2026", "说明: |\n  一\n  二\n自: 2026").replace("满分: 10", "满分: 0")
    assert fault(text + clause()).field == "满分"
