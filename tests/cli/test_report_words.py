"""Reports on a terminal: units and cells by their names, and whose report is meant."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from cli.exits import Stop
from cli.organisations import Registry
from cli.report.county import only
from cli.report.issued import head_parts, restatement_parts
from contracts.assessment.report import ReportHead
from contracts.generator.samples import valid
from papers.assessed.cells import cell_words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("counts.items_published", "公开"),
        ("by.items_published_by_channel.政府网站", "公开次数，按渠道·政府网站"),
        ("stocks.columns_empty", "空白（期末）"),
        ("obligations.answer.met_late", "答复政府信息公开申请·逾期履行"),
        ("days.days_to_answer.histogram.7", "答复·用7个工作日的"),
        ("indicators.back_dating", "指标异常·事后补记"),
        ("sheet.4.1.score", "评分4.1得分"),
        ("sheet.29.1.veto", "评分29.1一票否决"),
        ("sheet.total", "总分"),
        ("sheet.rank", "名次"),
        ("counts.of_another_version", "of_another_version"),
        ("other", "other"),
    ],
)
def test_a_cell_is_called_by_its_name(path: str, words: str) -> None:
    assert cell_words(path) == words


def test_units_stand_by_their_names() -> None:
    samples = (ReportHead.model_validate_json(sample.raw) for sample in valid("metrics.report.v1"))
    head = next(head for head in samples if head.rankings).model_dump(mode="json")
    restatement: dict[str, Any] = valid("metrics.restatement.v1")[0].body()
    slugs = {place["org"] for ranking in head["rankings"] for place in ranking["places"]} | {restatement["org"]}
    names = {slug: f"单位{number}" for number, slug in enumerate(sorted(slugs))}
    console = Console(width=200, record=True)
    for part in (*head_parts(head, "issued", names), *restatement_parts([restatement], names)):
        console.print(part)
    text = console.export_text()
    assert all(name in text for name in names.values())
    assert f"{restatement['org']} " not in text


def test_without_a_name_the_one_county_is_meant_that_has_a_rubric() -> None:
    many = Registry(counties={"a": "甲县", "b": "乙县"})
    assert only(many, {"b"}) == "b"
    assert only(Registry(counties={"a": "甲县"}), set()) == "a"
    with pytest.raises(Stop, match="a（甲县）、b（乙县）"):
        only(many, {"a", "b"})
    crowd = Registry(counties={f"c{number:02}": f"县{number}" for number in range(57)})
    with pytest.raises(Stop, match="c09（县9） … 57 in all"):
        only(crowd, set())
