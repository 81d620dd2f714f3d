"""The catalog as a workbook, on a stack that runs: taken in, changed, exported, and taken in again."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.cli.running import gongkai
from tests.papers.catalog.building import GROUPED, HEAD_MERGES, LEAVES, LIMIT, row, standard, xlsx

pytestmark = pytest.mark.servers

ISSUER = "fengjie-renminzhengfubangongshi"
ROWS = [
    row(),
    row(order="2", level2="监督检查", body="县民政局、乡镇人民政府（街道办事处）", town="√"),
    row(order="3", level1="最低生活保障", level2="办事指南", limit="长期公开", channels="■政府网站 ■村广播 □政府公报"),
]


def numbers(home: Path, file: str, *options: str, code: int = 0) -> dict[str, Any]:
    """The last line of an import's JSON: its numbers."""
    done = gongkai("catalog", "import", file, "--json", *options, cwd=home)
    assert done.returncode == code, done.stdout + done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def what(imported: dict[str, Any]) -> tuple[int, ...]:
    """New, changed, changed locally, as they were, missing, sent."""
    return tuple(int(imported[name]) for name in ("new", "changed", "adapted", "unchanged", "missing", "sent"))


def save(home: Path, name: str, data: bytes) -> str:
    """The file's name, after it was written."""
    (home / name).write_bytes(data)
    return name


def change(home: Path, name: str, cells: dict[str, str]) -> str:
    """The workbook with other texts in cells of its first sheet."""
    book = load_workbook(home / name)
    for place, text in cells.items():
        book.worksheets[0][place] = text
    whole = BytesIO()
    book.save(whole)
    return save(home, f"changed-{name}", whole.getvalue())


def test_a_workbook_is_taken_in_and_the_same_file_twice_changes_nothing(march: Path) -> None:
    file = save(march, "目录.xlsx", standard(*ROWS))
    assert what(numbers(march, file, "--dry-run")) == (3, 0, 0, 0, 0, 0)
    assert what(numbers(march, file)) == (3, 0, 0, 0, 0, 3)
    assert what(numbers(march, file)) == (0, 0, 0, 3, 0, 0)
    again = gongkai("catalog", "import", file, "--org", ISSUER, cwd=march)
    assert (again.returncode, "3 as they were" in again.stdout, "Nothing to send" in again.stdout) == (0, True, True)


def test_what_is_exported_is_what_was_taken_in_and_one_changed_limit_is_one_fact(march: Path) -> None:
    exported = gongkai("catalog", "export", "出.xlsx", "--domain", "社会救助", "--force", cwd=march)
    assert exported.returncode == 0, exported.stderr
    assert what(numbers(march, "出.xlsx")) == (0, 0, 0, 3, 0, 0)
    sheet = load_workbook(march / "出.xlsx").worksheets[0]
    heading = {
        sheet.cell(line, at).value: get_column_letter(at) for line in (3, 2) for at in range(1, sheet.max_column + 1)
    }
    assert [sheet.cell(line, 3).value for line in (4, 5, 6)] == [line[2] for line in ROWS], "in the order of the file"
    later = change(march, "出.xlsx", {f"{heading['公开时限']}4": "信息形成之日起10个工作日内"})
    assert what(numbers(march, later, "--from", "2026-06-01")) == (0, 1, 0, 2, 0, 1)
    assert what(numbers(march, later, "--from", "2026-06-01")) == (0, 0, 0, 3, 0, 0)
    assert what(numbers(march, "出.xlsx")) == (0, 0, 0, 3, 0, 0), "until June the old version holds"
    local = {f"{heading['公开时限']}5": "信息形成之日起5个工作日内", f"{heading['来源']}5": "地方"}
    beside = change(march, "出.xlsx", local)
    assert what(numbers(march, beside, "--reason", "县政府常务会议决定")) == (0, 0, 1, 2, 0, 1)
    assert what(numbers(march, beside)) == (0, 0, 0, 3, 0, 0)
    gongkai("catalog", "export", "六月.xlsx", "--on", "2026-06-01", "--force", cwd=march)
    june = load_workbook(march / "六月.xlsx").worksheets[0]
    texts = {str(cell.value) for cells in june.iter_rows() for cell in cells}
    assert {"信息形成之日起10个工作日内", "公开时限：信息形成之日起5个工作日内"} <= texts


