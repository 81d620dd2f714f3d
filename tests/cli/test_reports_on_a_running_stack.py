"""Scores and issued reports against a real stack, and what a late fact makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import ORG, event, gongkai, ndjson

pytestmark = pytest.mark.servers

OFFICE = "fengjie-renminzhengfubangongshi"
MARCH = ("monthly", "2026-03")
"""Of the one county that has a rubric, among many that the registry names."""


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
    assert "可以印发：gongkai report issue monthly 2026-03 --county fengjie" in checked.stdout
    assert "奉节县财政局" in checked.stdout
    issued = gongkai("report", "issue", *MARCH, cwd=march)
    assert (issued.returncode, "〔2026〕1" in issued.stdout) == (0, True), issued.stderr
    assert "已印发" in gongkai("report", "list", cwd=march).stdout
    for step in ("draft", "issue"):
        again = gongkai("report", step, *MARCH, cwd=march)
        assert (again.returncode, "was issued as 〔2026〕1" in again.stderr) == (1, True)
    assert gongkai("report", "verify", *MARCH, cwd=march).returncode == 0
    ahead = gongkai("report", "draft", "monthly", "2099-01", "--county", "fengjie", cwd=march)
    assert (ahead.returncode, "has not begun" in ahead.stderr) == (1, True)
    assert gongkai("report", "check", "weekly", "2026-03", cwd=march).returncode == 2


def test_the_office_tells_its_units_of_a_report_by_facts_that_the_door_takes(march: Path) -> None:
    assert gongkai("report", "notices", *MARCH, "put", "--org", OFFICE, cwd=march).returncode == 2
    unknown = gongkai("report", "notices", "monthly", "2026-02", *MARCH[2:], "issued", "--org", OFFICE, cwd=march)
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
    words = gongkai("report", "show", *MARCH, "--org", ORG, cwd=march).stdout
    assert "late-1" in words
    assert "更正 2026-03 月报告〔2026〕1 奉节县财政局" in words
    assert "公开次数，按渠道·公示栏" in words
    assert gongkai("report", "verify", *MARCH, cwd=march).returncode == 0


def test_an_issued_report_its_restatement_and_a_sheet_are_written_as_papers_that_stay_the_same(march: Path) -> None:
    paper = ("report", "paper", *MARCH)
    for name in ("月报告.pdf", "又.pdf", "月报告.docx", "月报告.xlsx"):
        written = gongkai("report", "paper", "monthly", "2026-03", name, "--county", "fengjie", cwd=march)
        assert written.returncode == 0, written.stderr
    assert (march / "月报告.pdf").read_bytes() == (march / "又.pdf").read_bytes()
    assert (march / "月报告.pdf").read_bytes().startswith(b"%PDF-")
    sheet = gongkai(*paper, "--org", ORG, "--as", "xlsx", cwd=march)
    assert (sheet.returncode, len(list(march.glob("*评分表*.xlsx")))) == (0, 1), sheet.stderr
    restated = gongkai(*paper, "--restated", cwd=march)
    assert (restated.returncode, "关于更正奉节县2026年3月政务公开月报告的说明" in restated.stdout) == (0, True), (
        restated.stderr
    )
    assert gongkai("score", "2026-03", "--org", ORG, "--paper", "评分表.pdf", cwd=march).returncode == 0
    assert (march / "评分表.pdf").read_bytes().startswith(b"%PDF-")


def test_a_paper_that_cannot_be_written_says_why(march: Path) -> None:
    (march / "there.pdf").write_bytes(b"mine")
    there = gongkai("report", "paper", "monthly", "2026-03", "there.pdf", "--county", "fengjie", cwd=march)
    assert (there.returncode, "is there already" in there.stderr) == (2, True)
    assert (march / "there.pdf").read_bytes() == b"mine"
    ending = gongkai("report", "paper", "monthly", "2026-03", "x.doc", "--county", "fengjie", cwd=march)
    assert (ending.returncode, "does not end in .pdf, .docx, .xlsx" in ending.stderr) == (2, True)
    none = gongkai("report", "paper", "monthly", "2026-02", "x.pdf", "--county", "fengjie", cwd=march)
    assert (none.returncode, "no such report" in none.stderr) == (1, True)


def test_every_unit_that_owes_something_gets_its_reminder(march: Path) -> None:
    owing = [json.loads(line) for line in gongkai("due", "--json", "--within", "365", cwd=march).stdout.splitlines()]
    reminded = gongkai("due", "--within", "365", "--papers", "催办", "--as", "docx", cwd=march)
    assert reminded.returncode == 0, reminded.stderr
    units = {row["obligation"]["org"] for row in owing}
    assert {file.stem.partition("-20")[2][9:] for file in (march / "催办").iterdir()} == units
