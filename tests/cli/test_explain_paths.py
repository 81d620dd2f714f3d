"""Paths of ``gongkai explain``: what they name, and what is said of those that name nothing."""

from __future__ import annotations

import pytest

from cli.exits import USAGE, Stop
from cli.explain.numbers import in_words
from cli.explain.paths import Amount, Asked, Cell, Odd, Reported, Scored, read, words
from law.reports import ReportKind


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("2026-Q1/a", Scored("2026-Q1", "a", "")),
        ("2026-Q1/a/1.2", Scored("2026-Q1", "a", "1.2")),
        (
            "2026-01/a/1.2/answer:2026-01-05 requests.application/a/s",
            Scored("2026-01", "a", "1.2/answer:2026-01-05 requests.application/a/s"),
        ),
        ("2026/a/!back_dating", Odd("2026", "a", "back_dating")),
        ("2026/a/!一日集中答复", Odd("2026", "a", "mass_answers")),
        ("2026-03/a/items_published", Amount("2026-03", "a", "items_published")),
        (
            "2026-03/a/items_published_by_channel@政府网站",
            Amount("2026-03", "a", "items_published_by_channel@政府网站"),
        ),
        ("2026-03/a/answer!overdue", Amount("2026-03", "a", "answer!overdue")),
        ("2026/a/表三/1_new/natural", Cell("2026", "a", "table3", "1_new", "natural")),
        ("2026/a/表二/规章/现行有效件数", Cell("2026", "a", "table2", "20_1_regulations", "in_force")),
        ("2026/a/table4/review/pending", Cell("2026", "a", "table4", "review", "pending")),
        ("monthly/2026-03/a", Reported(ReportKind.MONTHLY, "2026-03", "a", "")),
        (
            "季通报/2026-Q1/a/sheet.1.2.score",
            Reported(ReportKind.QUARTERLY, "2026-Q1", "a", "sheet.1.2.score"),
        ),
    ],
)
def test_a_path_names_a_score_an_indicator_a_number_or_a_cell(path: str, asked: Asked) -> None:
    assert read(path) == asked


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("2026-03", "names no unit"),
        ("2026-13/a", "is no period"),
        ("montly/2026-03/a", "did you mean monthly (月报告)"),
        ("怎么/2026-03/a", "a kind of report"),
        ("monthly/2026-3/a", "is no period"),
        ("2026-03/a/!mass_answer", "did you mean mass_answers (一日集中答复)"),
        ("2026-03/a/!", "did you mean bulk_extension"),
        ("2026-03/a/item_published", "did you mean items_published"),
        ("2026-03/a/answer!overdu", "did you mean overdue"),
        ("2026-03/a/表五/x/y", "there are 表二"),
        ("2026-03/a/表三/1_new/natural", "YEAR/ORG/表三/ROW/COLUMN"),
        ("2026/a/表三/1_new", "YEAR/ORG/表三/ROW/COLUMN"),
        ("2026/a/表三/1_nwe/natural", "did you mean 1_new"),
        ("2026/a/表二/20_8_fees/made", "amount_10k_yuan"),
    ],
)
def test_what_is_no_path_is_refused_with_what_is_near(path: str, hint: str) -> None:
    with pytest.raises(Stop) as stopped:
        read(path)
    assert stopped.value.code == USAGE
    assert hint in str(stopped.value)


def test_numbers_are_named_in_words() -> None:
    assert in_words("answer!overdue") == "答复政府信息公开申请·逾期未履行"
    assert in_words("documents_in_force@规章") == "规章和规范性文件现行有效（期末）·规章"
    assert words(Cell("2026", "a", "table2", "20_1_regulations", "in_force")) == "2026年表二 规章 × 现行有效件数"
