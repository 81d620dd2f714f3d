"""The catalog of texts: complete, in both languages, and nothing in it that no page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import dashboard
from dashboard import query, texts
from dashboard.periods import parse
from law.codes import ARTICLES, Attribute, Channel, ObligationKind

ROOM = Path(dashboard.__file__).parent
CATALOG: dict[str, list[str]] = yaml.safe_load((ROOM / "texts.yaml").read_text(encoding="utf-8"))
SOURCES = {
    path: path.read_text(encoding="utf-8") for path in [*ROOM.glob("*.py"), *ROOM.glob("templates/*.html")]
}
QUOTED = {
    text for source in SOURCES.values() for text in re.findall(r"['\"]([a-z_0-9]+\.[a-z_0-9.]*)", source)
}
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
    asked = {
        key for source in SOURCES.values() for key in re.findall(r"\b(?:t|say)\('([a-z_0-9.]+)'[,)]", source)
    }
    asked |= {
        key for source in SOURCES.values() for key in re.findall(r'\b(?:t|say)\("([a-z_0-9.]+)"[,)]', source)
    }
    assert len(asked) > 100
    assert sorted(asked - CATALOG.keys()) == []


def test_no_text_is_left_over() -> None:
    def used(key: str) -> bool:
        parts = key.split(".")
        heads = {".".join(parts[:count]) for count in range(2, len(parts) + 1)}
        heads |= {".".join(parts[:count]) + "." for count in range(1, len(parts))}
        return bool(heads & QUOTED)

    assert [key for key in CATALOG if not used(key)] == []


def test_every_term_of_the_code_lists_has_a_text() -> None:
    terms = [
        *Attribute,
        *Channel,
        *ObligationKind,
        *ARTICLES.values(),
        "未标明",
        "街道",
        "镇",
        "乡",
        "部门",
        "其他",
    ]
    assert [term for term in terms if f"word.{term}" not in CATALOG] == []


def test_every_rule_of_the_query_parameters_has_a_text() -> None:
    source = Path(query.__file__).read_text(encoding="utf-8") + (ROOM / "machine.py").read_text(
        encoding="utf-8"
    )
    rules = set(re.findall(r'"(rule\.\w+)"', source))
    assert rules == {key for key in CATALOG if key.startswith("rule.")}


@pytest.mark.parametrize(
    ("language", "period", "words"),
    [("zh", "2026-03", "2026 年 3 月"), ("en", "2026-03", "Mar 2026"), ("zh", "2026-Q4", "2026 年第 4 季度"),
     ("en", "2026-Q4", "Q4 2026"), ("zh", "2026", "2026 年"), ("en", "2026", "2026")],
)  # fmt: skip
def test_a_period_is_named_in_words(language: texts.Language, period: str, words: str) -> None:
    assert texts.load()[language].period(parse(period)) == words


def test_a_term_that_the_catalog_does_not_know_is_shown_as_it_is() -> None:
    assert texts.load()["en"].word("新渠道") == "新渠道"
