"""The rules in force: what topics say of duties, limits, measures, the rubric and the county's profile, and no other list."""

from __future__ import annotations

import re
from datetime import date

import pytest

from contracts import topics
from contracts.families import FAMILIES
from contracts.registry import entries
from contracts.rubric.file import read
from contracts.rubric.record import EventGroup
from dashboard.records import Worded
from dashboard.registry import Registry
from dashboard.rubric_words import RubricWords
from dashboard.texts import load
from tests.dashboard import ground, grounded, unit_county
from tests.dashboard.boards import reading
from tests.dashboard.inside import showing
from tests.dashboard.lines import page, plain
from tests.dashboard.sample import Record, complete


def rules() -> list[Record]:
    names = [Record(topics.MEASURES, key, entry.model_dump_json().encode()) for key, _, entry in entries()]
    return [*unit_county.county(), *names]


async def test_every_duty_and_measure_of_the_registry_stands_there_with_its_article_and_limit() -> None:
    async with showing(rules()) as client:
        html = await page(client, "/rules")
    shown = plain(html)
    assert [code for code, duty in FAMILIES.duties.items() if f'id="{code}"' not in html] == []
    assert [duty.chinese for duty in FAMILIES.duties.values() if duty.chinese not in shown] == []
    assert [duty.article for duty in FAMILIES.duties.values() if " ".join(duty.article.split()) not in shown] == []
    assert [code for code in FAMILIES.measures if code not in shown] == []
    assert "按期率 = 按期履行 ÷（应履行 − 未到期 − 免除）" in shown


async def test_what_the_county_has_chosen_stands_beside_the_default() -> None:
    async with showing(rules()) as client:
        html = await page(client, "/rules")

    def row(code: str) -> str:
        line = re.search(rf'<tr id="{code}">.*?</tr>', html, re.DOTALL)
        assert line is not None, code
        return plain(line[0])

    assert "不适用" in row("register")
    assert row("publish").endswith("法定，默认要求")
    assert row("interpret").endswith("自 2021-01-01")
    assert "县级口径第 1 版，适用于 3 个单位" in plain(html)
    assert "自 2008-05-01：补正期限 15 个工作日" in plain(html)


async def test_the_rubric_in_force_is_told_with_its_formulas_and_every_version_with_its_days() -> None:
    rubric = read((unit_county.DATA / "rubrics" / "fengjie.yaml").read_text(encoding="utf-8"))
    later = rubric.model_copy(update={"version": 2, "since": date(2027, 1, 1), "title": "明年的细则"})
    record = ground.record(topics.RUBRICS, "fengjie/2", later.model_dump(mode="json"))
    async with showing([*rules(), record]) as client:
        shown = plain(await page(client, "/rules"))
        assert "第 1 版，适用于 2021-01-01 起的期间，满分 100" in shown
        assert "明年的细则 第 2 版，适用于 2027-01-01 起的期间" in shown
        assert [clause.title for clause in rubric.clauses if f"{clause.path} {clause.title}" not in shown] == []
        assert [clause.source for clause in rubric.clauses if " ".join(clause.source.split()) not in shown] == []
    async with showing([*rules(), record, complete(date(2027, 2, 1))]) as client:
        shown = plain(await page(client, "/rules"))
        assert shown.index("明年的细则") < shown.index("其他版本") < shown.index(rubric.title)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_clause_of_a_rubric_is_said_in_sentences_without_codes(lang: str) -> None:
    registry = Registry()
    for record in rules():
        change = reading(record).change if record.topic == topics.MEASURES else None
        if isinstance(change, Worded):
            registry.put(record.key, change.entry)
    words = RubricWords(registry, load()[lang])  # type: ignore[index]
    rubric = read((unit_county.DATA / "rubrics" / "fengjie.yaml").read_text(encoding="utf-8"))
    for clause in rubric.clauses:
        sentences = words.of(clause)
        assert sentences
        assert not re.search(r"[a-z]+_[a-z_]+|[{}]", " ".join(sentences)), (clause.path, sentences)


@pytest.mark.parametrize(("lang", "name"), [("zh", "征求意见没有开始"), ("en", "consultation: not opened")])
def test_a_finding_is_called_by_its_name_or_in_english_by_its_code(lang: str, name: str) -> None:
    rubric = read((unit_county.DATA / "rubrics" / "fengjie.yaml").read_text(encoding="utf-8"))
    clause = next(clause for clause in rubric.clauses if clause.rule == "per_event")
    group = EventGroup(findings=["consultation.not_opened"], points=100)
    words = RubricWords(Registry(), load()[lang])  # type: ignore[index]
    sentence, *_ = words.of(clause.model_copy(update={"events": [group]}))
    assert name in sentence


async def test_a_county_without_a_profile_or_a_rubric_says_so() -> None:
    names = [Record(topics.MEASURES, key, entry.model_dump_json().encode()) for key, _, entry in entries()]
    async with showing([*grounded.county(), *names]) as client:
        shown = plain(await page(client, "/rules"))
    assert "本县没有县级口径" in shown
    assert "没有生效的评分细则" in shown