def test_a_bad_row_comes_back_in_red_and_the_good_ones_can_be_taken(march: Path) -> None:
    rows = [
        row(level1="养老服务", level2="机构备案"),
        row(level1="养老服务", level2="补贴", request="√"),
        row(limit="同上", level2=""),
        row(level1="养老服务", level2="热线", content="联系人电话13800138000"),
    ]
    data = xlsx({"养老服务": [["养老服务领域标准目录"], GROUPED, LEAVES, *rows]}, {"养老服务": ["A1:N1", *HEAD_MERGES]})
    file = save(march, "养老.xlsx", data)
    refused = gongkai("catalog", "import", file, "--bad", "红.xlsx", "--force", cwd=march)
    assert (refused.returncode, "Nothing was sent" in refused.stdout) == (3, True), refused.stderr
    assert "主动和依申请都勾选了" in refused.stdout
    red = load_workbook(march / "红.xlsx")["养老服务"]
    assert red["L5"].fill.fgColor.rgb == "FFFF9C9C"
    assert "请只勾选一种" in str(red["L5"].comment.text)
    assert "请只勾选一种" in str(red["O5"].value)
    assert red["D7"].fill.fgColor.rgb == "FFFF9C9C", "what the door would refuse"
    assert "手机号码" in str(red["D7"].comment.text)
    assert red["L4"].fill.fgColor.rgb != "FFFF9C9C"
    taken = numbers(march, file, "--take-good", code=3)
    assert (taken["sent"], taken["new"]) == (2, 2)
    hindered = gongkai("catalog", "import", file, "--take-good", "--repeal-missing", cwd=march)
    assert (hindered.returncode, "mend them first" in hindered.stderr) == (3, True)
    mended = change(march, "红.xlsx", {"L5": "", "D7": "联系人"})
    assert what(numbers(march, mended)) == (2, 0, 0, 2, 0, 2)


def test_rows_that_vanish_are_listed_and_repealed_only_when_asked(march: Path) -> None:
    first = [row(level2="办事指南"), row(level2="办理结果")]
    names = {"title": "奉节县户籍管理领域基层政务公开标准目录"}
    both, single = (
        save(march, "两行.xlsx", standard(*first, **names)),
        save(march, "一行.xlsx", standard(first[0], **names)),
    )
    assert what(numbers(march, both)) == (2, 0, 0, 0, 0, 2)
    listed = gongkai("catalog", "import", single, cwd=march)
    assert (listed.returncode, "办理结果" in listed.stdout, "--repeal-missing" in listed.stdout) == (0, True, True)
    assert what(numbers(march, single, "--repeal-missing", "--from", "2026-05-01")) == (0, 0, 0, 1, 1, 1)
    assert what(numbers(march, single, "--from", "2026-05-01")) == (0, 0, 0, 1, 0, 0)
    assert what(numbers(march, single)) == (0, 0, 0, 1, 1, 0), "until May it is in force"


def test_a_csv_on_standard_input_and_a_file_that_is_none_say_what_they_are(march: Path) -> None:
    table = f"领域,一级事项,二级事项,公开内容,公开时限,公开主体\n义务教育,招生管理,招生范围,范围,{LIMIT},县教育局\n"
    done = gongkai("catalog", "import", "-", "--dry-run", cwd=march, stdin=table.encode("gb18030"))
    assert done.returncode == 0, done.stderr
    assert "单位名录里没有“县教育局”" in done.stdout
    units = save(march, "units.csv", "公开主体,单位\n县教育局,fengjie-minzhengju\n".encode())
    named = gongkai("catalog", "import", "-", "--dry-run", "--units", units, cwd=march, stdin=table.encode())
    assert (named.returncode, "单位名录" in named.stdout) == (0, False), named.stdout
    broken = gongkai("catalog", "import", save(march, "坏.xlsx", b"PK\x03\x04broken"), cwd=march)
    assert (broken.returncode, "file.broken" in broken.stderr) == (2, True)
    nobody = gongkai("catalog", "export", "无.xlsx", "--domain", "没有", cwd=march)
    assert (nobody.returncode, "domains of this catalog" in nobody.stderr) == (1, True)


