"""The catalog of texts: complete, in both languages, and nothing in it that no page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import dashboard
from contracts.families import FAMILIES
from dashboard import texts
from dashboard.board import KINDS
from dashboard.periods import parse
from dashboard.registry import Measure
from dashboard.views import Explanation
from law.codes import Attribute, Channel
from law.limit import UNIT_NAMES
from law.outcomes import Row
from law.table4 import Remedy

ROOM = Path(dashboard.__file__).parent
CATALOG = texts.catalog()
SOURCES = {path: path.read_text(encoding="utf-8") for path in [*ROOM.rglob("*.py"), *ROOM.glob("templates/*.html")]}
QUOTED = {text for source in SOURCES.values() for text in re.findall(r"['\"]([a-z_0-9]+\.[a-z_0-9.]*)", source)}
QUOTED |= {text for source in SOURCES.values() for text in re.findall(r'f"([a-z_.]+\.)\{', source)}


def test_every_text_is_given_in_both_languages() -> None:
    assert [key for key, both in CATALOG.items() if len(both) != 2 or not both[0]] == []
    # What Chinese counts with a measure word, English counts without.
    assert [key for key, both in CATALOG.items() if not both[1] and not key.endswith(".unit")] == []


def test_both_languages_have_the_same_places_to_fill_in() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    differing = [key for key, (zh, en) in CATALOG.items() if places(zh) != places(en)]
    # Chinese numbers its months, English names them.
    assert [key for key in differing if key not in ("period.month", "period.short.month")] == []


def test_every_text_that_a_page_asks_for_exists() -> None:
    asked = {key for source in SOURCES.values() for key in re.findall(r"\b(?:t|say)\('([a-z_0-9.]+)'[,)]", source)}
    asked |= {key for source in SOURCES.values() for key in re.findall(r'\b(?:t|say)\("([a-z_0-9.]+)"[,)]', source)}
    assert len(asked) > 100
    assert sorted(asked - CATALOG.keys()) == []


def test_no_text_is_left_over() -> None:
    def used(key: str) -> bool:
        parts = key.split(".")
        heads = {".".join(parts[:count]) for count in range(2, len(parts) + 1)}
        heads |= {".".join(parts[:count]) + "." for count in range(1, len(parts))}
        return bool(heads & QUOTED)

    assert [key for key in CATALOG if not used(key)] == []


def test_every_kind_of_unit_has_a_text() -> None:
    assert [kind for kind in KINDS if f"word.{kind}" not in CATALOG] == []


def test_the_catalog_names_no_measure_and_no_duty() -> None:
    chinese = {duty.chinese for duty in FAMILIES.duties.values()}
    chinese |= {measure.chinese for measure in FAMILIES.measures.values()}
    codes = {*FAMILIES.duties, *FAMILIES.measures}
    assert [key for key in CATALOG if codes & set(key.split("."))] == []
    words = {key: both for key, both in CATALOG.items() if key.startswith("word.")}
    assert [key for key, both in words.items() if both[0] in chinese] == []


def test_labels_that_come_from_code_lists_have_words_in_the_registry() -> None:
    labels = {label for measure in FAMILIES.measures.values() for label in measure.labels}
    assert {*Attribute, *Channel, *Row, *Remedy} <= labels


def test_every_rule_of_the_query_parameters_has_a_text() -> None:
    source = "".join(SOURCES[ROOM / name] for name in ("query.py", "machine.py", "sought.py"))
    rules = set(re.findall(r'"(rule\.\w+)"', source))
    assert rules == {key for key in CATALOG if key.startswith("rule.")}


@pytest.mark.parametrize(
    ("language", "period", "words"),
    [
        ("zh", "2026-03", "2026 年 3 月"),
        ("en", "2026-03", "Mar 2026"),
        ("zh", "2026-Q4", "2026 年第 4 季度"),
        ("en", "2026-Q4", "Q4 2026"),
        ("zh", "2026", "2026 年"),
        ("en", "2026", "2026"),
    ],
)
def test_a_period_is_named_in_words(language: texts.Language, period: str, words: str) -> None:
    assert texts.load()[language].period(parse(period)) == words


def test_a_term_that_the_catalog_does_not_know_is_shown_as_it_is() -> None:
    assert texts.load()["en"].word("新渠道") == "新渠道"


def test_a_name_falls_back_to_chinese_and_then_to_the_code() -> None:
    english = texts.load()["en"]
    assert english.name(Measure(code="a", chinese="甲", english="A")) == "A"
    assert english.name(Measure(code="a", chinese="甲")) == "甲"
    assert english.name(Measure(code="a")) == "a"
    assert english.group(Measure(code="a", group="栏")) == "栏"
    assert english.group(Measure(code="a")) == "Other"


def test_a_label_is_in_the_words_of_the_registry_or_as_it_is() -> None:
    measure = Measure(code="a", labels={"x": ["甲", "X"], "y": ["乙"]})
    assert [texts.load()["zh"].label(measure, label) for label in "xyz"] == ["甲", "y", "z"]
    assert [texts.load()["en"].label(measure, label) for label in "xyz"] == ["X", "y", "z"]


@pytest.mark.parametrize(
    ("limit", "unit", "rule", "chinese", "english"),
    [
        (
            20,
            "个工作日",
            "",
            "条例：自 2026-03-02 起算（当日不计入），期限 20 个工作日。",
            "条例: 20 working days from 2026-03-02 (that day not counted).",
        ),
        (
            20,
            "工作日",
            "",
            "条例：自 2026-03-02 起算（当日不计入），期限 20 个工作日。",
            "条例: 20 working days from 2026-03-02 (that day not counted).",
        ),
        (
            14,
            "日",
            "",
            "条例：自 2026-03-02 起算（当日不计入），期限 14 日。",
            "条例: 14 calendar days from 2026-03-02 (that day not counted).",
        ),
        (
            1,
            "月",
            "",
            "条例：自 2026-03-02 起算（当日不计入），期限 1 个月。",
            "条例: 1 month from 2026-03-02 (that day not counted).",
        ),
        (
            0,
            "日",
            "",
            "条例：自 2026-03-02 起算（当日不计入），期限 0 日。",
            "条例: 0 calendar days from 2026-03-02 (that day not counted).",
        ),
        (
            20,
            "个工作日",
            "延长后",
            "条例：自 2026-03-02 起算（当日不计入），期限 20 个工作日。 延长后。",
            "条例: 20 working days from 2026-03-02 (that day not counted). 延长后.",
        ),
        (
            1,
            "固定日期",
            "办结次年3月31日前归档",
            "条例：自 2026-03-02 起，到期日依据：办结次年3月31日前归档。",
            "条例: from 2026-03-02, due by: 办结次年3月31日前归档.",
        ),
        (
            0,
            "事实载明的日期",
            "",
            "条例：自 2026-03-02 起，到期日依据：事实载明的日期。",
            "条例: from 2026-03-02, due by: the day that the fact sets.",
        ),
        (
            2,
            "旬",
            "",
            "条例：自 2026-03-02 起算（当日不计入），期限 2 旬。",
            "条例: 2 旬 from 2026-03-02 (that day not counted).",
        ),
    ],
)
def test_a_date_is_explained_by_its_limit_in_whatever_unit(
    limit: int, unit: str, rule: str, chinese: str, english: str
) -> None:
    explanation = Explanation("条例", date(2026, 3, 2), limit, unit, rule=rule)
    assert texts.load()["zh"].explain(explanation) == chinese
    assert texts.load()["en"].explain(explanation) == english


def test_every_unit_of_a_limit_is_explained_in_english() -> None:
    explained = [texts.load()["en"].unit(name) for name in UNIT_NAMES.values()]
    assert [words for words in explained if not words or re.search(r"[\u4e00-\u9fff]", words)] == []


@pytest.mark.parametrize(
    ("days", "working", "chinese", "english"),
    [
        (-2, 0, "逾期 2 天", "2 days over"),
        (-1, 0, "逾期 1 天", "1 day over"),
        (0, 0, "今日到期", "due today"),
        (1, 0, "剩休息日", "days off left only"),
        (3, 1, "剩 1 个工作日（3 天）", "1 working day left (3 days)"),
        (7, 5, "剩 5 个工作日（7 天）", "5 working days left (7 days)"),
        (1, 1, "剩 1 个工作日（1 天）", "1 working day left (1 day)"),
        (-8, 6, "逾期 8 天（6 个工作日）", "8 days over (6 working days)"),
        (-1, 1, "逾期 1 天（1 个工作日）", "1 day over (1 working day)"),
    ],
)
def test_the_days_left_are_said_in_working_days_and_calendar_days(
    days: int, working: int, chinese: str, english: str
) -> None:
    assert texts.load()["zh"].days_left(days, working) == chinese
    assert texts.load()["en"].days_left(days, working) == english


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("20个工作日", "20 working days"),
        ("1个月", "1 month"),
        ("次年1月31日前", "by 31 Jan, next year"),
        ("2年后3月1日前", "by 1 Mar, 2 years later"),
        ("事实载明的日期", "the day that the fact sets"),
        ("由双方商定", "由双方商定"),
    ],
)
def test_a_limit_of_the_registry_is_said_in_english_as_far_as_it_is_one(words: str, english: str) -> None:
    assert texts.load()["en"].limit(words) == english
    assert texts.load()["zh"].limit(words) == words
