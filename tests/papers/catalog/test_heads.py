"""Heads of real tables: which column is which, in two rows or three, with titles above and merged cells or none."""

from __future__ import annotations

import pytest

from papers.catalog.columns import Column, column_of
from papers.catalog.reading import read_catalog
from tests.papers.catalog.building import GROUPED, LEAVES, LIMIT, ROW, codes, comma_separated, row, standard, xlsx

CHONGQING = [
    "序号",
    "一级事项",
    "二级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "过程",
    "公开渠道和载体",
    "区级",
    "街镇级",
]
WUSHAN = [
    "序号",
    "一级事项",
    "二级事项",
    "内容标准",
    "公开依据",
    "公开时限",
    "更新频率",
    "责任科室",
    "公开主体",
    "公开渠道",
]
DONGYANG = [
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "五公开",
    "县级",
    "镇街乡/村",
]
FULIANG = ["序号", "一级事项", "二级事项", "三级事项", "公开内容(要素)", "公开依据", "公开时限", "公开主体"]
TRADITIONAL = ["序號", "一級事項", "二級事項", "公開內容（要素）", "公開依據", "公開時限", "公開主體", "公開渠道和載體"]
PLACES = {
    "of Chongqing, with 过程 and 街镇级": (CHONGQING, {Column.PROCESS: 7, Column.TIER_COUNTY: 9, Column.TIER_TOWN: 10}),
    "of Wushan, with 内容标准, 更新频率 and 责任科室": (
        WUSHAN,
        {Column.CONTENT: 3, Column.FREQUENCY: 6, Column.OFFICE: 7},
    ),
    "of Dongyang, with 五公开 and 镇街乡/村": (DONGYANG, {Column.PROCESS: 7, Column.TIER_TOWN: 9}),
    "of Fuliang, with 三级事项": (FULIANG, {Column.LEVEL3: 3, Column.CONTENT: 4}),
    "in traditional characters": (TRADITIONAL, {Column.LEVEL1: 1, Column.LIMIT: 5, Column.BODY: 6, Column.CHANNELS: 7}),
}


HEADINGS = {
    Column.LEVEL1: "一级 一级公开事项 公开事项（一级） 公开事项一级 一级目录 一級事項",
    Column.CONTENT: "公开内容（要素) 公开内容（要素、标准） 公开内容和要求 公开要素 内容标准 具体内容 主要内容 公開內容",
    Column.BASIS: "公开依据（法律法规） 政策依据 依据文件 公開依據",
    Column.LIMIT: "公开时限(工作日) 时限要求 公开期限 公开时效 公开时间",
    Column.BODY: "公开主体（责任单位） 责任部门 责任主体 公开责任主体 牵头部门 公开单位 发布主体",
    Column.OFFICE: "责任科室 责任股室 科室 承办机构 責任科室",
    Column.CHANNELS: "公开渠道及载体 公开渠道（载体） 公开载体和方式 公开平台 公开渠道和载体（在□中打■）",
    Column.AUDIENCE_GROUP: "特定群体 特定群众 特定群体请写明 特定群体（请写明）",
    Column.METHOD_REQUEST: "依申请 依申请公开 依申请公",
    Column.TIER_COUNTY: "县级 区级 县（区）级 县（市、区）级 县、区级 区县级 旗县级 市（县、区）级 縣級",
    Column.TIER_TOWN: "乡级 乡（镇、街道）级 镇街级 街镇级 乡、村级 乡（村）级 村（社区）级 社区 镇街乡/村 乡（镇）、村级 乡镇级、村级",
    Column.TIER_CITY: "市级 省级 国家级 省、市级",
    Column.PROCESS: "过程 五公开 五公开类别 公开环节",
    Column.FREQUENCY: "更新频率 更新周期 公开频次 更新頻率",
}


@pytest.mark.parametrize("column", HEADINGS)
def test_a_heading_is_known_in_its_variants(column: Column) -> None:
    headings = HEADINGS[column].split()
    assert {heading: column_of(heading) for heading in headings} == dict.fromkeys(headings, column)


@pytest.mark.parametrize("case", PLACES)
def test_a_head_is_read(case: str) -> None:
    head, expected = PLACES[case]
    texts = {"一级事项": "综合业务", "二级事项": "政策", "一級事項": "综合业务", "二級事項": "政策", "公开时限": LIMIT}
    data = xlsx({"社会救助": [head, [texts.get(name, "") for name in head]]})
    catalog = read_catalog(data)
    places = catalog.heads["社会救助"].columns
    assert {column: places[column][0] for column in expected} == expected
    assert not [finding for finding in catalog.findings if finding.code == "column.unknown"]
    assert [entry.elements.level2 for entry in catalog.entries] == ["政策"]


