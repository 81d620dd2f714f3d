"""A clerk's workbook on a stack that runs: sent, sent again, corrected, corrected back, withdrawn, told anew."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.running import event, gongkai
from tests.papers.sheets.building import Texts, filled, information, row

pytestmark = pytest.mark.servers

TOWN, OTHER = "fengjie-hongtuxiang", "fengjie-kangpingxiang"
RED = "FFFF9C9C"


def save(home: Path, name: str, data: bytes) -> str:
    """The file's name, after it was written."""
    (home / name).write_bytes(data)
    return name


def sent(home: Path, file: str, *options: str, org: str = TOWN, code: int = 0) -> dict[str, Any]:
    """The numbers of a sending."""
    done = gongkai("sheet", "send", file, "--org", org, "--json", *options, cwd=home)
    assert done.returncode == code, done.stdout + done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def what(numbers: dict[str, Any]) -> tuple[int, ...]:
    """New, corrected, withdrawn, as they were, sent."""
    return tuple(int(numbers[name]) for name in ("new", "corrected", "withdrawn", "unchanged", "sent"))


def subject(home: Path, number: str, family: str) -> dict[str, Any]:
    """A subject of the town as its service tells of it."""
    done = gongkai("show", TOWN, number, "--family", family, "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def february(number: str = "ht-2026-1", **other: object) -> Texts:
    """A row of February: the stack is in March."""
    return row(number, "2026年2月2日", "2026.2.10", **other)


def test_the_same_file_twice_changes_nothing_and_a_change_is_a_correction_also_one_back_again(march: Path) -> None:
    first = save(march, "信息.xlsx", information(february(), february("ht-2026-2", 标题="〃")))
    assert what(sent(march, first)) == (4, 0, 0, 0, 4)
    assert what(sent(march, first)) == (0, 0, 0, 4, 0)
    other = {"发布日期": "2026年2月11日"}
    changed = save(march, "改.xlsx", information(february(**other), february("ht-2026-2", 标题="〃")))
    shown = gongkai("sheet", "check", changed, "--org", TOWN, cwd=march)
    assert ("发布日期" in shown.stdout, "2026-02-10 → 2026-02-11" in shown.stdout) == (True, True), shown.stdout
    assert what(sent(march, changed)) == (0, 1, 0, 3, 1)
    key = ("ht-2026-1", "disclosure")
    (correction,) = [fact for fact in subject(march, *key)["facts"] if fact["type"] == "fact.corrected.v1"]
    assert correction["data"]["reason"] == "报送表更正：发布日期"
    assert subject(march, *key)["state"]["published_on"] == "2026-02-11"
    assert what(sent(march, changed)) == (0, 0, 0, 4, 0)
    assert what(sent(march, first)) == (0, 1, 0, 3, 1), "back again"
    assert what(sent(march, changed)) == (0, 1, 0, 3, 1), "and once more"
    assert subject(march, *key)["state"]["published_on"] == "2026-02-11"
    blank = save(march, "空.xlsx", information(february(发布日期="", 公开渠道="")))
    done = gongkai("sheet", "send", blank, "--org", TOWN, cwd=march)
    assert (done.returncode, "以前报送过" in done.stdout) == (0, True), done.stdout
    withdrawn = save(march, "撤.xlsx", information(february(撤回="主动公开", 更正原因="报错了事项", **other)))
    assert what(sent(march, withdrawn)) == (0, 0, 1, 1, 1)
    assert subject(march, *key)["state"]["published_on"] is None
    assert what(sent(march, withdrawn)) == (0, 0, 0, 1, 0)
    assert what(sent(march, changed)) == (1, 0, 0, 3, 1), "told anew"
    assert subject(march, *key)["state"]["published_on"] == "2026-02-11"


def test_wrong_cells_come_back_red_and_the_good_rows_go_only_when_that_was_chosen(march: Path) -> None:
    rows = [
        february("kp-1"),
        february("kp-2", 形成日期="2月2日"),
        february("kp-3", 标题="联系人13800138000"),
    ]
    file = save(march, "混.xlsx", information(*rows))
    refused = gongkai("sheet", "send", file, "--org", OTHER, "--bad", "红格.xlsx", cwd=march)
    assert (refused.returncode, "all or nothing" in refused.stdout) == (3, True), refused.stderr
    assert "13800138000" not in refused.stdout + refused.stderr
    book = load_workbook(march / "红格.xlsx")
    red = book["信息公开"]
    marked = {cell.coordinate for cells in red.iter_rows() for cell in cells if cell.fill.fgColor.rgb == RED}
    assert marked == {"B7", "D8"}
    assert "没有写年份" in str(red["B7"].comment.text)
    problems = next(cell.column for cell in red[4] if cell.value == "问题")
    assert "手机号码" in str(red.cell(8, problems).value)
    assert "13800138000" not in str(red.cell(8, problems).value) + str(red["D8"].comment.text)
    assert what(sent(march, file, "--good-rows", org=OTHER, code=3)) == (2, 0, 0, 0, 2)
    red["B7"], red["D8"] = "2026-02-02", "联系人"
    mended = BytesIO()
    book.save(mended)
    again = save(march, "改好.xlsx", mended.getvalue())
    assert what(sent(march, again, org=OTHER)) == (4, 0, 0, 2, 4)


def test_what_was_refused_does_not_stand_and_what_another_program_withdrew_is_told_anew(march: Path) -> None:
    rows = information(february("kp-8"), february("kp-9"))
    file = save(march, "两行.xlsx", rows)
    bad = event("sheet.formed.1.1.0:kp-8", "disclosure.formed", "kp-8", "2026-02-02", org=OTHER, wrong="x")
    assert gongkai("emit", "--org", OTHER, "-", cwd=march, stdin=bad).returncode == 3
    assert what(sent(march, file, org=OTHER)) == (4, 0, 0, 0, 4)
    fact = {"fact": "sheet.published.1.1.0:kp-9", "fact_type": "disclosure.published.v1", "reason": "误报"}
    by_hand = event("by-hand", "fact.withdrawn", "kp-9", "2026-03-01", org=OTHER, **fact)
    assert gongkai("emit", "--org", OTHER, "-", cwd=march, stdin=by_hand).returncode == 0
    assert what(sent(march, file, org=OTHER)) == (1, 0, 0, 3, 1)
    assert what(sent(march, file, org=OTHER)) == (0, 0, 0, 4, 0)


def test_the_steps_of_an_application_and_a_village_s_list_are_told_from_their_sheets(march: Path) -> None:
    lives: dict[str, list[Texts]] = {
        "收到与答复": [
            {
                "本单位编号": "sq-1",
                "到达日期": "2026-02-02",
                "申请人类别": "自然人",
                "收到方式": "当面",
                "答复日期": "2026-02-20",
                "答复类型": "告知获取该政府信息的方式、途径",
            }
        ],
        "补正与延期": [
            {"本单位编号": "sq-1", "延期告知：告知日期": "2026-02-12", "延长": 10, "批准日期": "2026-02-11"}
        ],
    }
    assert what(sent(march, save(march, "申请.xlsx", filled("application", lives)))) == (3, 0, 0, 0, 3)
    state = subject(march, "sq-1", "application")["state"]
    assert (state["answered_on"], state["extended_on"]) == ("2026-02-20", "2026-02-12")
    village: dict[str, list[Texts]] = {
        "村务清单": [
            {
                "本单位编号": "c-1",
                "编制日期": "2026-02-02",
                "村（社区）名称": "红土村",
                "所属乡镇（街道）": "红土乡",
                "事项代号": "cw",
                "事项名称": "村级财务",
                "公开频次": "每季度",
            },
            {"事项代号": "zb", "事项名称": "招标", "公开频次": "随时"},
        ],
        "村务公布": [
            {
                "本单位编号": "gb-1",
                "村（社区）编号": "c-1",
                "公布日期": "2026-02-03",
                "事项代号": "cw",
                "公布位置": "村务公开栏",
                "所属期间": "2026年第一季度",
            }
        ],
    }
    assert what(sent(march, save(march, "村.xlsx", filled("village", village)))) == (2, 0, 0, 0, 2)
    listed = subject(march, "c-1", "village")
    assert {fact["type"] for fact in listed["facts"]} == {"village.listed.v1", "village.published.v1"}
