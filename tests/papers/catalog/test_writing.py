"""A catalog written and read again is the same; its layout is the official one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from contracts.item import Origin
from papers.catalog.changes import changes
from papers.catalog.listing import Listed
from papers.catalog.obliging import units_beside
from papers.catalog.writing import About, save
from tests.papers.catalog.building import RESOLVER, comma_separated, read_and_oblige, row, standard

COLUMNS = [
    "领域",
    "一级事项",
    "二级事项",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
]


def taken(data: bytes) -> list[Listed]:
    """The items that a file comes to in an empty catalog."""
    entries = read_and_oblige(data).entries
    made = changes(entries, [], Origin.NATIONAL, ())
    return [Listed(change.number, change.origin, change.elements) for change in made.new]


def written(items: list[Listed], *, simulated: bool = False) -> bytes:
    """Their workbook."""
    whole = BytesIO()
    save(
        items, About("奉节县", date(2026, 3, 1), simulated=simulated), lambda item: units_beside(item, RESOLVER), whole
    )
    return whole.getvalue()


def real_rows() -> bytes:
    """The rows that were found on the pages of counties, as a table."""
    text = (files("demo") / "data" / "catalog_rows.csv").read_text(encoding="utf-8")
    rows = [list(line.values())[: len(COLUMNS)] for line in csv.DictReader(text.splitlines(keepends=True))]
    return comma_separated([COLUMNS, *rows])


def sheet_of(data: bytes, number: int = 0) -> Worksheet:
    """A sheet of the workbook."""
    return load_workbook(BytesIO(data)).worksheets[number]


def test_the_real_rows_written_and_read_again_change_nothing() -> None:
    items = taken(real_rows())
    assert len(items) > 60
    entries = read_and_oblige(written(items)).entries
    again = changes(entries, items, Origin.NATIONAL, [str(item.elements["domain"]) for item in items])
    assert (again.unchanged, again.new, again.changed, again.vanished) == (len(items), [], [], [])


def test_every_element_survives_writing_and_reading() -> None:
    full = {
        "domain": "社会救助",
        "level1": "综合业务",
        "level2": "政策",
        "level3": "文件",
        "name": "政策法规文件",
        "content": "=SUM(1) 是文字\n第二行",
        "basis": "《条例》",
        "time_limit": "信息形成之日起20个工作日内",
        "body": "县教育局",
        "county_units": ["x-minzheng"],
        "town_units": ["x-baidi"],
        "method": "依申请",
        "channels": ["政府网站", "其他"],
        "channels_optional": ["公示栏"],
        "audience": "全社会；低保对象",
        "process": "决策、执行",
        "update_frequency": "每季度",
        "note": "责任科室：救助科；其他渠道：信用中国网站（试点）",
    }
    items = [Listed("编号-1", Origin.LOCAL, full), Listed("编号-2", Origin.NATIONAL, full | {"level3": "答复"})]
    entries = read_and_oblige(written(items)).entries
    assert [(entry.number, entry.origin, entry.facts()) for entry in entries] == [
        ("编号-1", Origin.LOCAL, full),
        ("编号-2", Origin.NATIONAL, full | {"level3": "答复"}),
    ]


AS_TOLD_BY_AN_INBOX = {
    "domain": "县级领域",
    "level1": "低保对象\n名单",
    "level2": "多  空格",
    "level3": "公示\r\n换行",
    "name": "公示\r\n换行",
    "content": " 前空格\r\n第二行",
    "time_limit": " 及时",
    "body": "民政局\n财政局",
    "channels": ["公示栏", "政府网站"],
    "channels_optional": ["其他", "公示栏"],
    "audience": "无",
    "note": "其他渠道：；",
    "update_frequency": "每 季度",
}
"""What a table says otherwise than a fact may; without 公开方式, and nobody is obliged."""


@pytest.mark.parametrize("left_out", [(), ("level3", "name"), ("body", "note"), ("channels", "time_limit")])
def test_an_item_that_a_fact_told_in_another_spelling_is_not_changed_by_its_own_export(left_out: Sequence[str]) -> None:
    elements = {name: value for name, value in AS_TOLD_BY_AN_INBOX.items() if name not in left_out}
    local = {"time_limit": "7个工作日", "reason": "承诺"}
    items = [Listed("编号-1", Origin.LOCAL, elements), Listed("编号-2", Origin.NATIONAL, elements, local)]
    again = changes(read_and_oblige(written(items)).entries, items, Origin.NATIONAL, ["县级领域"])
    assert (again.unchanged, again.new, again.changed, again.adapted, again.vanished) == (2, [], [], [], [])


def test_words_that_point_at_a_row_that_is_no_more_point_at_none_in_the_export() -> None:
    first = {"domain": "救灾", "level1": "甲", "level2": "一", "basis": "《条例》", "method": "主动"}
    items = [
        Listed("编号-1", Origin.LOCAL, first),
        Listed("编号-2", Origin.LOCAL, first | {"level2": "二", "basis": "同上"}),
    ]
    entries = read_and_oblige(written(items)).entries
    assert [entry.elements.basis for entry in entries] == ["《条例》", "原文“同上”"]
    again = changes(entries, items, Origin.NATIONAL, ["救灾"])
    assert (again.unchanged, again.changed) == (2, [])


def test_the_layout_is_the_official_one() -> None:
    sheet = sheet_of(
        written(taken(standard(row(), row(level2="监督检查"), row(level1="最低生活保障"))), simulated=True)
    )
    assert sheet["A1"].value == "奉节县社会救助领域基层政务公开标准目录"
    assert [sheet.cell(2, at).value for at in (1, 2, 4, 5, 6, 7, 8, 9, 11, 13)] == [
        "序号",
        "公开事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开方式",
        "公开层级",
    ]
    leaves = ["一级事项", "二级事项", "全社会", "特定群体（请写明）", "主动", "依申请公开", "县级", "乡（村）级"]
    assert [sheet.cell(3, at).value for at in (2, 3, *range(9, 15))] == leaves
    assert {"A1:N1", "A2:A3", "B2:C2", "I2:J2", "B4:B5"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert (sheet["H4"].value, sheet["I4"].value, sheet["K4"].value) == ("■政府网站  □政府公报", "√", "√")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.print_area) == ("$2:$3", "'社会救助'!$A$1:$N$6")
    assert "模拟数据" in str(sheet.HeaderFooter.oddFooter)
    assert [sheet.cell(2, at).value for at in range(15, 20)] == [
        "事项编号",
        "来源",
        "领域",
        "县级责任单位",
        "乡级责任单位",
    ]


def test_a_domain_has_a_sheet_whatever_its_name_is() -> None:
    long = "国有土地上房屋征收与补偿（含附属物和构筑物补偿以及安置过渡费的"
    names = [f"{long}发放）", f"{long}公示）"]
    items = [
        Listed(str(at), Origin.LOCAL, {"domain": name, "level1": "a", "level2": "b"}) for at, name in enumerate(names)
    ]
    book = load_workbook(BytesIO(written(items)))
    assert len(book.sheetnames) == 2
    assert [entry.elements.domain for entry in read_and_oblige(written(items)).entries] == names


def test_a_row_that_came_later_stands_with_those_of_its_first_level() -> None:
    rows = [("救助", "甲"), ("监督", "乙"), ("救助", "丙")]
    items = taken(standard(*(row(level1=level1, level2=level2) for level1, level2 in rows)))
    sheet = sheet_of(written(items))
    assert [sheet.cell(line, 3).value for line in (4, 5, 6)] == ["甲", "丙", "乙"]
    assert "B4:B5" in {str(area) for area in sheet.merged_cells.ranges}
