"""Tables of the clerk's own are known by their headings: columns moved, renamed and added, under any name of the sheet."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.files.grid import Grid
from papers.sheets.columns import Role, columns_of
from papers.sheets.forms import LAYOUTS
from papers.sheets.headings import head_of
from papers.sheets.reading import read_filled
from tests.papers.catalog.building import comma_separated
from tests.papers.sheets.building import table
from tests.papers.sheets.clerks_table import FACTS, HEADS, ROW, codes, facts_of


def test_a_table_of_the_clerk_s_own_is_read_by_its_headings() -> None:
    assert facts_of(read_filled(table([["白帝镇信息公开台账"], HEADS, ROW]))) == FACTS
    assert facts_of(read_filled(comma_separated([HEADS, ROW], "gb18030"))) == FACTS


@settings(max_examples=30)
@given(st.permutations(range(len(HEADS))), st.integers(0, 2), st.randoms())
def test_moved_and_added_columns_change_nothing(order: list[int], added: int, chance: random.Random) -> None:
    heads, row = [HEADS[at] for at in order], [ROW[at] for at in order]
    for number in range(added):
        at = chance.randrange(len(heads) + 1)
        heads.insert(at, f"经办科室{number}")
        row.insert(at, "党政办")
    read = read_filled(table([heads, row]))
    assert facts_of(read) == FACTS
    assert sum(code == "column.unknown" for code, _ in codes(read)) == added


@pytest.mark.parametrize(
    "heads",
    [
        ["本 单 位\n编 号", "形成时间", "公开属性*", "标题（必填）", "公开日期 ", "公开途径"],
        ["编号", "形成日期：", "公开属性", "信息标题", "发布时间", "公开渠道（政府网站等）"],
        ["單位編號", "信息形成或变更：形成日期", "公開屬性", "標題", "主动公开·发布日期", "公開渠道"],
        ["编号", "形成时间", "公开属性（主动、依申请）", "信息名称", "公开时间", "公开方式"],
        ["本单位编码", "＊形成日期", "公开属性", "文件名称", "发布日期（年月日）", "公开渠道和载体"],
    ],
)
def test_renamed_headings_are_understood(heads: list[str]) -> None:
    read = read_filled(table([heads, ROW]))
    columns = [column.heading for column in next(iter(read.heads.values())).columns.values()]
    assert {"本单位编号", "形成日期", "标题"} <= set(columns)
    assert facts_of(read)["a-1", "formed"]["formed_on"] == "2026-03-02"
    assert facts_of(read)["a-1", "published"] == {"published_on": "2026-03-04", "channel": "政府网站"}


@pytest.mark.parametrize(
    "own", ["流水号", "编号", "文件编号", "内部编号", "单位编号", "号码", "编码", "本单位编号（旧）"]
)
@pytest.mark.parametrize("in_front", [True, False])
def test_a_number_of_the_clerk_s_own_never_takes_the_place_of_the_template_s(own: str, in_front: bool) -> None:
    heads, row = ([own, *HEADS], ["1", *ROW]) if in_front else ([*HEADS, own], [*ROW, "1"])
    for data in (table([heads, row]), comma_separated([heads, row])):
        read = read_filled(data)
        assert facts_of(read) == FACTS
        assert ("column.unknown", "A1" if in_front else "G1") in codes(read)
        assert not any(code == "column.twice" for code, _ in codes(read))


def test_a_day_of_the_clerk_s_own_further_left_never_takes_the_place_of_the_template_s() -> None:
    heads, row = [HEADS[0], "上网时间", *HEADS[1:]], [ROW[0], "2026-03-09", *ROW[1:]]
    read = read_filled(table([heads, row]))
    assert facts_of(read) == FACTS
    assert ("column.unknown", "B1") in codes(read)


def test_of_two_headings_that_are_as_near_to_a_column_the_left_one_is_read_and_the_other_is_said() -> None:
    exactly = read_filled(table([[*HEADS, "标题"], [*ROW, "另一个"]]))
    loosely = read_filled(table([["编号", *HEADS[1:], "流水号"], [*ROW, "1"]]))
    for read in (exactly, loosely):
        assert facts_of(read) == FACTS
        assert ("column.twice", "G1") in codes(read)


def test_columns_of_the_clerk_s_own_do_not_outvote_the_template_s_in_which_sheet_it_is() -> None:
    own = ["收到时间", "登记时间", "登记号码", "送达时间"]
    read = read_filled(table([[*HEADS[:4], *own], [*ROW[:4], "2026-03-01", "2026-03-01", "7", "2026-03-05"]]))
    assert [head.layout.name for head in read.heads.values()] == ["信息公开"]
    assert facts_of(read) == {("a-1", "formed"): FACTS["a-1", "formed"]}


@pytest.mark.parametrize(
    ("heads", "sheet"),
    [
        ("流水号 收件时间 申请人类型 登记时间 答复时间 标题 发文字号 网址", "收到与答复"),
        ("编号 收件日期 申请人类型 登记时间 答复时间 标题 公开属性 网址", "收到与答复"),
        ("编号 账号编码 发布时间 标题 链接", "账号发布"),
        ("流水号 栏目编码 发布时间 标题 链接", "栏目更新"),
    ],
)
def test_a_table_under_a_clerk_s_own_names_is_read_as_the_sheet_that_it_fills(heads: str, sheet: str) -> None:
    columns = heads.split()
    read = read_filled(table([columns, ["a-1", *[""] * (len(columns) - 1)]], "台账"))
    assert [head.layout.name for head in read.heads.values()] == [sheet]


def test_a_sheet_of_another_name_is_read_as_the_one_that_fits_and_that_is_said() -> None:
    (remark,) = (finding for finding in read_filled(table([HEADS, ROW])).findings if finding.code == "sheet.read_as")
    assert "信息公开" in remark.rule
    assert not any(finding.code == "sheet.read_as" for finding in read_filled(table([HEADS, ROW], "信息公开")).findings)
    as_a_document = read_filled(table([["本单位编号", "标题", "发布日期", "公开渠道"], ["a-1", *ROW[3:]]], "公文"))
    assert next(iter(as_a_document.heads.values())).layout.name == "公文"


def test_a_heading_that_two_steps_have_is_told_apart_by_what_stands_above_it_or_is_said_to_be_unclear() -> None:
    above = ["", "补正告知", "", "延期告知", ""]
    heads = ["本单位编号", "告知日期", "补正期限", "告知日期", "延长"]
    row = ["sq-1", "2026-03-02", "2026-03-20", "2026-03-05", "10个工作日"]
    read = read_filled(table([above, heads, row], merges=["B1:C1", "D1:E1"]))
    assert facts_of(read) == {
        ("sq-1", "correction_requested"): {"requested_on": "2026-03-02", "until": "2026-03-20"},
        ("sq-1", "extended"): {"notified_on": "2026-03-05", "days": 10},
    }
    unclear = read_filled(table([heads, row]))
    assert {("column.unclear", "B1"), ("column.unclear", "D1")} <= codes(unclear)


def test_a_heading_that_may_be_several_columns_does_not_choose_the_sheet() -> None:
    heads = ["本单位编号", "收到日期", "申请人类别"]
    read = read_filled(table([heads, ["sq-1", "2026-03-02", "自然人"]]))
    assert facts_of(read)["sq-1", "received"] == {"received_on": "2026-03-02", "applicant_kind": "natural"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_sheet_is_known_by_its_headings_in_any_order_under_any_name(layout: Any) -> None:
    headings = [column.heading for column in columns_of(layout)]
    random.Random(7).shuffle(headings)
    head = head_of(Grid("Sheet1", [headings]))
    assert head is not None
    assert (head.layout, len(head.columns), head.of(Role.NUMBER)) == (
        layout,
        len(headings),
        headings.index("本单位编号"),
    )