def test_the_official_head_of_two_rows_below_a_title_is_read() -> None:
    catalog = read_catalog(standard(ROW))
    (entry,) = catalog.entries
    facts = entry.facts()
    assert (facts["domain"], facts["level1"], facts["level2"]) == ("社会救助", "综合业务", "政策法规文件")
    assert (facts["method"], facts["audience"], entry.tiers) == ("主动", "全社会", (True, False))
    assert codes(catalog) == []


def test_a_head_of_two_rows_without_merged_cells_is_read_the_same_in_a_csv() -> None:
    rows = [["奉节县社会救助领域基层政务公开标准目录"], GROUPED, LEAVES, ROW]
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        (entry,) = read_catalog(comma_separated(rows, encoding)).entries
        assert entry.facts() == read_catalog(standard(ROW)).entries[0].facts(), encoding


def test_a_head_of_three_rows_and_one_that_numbers_its_columns_are_read() -> None:
    top = ["序号", "事项", "", "公开标准", *[""] * 10]
    numbers = [f"（{number}）" for number in range(1, 15)]
    merges = ["A2:A4", "B2:C2", "D2:N2", "B3:C3", "I3:J3", "K3:L3", "M3:N3", *(f"{c}3:{c}4" for c in "DEFGH")]
    head = [top, ["", *GROUPED[1:]], ["", *LEAVES[1:]]]
    data = xlsx({"社会救助": [["社会救助领域标准目录"], *head, numbers, ROW]}, {"社会救助": ["A1:N1", *merges]})
    catalog = read_catalog(data)
    assert [entry.facts() for entry in catalog.entries] == [read_catalog(standard(ROW)).entries[0].facts()]


def test_headings_may_have_line_breaks_spaces_and_full_width_letters() -> None:
    head = [text.replace("公开", "公 开\n") for text in GROUPED]
    catalog = read_catalog(xlsx({"社会救助": [head, LEAVES, ROW]}))
    assert catalog.entries[0].elements.time_limit == LIMIT


def test_a_column_that_catalogs_do_not_have_is_named_and_not_lost_silently() -> None:
    catalog = read_catalog(
        xlsx({"社会救助": [["一级事项", "二级事项", "公开时限", "公开主体", "公开内容", "网址"], list("abcdef")]})
    )
    assert ("column.unknown", "F1") in codes(catalog)


def test_a_column_that_is_not_there_is_named() -> None:
    catalog = read_catalog(xlsx({"社会救助": [["一级事项", "二级事项", "公开主体", "公开内容"], list("abcd")]}))
    assert ("column.missing", "") in codes(catalog)


def test_each_sheet_is_a_domain_and_one_without_a_table_is_passed_over_aloud() -> None:
    sheets = {
        "1.社会救助": [GROUPED, LEAVES, ROW],
        "养老服务": [GROUPED, LEAVES, ROW],
        "Sheet3": [["重庆市奉节县义务教育领域基层政务公开标准目录"], GROUPED, LEAVES, ROW],
        "填表说明": [["请按要求填写"]],
        "空": [],
    }
    catalog = read_catalog(xlsx(sheets))
    assert [entry.elements.domain for entry in catalog.entries] == ["社会救助", "养老服务", "义务教育"]
    assert [(finding.code, finding.sheet) for finding in catalog.remarks] == [("sheet.no_head", "填表说明")]


def test_a_domain_may_stand_in_a_column_in_a_heading_between_rows_or_be_said_beside_the_file() -> None:
    head = ["领域", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体"]
    column = xlsx(
        {"Sheet1": [head, ["养老服务", "a", "b", "c", LIMIT, "县民政局"], ["", "d", "e", "f", LIMIT, "县民政局"]]}
    )
    assert [entry.elements.domain for entry in read_catalog(column).entries] == ["养老服务", "养老服务"]
    between = xlsx(
        {"Sheet1": [GROUPED, LEAVES, ["（一）社会救助领域"], ROW, ["（二）养老服务领域"], row(level2="其他")]}
    )
    assert [entry.elements.domain for entry in read_catalog(between).entries] == ["社会救助", "养老服务"]
    nowhere = xlsx({"Sheet1": [GROUPED, LEAVES, ROW]})
    assert codes(read_catalog(nowhere))[0][0] == "row.no_domain"
    assert read_catalog(nowhere, domain="社会救助").entries[0].elements.domain == "社会救助"
