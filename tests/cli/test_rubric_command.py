"""gongkai rubric: without a stack, and on one that runs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chassis.case import encode
from cli.periods import beginning
from cli.rubric_tables import code_rows
from cli.rubrics import compared, subjects
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.rubric.file import read
from law.periods import Every
from tests.cli.records import record
from tests.cli.running import ROOT, gongkai
from tests.families.golden_county import CIVIL, FINANCE, RUBRIC, TODAY, UNITS, facts, ground
from tests.families.making import fact, folded

DEFAULT = ROOT / "services" / "gateway" / "data" / "rubrics" / "fengjie.yaml"


def test_without_a_stack_the_file_alone_is_judged(tmp_path: Path) -> None:
    done = gongkai("rubric", "check", str(DEFAULT), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("fengjie version 1 is in order: ")


@pytest.mark.parametrize("command", [["check"], ["load"], ["compare", "--period", "2026-01"]])
def test_a_wrong_file_is_refused_with_line_and_words_before_anything_is_asked(
    command: list[str], tmp_path: Path
) -> None:
    text = RUBRIC.replace("义务: publish", "义务: publsh").replace("分值: 30, 按期率", "分值: 31, 按期率")
    (tmp_path / "rubric.yaml").write_text(text, encoding="utf-8")
    done = gongkai("rubric", *command, "rubric.yaml", cwd=tmp_path, env={"GONGKAI_KAFKA": "127.0.0.1:1"})
    assert done.returncode == 3
    assert "line 11: 指标.1.1.按期率.义务: 'publsh': there is no such duty; did you mean publish" in done.stderr
    assert "line 10: 指标.1.分值: '50': what stands below it is 1.1 31 + 1.2 10 + 1.3 10 = 51, not 50" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n" * 10])
def test_what_is_no_text_file_is_wrong_usage(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "rubric.yaml").write_bytes(content)
    done = gongkai("rubric", "check", "rubric.yaml", cwd=tmp_path)
    assert (done.returncode, "cannot read rubric.yaml" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("word", "code", "what"),
    [
        ("答复政府信息", "answer", "义务"),
        ("items_published_by_channel", "items_published_by_channel@政府网站", "统计项"),
        ("形成之前公开", "published.early", "问题"),
    ],
)
def test_codes_are_found_by_code_and_by_name(word: str, code: str, what: str) -> None:
    rows = [row for row in code_rows(word) if row["code"] == code]
    assert [row["what"] for row in rows] == [what]


@pytest.mark.parametrize(
    ("period", "every", "day"),
    [
        ("2026-03", Every.MONTH, "2026-03-01"),
        ("2026-Q4", Every.QUARTER, "2026-10-01"),
        ("2026", Every.YEAR, "2026-01-01"),
    ],
)
def test_a_period_begins_on_its_first_day(period: str, every: Every, day: str) -> None:
    assert beginning(period) == (every, date.fromisoformat(day))


def test_states_are_read_as_they_lie_on_their_topics_and_what_is_none_is_passed_over() -> None:
    formed = fact("f", "disclosure.formed.v1", "2026-01-05", attribute="主动公开")
    state = encode(folded(DISCLOSURE, [formed], date(2026, 3, 2)))
    key = f"{DISCLOSURE.kind}/fengjie-aa/s-1"
    headers = {"ce_type": "publishing.disclosure.formed.v1", "ce_version": "3"}
    records: list[Any] = [
        record(key, state, headers),
        record(key, b"{", headers),
        record(key, state, {"ce_type": "publishing.disclosure.formed.v1"}),
        record("nothing", state, headers),
        record("", b'{"day":"2026-03-02"}', {"ce_type": "day.closed.v1"}),
        record(key, None, headers),
    ]
    (subject,) = subjects(records)
    assert (subject.key, subject.org, subject.version) == (key, "fengjie-aa", 3)
    assert [(owed.duty, owed.status.value, owed.facts) for owed in subject.duties] == [("publish", "overdue", ("f",))]


def test_two_versions_of_one_period_are_compared_unit_by_unit_and_clause_by_clause() -> None:
    old = read(RUBRIC)
    new = read(RUBRIC.replace("状态: 逾期履行, 每件: 10", "状态: 逾期履行, 每件: 30").replace("版本: 1", "版本: 2"))
    moved = {
        unit.org: unit for unit in compared((old, new), ground(facts()), UNITS, Every.MONTH, date(2026, 2, 1), TODAY)
    }
    assert moved.keys() == UNITS.keys()
    assert moved[CIVIL].row() == {
        "org": CIVIL,
        "roster": "部门",
        "was": 6000,
        "becomes": 4000,
        "rank_was": 3,
        "rank_becomes": 3,
        "clauses": [{"clause": "2 依申请公开", "was": "20/30", "becomes": "0/30"}],
    }
    assert moved[FINANCE].clauses == []
    quarter = compared((old, new), ground(facts()), UNITS, Every.QUARTER, date(2026, 1, 1), TODAY)
    (civil,) = [unit for unit in quarter if unit.org == CIVIL]
    assert civil.clauses == [("7 月报告", "41/60", "37/60")]


@pytest.mark.servers
def test_on_a_running_stack_a_rubric_is_shown_checked_compared_loaded_and_refused(march: Path) -> None:
    shown = gongkai("rubric", "show", "--as-file", cwd=march)
    assert shown.returncode == 0, shown.stderr
    default = read(shown.stdout)
    assert default.is_default
    table = gongkai("rubric", "show", "fengjie", "--on", "2026-03-01", cwd=march)
    assert "第1版" in table.stdout
    assert "（默认）" in table.stdout
    text = shown.stdout.replace("版本: 1\n", "版本: 2\n").replace("默认: 是\n", "").replace("每件: 6", "每件: 8")
    past = text.encode()
    checked = gongkai("rubric", "check", "-", cwd=march, stdin=past)
    assert (checked.returncode, "load takes it with --force only" in checked.stderr) == (3, True), checked.stderr
    assert "4.1 按期答复 按件扣分, from 2021-01-01" in checked.stdout
    refused = gongkai("rubric", "load", "-", cwd=march, stdin=past)
    assert (refused.returncode, "changes what held before" in refused.stderr) == (1, True)

    done = gongkai("rubric", "compare", "-", "--period", "2026-03", "--json", cwd=march, stdin=past)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) >= 40
    assert all(row["was"] is not None and row["becomes"] is not None for row in rows)
    in_words = gongkai("rubric", "compare", "-", "--period", "2026-Q1", cwd=march, stdin=past)
    assert "第1版 → 第2版" in in_words.stdout, in_words.stderr

    ahead = text.replace("自: 2021-01-01", "自: 2026-04-01").encode()
    loaded = gongkai("rubric", "load", "-", cwd=march, stdin=ahead)
    assert (loaded.returncode, "fengjie version 2: added" in loaded.stdout) == (0, True), loaded.stderr
    held = gongkai("rubric", "show", "--on", "2026-04-01", "--json", cwd=march)
    assert json.loads(held.stdout)["version"] == 2
    unknown = gongkai("rubric", "show", "fengjie", "--version", "9", cwd=march)
    assert (unknown.returncode, "there is no version 9" in unknown.stderr) == (1, True)
    no_period = gongkai("rubric", "compare", "2", "--period", "2026-13", cwd=march)
    assert (no_period.returncode, "is no period" in no_period.stderr) == (2, True)