def test_an_item_and_a_domain_are_shown_in_words_and_what_is_unknown_is_said(march: Path) -> None:
    assert gongkai("catalog", "import", save(march, "目录.xlsx", standard(*ROWS)), cwd=march).returncode in {0, 3}
    rows = gongkai("catalog", "show", "--domain", "社会救助", "--json", cwd=march).stdout.splitlines()
    items = {json.loads(line)["title"]: json.loads(line)["item"] for line in rows}
    shown = gongkai("catalog", "show", items["监督检查"], cwd=march).stdout
    assert "白帝镇" in shown
    assert "fengjie-baidizhen" not in shown
    assert shown.count("义务单位") == 2
    listed = gongkai("catalog", "show", cwd=march).stdout
    assert all(item in listed for item in items.values()), "an item is written whole, to be copied"
    none = gongkai("catalog", "show", "--domain", "医疗卫生", cwd=march)
    assert (none.returncode, "社会救助" in none.stdout) == (0, True)
    for option in ("--unit", "--org"):
        unknown = gongkai("catalog", "show", option, "fengjie-baidi", cwd=march)
        assert (unknown.returncode, "did you mean fengjie-baidizhen (白帝镇)?" in unknown.stderr) == (2, True)
    turned = gongkai("catalog", "diff", "2026-06-01", "2026-03-01", cwd=march)
    assert (turned.returncode, "the earlier day comes first" in turned.stderr) == (2, True)
    assert "奉节县 目录落实" in gongkai("catalog", "coverage", cwd=march).stdout


def test_an_item_shows_its_versions_and_what_was_found_wrong_in_it(march: Path) -> None:
    title = "奉节县税收管理领域基层政务公开标准目录"
    first = save(march, "税收.xlsx", standard(row(level2="纳税人名单"), title=title))
    assert what(numbers(march, first)) == (1, 0, 0, 0, 0, 1)
    longer = row(level2="纳税人名单", limit="信息形成之日起30个工作日内")
    table = f"领域,一级事项,二级事项,公开内容,公开依据,公开时限,公开主体,来源\n税收管理,{','.join(longer[1:7])},地方\n"
    beside = gongkai("catalog", "import", "-", "--from", "2026-06-01", "--json", cwd=march, stdin=table.encode())
    assert json.loads(beside.stdout.splitlines()[-1])["adapted"] == 1, beside.stdout
    (line,) = gongkai("catalog", "show", "--domain", "税收管理", "--json", cwd=march).stdout.splitlines()
    item = json.loads(line)["item"]
    shown = gongkai("catalog", "show", item, "--on", "2026-06-01", cwd=march).stdout
    assert "30个工作日" in shown
    assert "发现" in shown
    assert "2026-06-01 起有效的版本" in shown
    before = gongkai("catalog", "show", item, "--on", "2025-06-01", cwd=march).stdout
    assert "no version in force on 2025-06-01; versions: 2026-" in before


def test_a_domain_has_the_name_of_the_trial_domains_and_those_that_counties_give_it(march: Path) -> None:
    table = standard(row(level2="办事指南"), title="奉节县卫生健康领域基层政务公开标准目录")
    assert gongkai("catalog", "import", save(march, "卫生.xlsx", table), cwd=march).returncode == 0
    for name in ("医疗卫生", "卫生健康"):
        rows = gongkai("catalog", "show", "--domain", name, "--json", cwd=march).stdout.splitlines()
        assert [json.loads(line)["domain"] for line in rows] == ["卫生健康"]
        assert gongkai("catalog", "export", "卫.xlsx", "--domain", name, "--force", cwd=march).returncode == 0
