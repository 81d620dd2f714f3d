"""``gongkai sheet`` without a stack: templates, what a filled-in workbook comes to, and what is never repeated of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cli.checking import of_file
from cli.exits import Stop
from cli.sheets.report import show, show_json
from cli.sheets.taking_in import Taken, give_back, read, send
from papers.sheets.forms import FORMS
from papers.sheets.refused import note
from tests.cli.running import gongkai
from tests.papers.catalog.building import with_parts
from tests.papers.sheets.building import Texts, filled, table

ORG = "fengjie-baidizhen"
DAY = "2026-03-06"
ID_CARD, MOBILE = "110101199003078515", "13800138000"
RED = "FFFF9C9C"


def information(**other: object) -> Texts:
    """A row of 信息公开."""
    usual = {"本单位编号": "bd-1", "形成日期": "2026-03-02", "公开属性": "主动公开", "标题": "名单"}
    return usual | other


def taken(tmp_path: Path, family: str, rows: Mapping[str, Sequence[Texts]]) -> Taken:
    """What a workbook comes to on a day at the door."""
    file = tmp_path / "表.xlsx"
    file.write_bytes(filled(family, rows))
    return read(str(file), ORG, of_file(date.fromisoformat(DAY)), {})


def refused(made: Taken) -> dict[str, str]:
    """Cell → rule, of what is refused."""
    return {finding.cell: finding.rule for finding in made.filled.findings if finding.weight == 2}


def test_each_template_is_written_by_name_and_in_chinese_and_never_over_a_file(tmp_path: Path) -> None:
    listed = gongkai("sheet", "template", cwd=tmp_path).stdout
    assert all(f"{name}  {form.title}" in listed for name, form in FORMS.items())
    assert gongkai("sheet", "template", "application", cwd=tmp_path).returncode == 0
    assert "收到与答复" in load_workbook(tmp_path / "依申请公开报送表.xlsx").sheetnames
    again = gongkai("sheet", "template", "依申请公开", cwd=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    unknown = gongkai("sheet", "template", "dispute", cwd=tmp_path)
    assert (unknown.returncode, "there is no sheet of 'dispute'" in unknown.stderr) == (2, True)


def test_a_workbook_is_checked_without_a_stack_and_comes_back_red(tmp_path: Path) -> None:
    rows = [
        information(),
        information(本单位编号="bd-2", 形成日期="3月2日"),
        information(本单位编号="bd-3", 形成日期="2027-01-01"),
    ]
    (tmp_path / "表.xlsx").write_bytes(filled("disclosure", {"信息公开": rows}))
    done = gongkai("sheet", "check", "表.xlsx", "--org", ORG, "--today", DAY, "--bad", "红.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    assert "3 rows, 2 refused; facts: 1 new" in done.stdout
    sheet = load_workbook(tmp_path / "红.xlsx")["信息公开"]
    assert {cell.coordinate for cells in sheet.iter_rows() for cell in cells if cell.fill.fgColor.rgb == RED} == {
        "B7",
        "B8",
    }
    good = filled("disclosure", {"信息公开": rows[:1]})
    (tmp_path / "好.xlsx").write_bytes(good)
    lines = gongkai(
        "sheet", "check", "好.xlsx", "--org", ORG, "--today", DAY, "--json", cwd=tmp_path
    ).stdout.splitlines()
    assert json.loads(lines[-1])["new"] == 1
    hazard = with_parts(good, {"xl/vbaProject.bin": b"x"})
    done = gongkai("sheet", "check", "-", "--org", ORG, "--today", DAY, cwd=tmp_path, stdin=hazard)
    assert (done.returncode, "文件带有宏" in done.stderr) == (2, True)
    unknown = gongkai("sheet", "check", "好.xlsx", "--org", "fengjie-baidi", "--today", DAY, cwd=tmp_path)
    assert (unknown.returncode, "did you mean fengjie-baidizhen" in unknown.stderr) == (2, True)


def test_the_door_s_refusals_stand_in_the_cell_that_they_are_about(tmp_path: Path) -> None:
    rows = [
        information(形成日期="2026-03-07"),
        information(本单位编号="bd-2", 网址="ftp://x"),
        information(本单位编号="bd/3"),
        information(本单位编号="bd-4", 形成日期="1999-01-01"),
        information(本单位编号="bd-5", 最迟撤下日期="2026-03-01"),
        information(本单位编号="bd-6", 标题="很" * 501),
    ]
    cells = refused(taken(tmp_path, "disclosure", {"信息公开": rows}))
    assert set(cells) == {"B6", "K7", "A8", "B9", "I10", "D11"}, (
        "the day of a publication that has an address is missing"
    )
    assert "晚于今天" in cells["B6"]
    village: dict[str, list[Texts]] = {
        "村务清单": [
            {
                "本单位编号": "c-1",
                "编制日期": "2026-02-02",
                "村（社区）名称": "村",
                "事项代号": "a",
                "事项名称": "财务",
                "公开频次": "每月",
            },
            {"事项代号": "b/c", "事项名称": "招标", "公开频次": "随时"},
        ]
    }
    made = taken(tmp_path, "village", village)
    assert set(refused(made)) == {"F7", "A6"}, "the part's own row, and the number of the list that waits for it"
    assert made.lines == []
    passed_on = {"本单位编号": "sq-1", "转送日期": "2026-03-02"}
    nowhere = {"其他办理": [passed_on | {"转送单位": "没有的单位"}]}
    assert list(refused(taken(tmp_path, "application", nowhere))) == ["C6"]
    (line,) = taken(tmp_path, "application", {"其他办理": [passed_on | {"转送单位": "红土乡"}]}).lines
    assert json.loads(line)["data"]["to"] == "fengjie-hongtuxiang"


def test_what_is_missing_is_named_and_so_is_a_column_that_the_sheet_does_not_have(tmp_path: Path) -> None:
    made = taken(tmp_path, "disclosure", {"信息公开": [information(公开属性=None)]})
    assert refused(made) == {"C6": "没有填写“公开属性”"}
    lists = [
        ["本单位编号", "编制日期", "村（社区）名称", "事项代号", "公开频次"],
        ["c-1", "2026-02-02", "红土村", "cw", "每月"],
    ]
    file = tmp_path / "清单.xlsx"
    file.write_bytes(table(lists))
    read_as_list = read(str(file), ORG, of_file(date.fromisoformat(DAY)), {})
    assert refused(read_as_list) == {"第2行": "没有填写“事项名称”，表里也没有这一列"}


@pytest.mark.parametrize("number", [ID_CARD, MOBILE])
def test_personal_data_are_refused_wherever_they_stand_and_never_repeated(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        information(标题=f"联系人{number}"),
        information(本单位编号=f"bd{number}"),
        information(本单位编号="bd-3", 形成日期=number),
        information(本单位编号="bd-4", 公开属性=number),
        information(本单位编号="bd-5", 发布日期="2026-03-03", 公开渠道="公示栏", 网址=f"https://x/{number}"),
        information(本单位编号="bd-6", 更正原因=number, 第几次=number),
    ]
    made = taken(tmp_path, "disclosure", {"信息公开": rows})
    assert made.filled.refused == len(rows)
    assert made.lines == []
    show(made)
    show_json(made)
    red = tmp_path / "红.xlsx"
    give_back(made, str(red))
    problems = [str(cell.value) for cell in load_workbook(red)["信息公开"]["S"]]
    comments = [
        cell.comment.text for cells in load_workbook(red)["信息公开"].iter_rows() for cell in cells if cell.comment
    ]
    said = capsys.readouterr()
    assert number not in said.out + said.err + "".join(problems + comments)
    assert "手机号码" in said.out or "身份证号码" in said.out


def test_nothing_is_sent_of_a_file_with_a_refused_row_unless_the_good_ones_were_chosen(tmp_path: Path) -> None:
    made = taken(
        tmp_path, "disclosure", {"信息公开": [information(), information(本单位编号="bd-2", 形成日期="3月2日")]}
    )
    assert len(made.lines) == 1
    send(made, ORG, 1, Nowhere(), good_rows=False)  # type: ignore[arg-type]  # it is never asked
    assert made.held_back.startswith("Nothing was sent (all or nothing)")


def test_a_row_that_another_sending_has_changed_meanwhile_is_refused_in_words_for_a_clerk(tmp_path: Path) -> None:
    made = taken(tmp_path, "disclosure", {"信息公开": [information()]})
    refusal = {
        "line": 1,
        "code": "id.reused",
        "field": "id",
        "rule": "编号已用 / used",
        "remedy": "fact.corrected.v1 / …",
    }
    note(made.plan.messages, [refusal])
    assert refused(made) == {"A6": "这一行刚由另一次报送改过，这次的内容没有接收"}


class Nowhere:
    """A stack that must not be asked."""


def test_the_steps_of_one_day_keep_the_order_of_a_life_whatever_sheet_they_stand_in(tmp_path: Path) -> None:
    lives: dict[str, list[Texts]] = {
        "收到与答复": [
            {"本单位编号": "sq-1", "到达日期": DAY, "申请人类别": "自然人", "答复日期": DAY, "答复类型": "记录处理情况"}
        ],
        "补正与延期": [{"本单位编号": "sq-1", "补正告知：告知日期": DAY, "补正日期": DAY}],
    }
    events = [json.loads(line) for line in taken(tmp_path, "application", lives).lines]
    order = [event["type"].split(".")[1] for event in sorted(events, key=lambda event: event["time"])]
    assert order == ["received", "correction_requested", "correction_received", "answered"]


@pytest.mark.parametrize("family", FORMS)
def test_the_example_of_each_template_would_be_taken_if_it_bore_a_number(family: str, tmp_path: Path) -> None:
    def number(book: Any) -> None:
        for sheet in book.worksheets[: len(FORMS[family].layouts)]:
            sheet["A5"] = "n-1"

    file = tmp_path / "例.xlsx"
    file.write_bytes(filled(family, {}, number))
    made = read(str(file), ORG, of_file(date(2026, 4, 1)), {})
    assert refused(made) == {}
    assert len(made.lines) >= len(FORMS[family].layouts)


def test_what_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot read"):
        read(str(tmp_path / "无.xlsx"), ORG, of_file(date(2026, 3, 6)), {})
