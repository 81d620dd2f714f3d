"""The annual tables and the report around them, against a real stack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import ORG, gongkai

pytestmark = pytest.mark.servers


def test_a_report_is_compared_with_the_live_tables(march: Path) -> None:
    assert gongkai("tables", "2026", "--org", ORG, "--xlsx", "own.xlsx", cwd=march).returncode == 0
    same = gongkai("report", "check", "own.xlsx", "--live", "--org", ORG, cwd=march)
    assert same.returncode == 0, same.stdout + same.stderr
    book = load_workbook(march / "own.xlsx", data_only=True)
    sheet = book["表三"]
    for column in ("D", "J"):
        sheet[f"{column}6"].value += 1
        sheet[f"{column}30"].value += 1
    book.save(march / "own.xlsx")
    other = gongkai("report", "check", "own.xlsx", "--live", "--org", ORG, "--json", cwd=march)
    assert other.returncode == 3
    findings = [json.loads(line) for line in other.stdout.splitlines()[:-1]]
    assert [finding["finding"] for finding in findings if finding["level"] == "error"] == ["live.differs"] * 4
    assert "工作表“表三” D6" in findings[0]["places"]
    unknown = gongkai("report", "check", "own.xlsx", "--live", "--org", "fengjie-caizhenju", cwd=march)
    assert unknown.returncode == 2


def test_the_annual_report_is_written_and_agrees_with_the_live_tables(march: Path) -> None:
    written = gongkai("report", "annual", "2026", "年报.docx", "--org", ORG, cwd=march)
    assert written.returncode == 0, written.stderr
    checked = gongkai("report", "check", "年报.docx", "--live", "--org", ORG, cwd=march)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    again = gongkai("report", "annual", "2026", "年报.docx", "--org", ORG, cwd=march)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    assert gongkai("report", "annual", "2026", "--org", "fengjie-caizhenju", cwd=march).returncode == 2
    listed = gongkai("report", "handed-in", "2026", "--county", "fengjie", "--missing", cwd=march)
    assert (listed.returncode, "本级政府年度报告未公布" in listed.stdout) == (0, True)
    assert gongkai("report", "handed-in", "2026", "--county", "nowhere", cwd=march).returncode == 2


def test_the_annual_tables_are_shown_written_and_given_to_programs(march: Path) -> None:
    shown = gongkai("tables", "2026", cwd=march)
    assert shown.returncode == 0, shown.stderr
    assert "一、本年新收政府信息公开申请数量" in shown.stdout
    assert "勾稽关系全部成立" in shown.stdout
    unit = json.loads(gongkai("tables", "2026", "--org", ORG, "--json", cwd=march).stdout)
    assert unit["table3"]["1_new"]["natural"] == unit["table3"]["4_carried_out"]["total"] == 1
    assert unit["table4"]["litigation_after_review"]["pending"] == 0
    assert gongkai("tables", "2026", "--xlsx", "t.xlsx", cwd=march).returncode == 0
    names = load_workbook(march / "t.xlsx").sheetnames
    assert {name.split()[-1] for name in names} == {"表二", "表三", "表四", "各单位"}
    assert gongkai("tables", "2026", "--org", ORG, "--xlsx", cwd=march).returncode == 0
    assert load_workbook(march / f"tables-{ORG}-2026.xlsx").sheetnames == ["表二", "表三", "表四"]
    assert gongkai("tables", "2026", "t.xlsx", cwd=march).returncode == 2
    again = gongkai("tables", "2026", "--xlsx", "t.xlsx", cwd=march)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    unknown = gongkai("tables", "2026", "--org", "fengjie-caizhenju", cwd=march)
    assert (unknown.returncode, f"did you mean {ORG}" in unknown.stderr) == (2, True)
    assert gongkai("tables", "1999", cwd=march).returncode == 2
