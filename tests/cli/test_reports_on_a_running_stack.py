"""Scores and issued reports against a real stack, and what a late fact makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import ORG, event, gongkai, ndjson

pytestmark = pytest.mark.servers

OFFICE = "fengjie-renminzhengfubangongshi"
MARCH = ("monthly", "2026-03", "--county", "fengjie")


def test_a_report_is_drafted_checked_and_issued_once_under_its_number(march: Path) -> None:
    assert gongkai("day", "2026-04-01", cwd=march).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    unchecked = gongkai("report", "issue", *MARCH, cwd=march)
    assert (unchecked.returncode, "there is no such report" in unchecked.stderr) == (1, True)
    drafted = gongkai("report", "draft", *MARCH, cwd=march)
    assert drafted.returncode == 0, drafted.stderr
    assert "奉节县2026年3月政务公开月报告 草稿" in drafted.stdout
    checked = gongkai("report", "check", *MARCH, cwd=march)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    issued = gongkai("report", "issue", *MARCH, cwd=march)
    assert (issued.returncode, "〔2026〕1" in issued.stdout) == (0, True), issued.stderr
    assert "已印发" in gongkai("report", "list", cwd=march).stdout
    again = gongkai("report", "draft", *MARCH, cwd=march)
    assert (again.returncode, "was issued as 〔2026〕1" in again.stderr) == (1, True)
    assert gongkai("report", "verify", *MARCH, cwd=march).returncode == 0
    ahead = gongkai("report", "draft", "monthly", "2099-01", "--county", "fengjie", cwd=march)
    assert (ahead.returncode, "has not begun" in ahead.stderr) == (1, True)
    assert gongkai("report", "check", "weekly", "2026-03", cwd=march).returncode == 2


def test_the_office_tells_its_units_of_a_report_by_facts_that_the_door_takes(march: Path) -> None:
    assert gongkai("report", "notices", *MARCH, "put", "--org", OFFICE, cwd=march).returncode == 2
    unknown = gongkai("report", "notices", "monthly", "2026-02", "issued", "--org", OFFICE, cwd=march)
    assert (unknown.returncode, "no such report" in unknown.stderr) == (1, True)
    written = gongkai("report", "notices", *MARCH, "issued", "--org", OFFICE, cwd=march)
    assert written.returncode == 0, written.stderr
    facts = {json.loads(line)["about"]: line for line in written.stdout.splitlines()}
    (march / "notices.ndjson").write_text(facts[ORG] + "\n", encoding="utf-8")
    sent = gongkai("emit", "--org", OFFICE, "notices.ndjson", cwd=march)
    assert sent.returncode == 0, sent.stdout + sent.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    shown = gongkai("show", ORG, "2026-03", cwd=march)
    assert (shown.returncode, "〔2026〕1" in shown.stdout) == (0, True), shown.stderr


def test_a_score_is_shown_and_followed_down_to_its_clauses(march: Path) -> None:
    sheet = gongkai("score", "2026-03", "--org", ORG, cwd=march)
    assert (sheet.returncode, "奉节县财政局 2026-03 评分表" in sheet.stdout) == (0, True), sheet.stderr
    ranked = json.loads(gongkai("score", "2026-03", "--county", "fengjie", "--json", cwd=march).stdout)
    places = {place["org"]: place for ranking in ranked["rankings"] for place in ranking["places"]}
    assert (
        places[ORG]["total"]
        == json.loads(gongkai("score", "2026-03", "--org", ORG, "--json", cwd=march).stdout)["sheet"]["total"]
    )
    explained = gongkai("explain", f"2026-03/{ORG}/1", cwd=march)
    assert (explained.returncode, "1.1 按期公开" in explained.stdout) == (0, True), explained.stderr
    unknown = gongkai("explain", f"2026-03/{ORG}/77", cwd=march)
    assert (unknown.returncode, "its clauses are" in unknown.stderr) == (1, True)
    assert gongkai("score", "2026-13", cwd=march).returncode == 2
    assert gongkai("explain", "2026-03", cwd=march).returncode == 2


def test_a_late_fact_restates_an_issued_report_and_says_why(march: Path) -> None:
    late = event("late-1", "disclosure.published", "late-1", "2026-03-20", published_on="2026-03-20", channel="公示栏")
    (march / "late.ndjson").write_bytes(ndjson([late]))
    assert gongkai("emit", "--org", ORG, "late.ndjson", cwd=march).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    shown = gongkai("report", "show", *MARCH, "--org", ORG, "--json", cwd=march)
    (restatement,) = json.loads(shown.stdout)["restatements"]
    changed = {cell["path"]: (cell["before"], cell["after"]) for cell in restatement["cells"]}
    assert changed["by.items_published_by_channel.公示栏"] == ("", "1")
    assert restatement["because"][0]["causes"] == ["late-1"]
    assert "late-1" in gongkai("report", "show", *MARCH, "--org", ORG, cwd=march).stdout
    assert gongkai("report", "verify", *MARCH, cwd=march).returncode == 0
