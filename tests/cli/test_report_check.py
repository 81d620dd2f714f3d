"""``gongkai report check`` as a user runs it: what it says, to people and to programs, and its exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from law import table3
from law.report_check.published import Key, Table
from tests.cli.running import gongkai
from tests.papers.annual import building
from tests.papers.annual.building import docx, texts_of

REAL = building.real()
CARRIED = Key(Table.THREE, table3.CARRIED_OUT, "natural")


def written(to: Path, name: str, **changed: str) -> str:
    """A report as a Word document; ``changed`` texts of the cell that is carried over, and of the total beside it."""
    report = REAL[name]
    texts = texts_of(report) | {CARRIED._replace(column=column): text for column, text in changed.items()}
    file = to / f"{name}.docx"
    file.write_bytes(docx([f"{report.agency}人民政府{report.year}年政府信息公开工作年度报告"], texts))
    return file.name


def test_the_real_reports_are_checked_from_year_to_year_and_one_error_is_found(tmp_path: Path) -> None:
    shutil.copy(building.REAL, tmp_path / "reports.csv")
    done = gongkai("report", "check", "reports.csv", cwd=tmp_path)
    assert done.returncode == 3
    assert "错误1处，请核对0处，提示0处" in done.stdout
    assert "宿迁市 2024年：表二10格、表三175格、表四15格、正文0段\n  没有发现问题" in done.stdout
    assert "总计=维持+纠正+其他+尚未审结不成立：0 ≠ 3" in done.stdout
    assert "第596行第7列" in done.stdout


def test_a_good_report_ends_with_0_and_programs_get_lines_of_json(tmp_path: Path) -> None:
    file = written(tmp_path, "宿迁市2023")
    done = gongkai("report", "check", file, "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (summary,) = map(json.loads, done.stdout.splitlines())
    assert summary["reports"][0]["cells"] == {"table2": 10, "table3": 175, "table4": 15}
    assert (summary["error"], summary["warning"], summary["hint"]) == (0, 0, 0)


def test_last_years_report_is_given_in_another_file(tmp_path: Path) -> None:
    this, last = written(tmp_path, "宿迁市2024"), written(tmp_path, "宿迁市2023")
    assert gongkai("report", "check", this, "--before", last, cwd=tmp_path).returncode == 0
    original = REAL["宿迁市2023"].cells
    more = {column: str(int(original[CARRIED._replace(column=column)].text) + 1) for column in ("natural", "total")}
    last = written(tmp_path, "宿迁市2023", **more)
    done = gongkai("report", "check", this, "--before", last, "--json", cwd=tmp_path)
    assert done.returncode == 3
    findings = [json.loads(line) for line in done.stdout.splitlines()[:-1]]
    assert [finding["finding"] for finding in findings] == ["carry.broken", "carry.broken"]
    assert findings[0]["cells"] == [{"table": "table3", "row": "2_carried_in", "column": "natural"}]
    assert int(findings[0]["right"]) == int(findings[0]["left"]) + 1
    assert findings[0]["remedy"]


def test_the_sum_of_the_units_is_compared(tmp_path: Path) -> None:
    file = written(tmp_path, "宿迁市2023")
    shutil.copy(tmp_path / file, tmp_path / "unit.docx")
    assert gongkai("report", "check", file, "--unit", "unit.docx", cwd=tmp_path).returncode == 0
    twice = gongkai("report", "check", file, "--unit", "unit.docx", "--unit", "unit.docx", "--json", cwd=tmp_path)
    assert twice.returncode == 3
    assert {json.loads(line)["finding"] for line in twice.stdout.splitlines()[:-1]} == {"units.differ"}


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = gongkai("report", "check", "-", cwd=tmp_path, stdin=building.tidy(REAL["宿迁市2023"]))
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.docx"], "cannot read missing.docx"),
        (["notes.txt"], "没有找到年度报告的表二、表三或者表四"),
        (["empty.docx"], "文件是空的"),
        (["report.csv", "--live"], "give --org or --county"),
        (["report.csv", "--live", "--org", "a", "--county", "b"], "give --org or --county"),
        (["report.csv", "--county", "fengjie"], "give --live too"),
        (["report.csv", "--before", "notes.txt"], "notes.txt: 没有找到"),
    ],
)
def test_what_cannot_be_checked_is_said_with_what_to_do(arguments: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("会议纪要\n")
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "report.csv").write_bytes(building.tidy(REAL["宿迁市2023"]))
    done = gongkai("report", "check", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
