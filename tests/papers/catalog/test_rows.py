"""Rows of real tables: merged cells, 同上 in any column, marks and boxes in all their glyphs, footers, repeated rows."""

from __future__ import annotations

import pytest

from contracts.item import Method
from law.codes import Channel
from papers.catalog.channels import channels_of, listed, split_note
from papers.catalog.marks import ticked
from papers.catalog.reading import read_catalog
from tests.papers.catalog.building import GROUPED, LEAVES, LIMIT, ROW, codes, row, standard


def test_merged_cells_hold_for_every_row_that_they_cover() -> None:
    rows = [
        row(order="1"),
        row(order="2", level1="", level2="监督检查", limit="", body=""),
        row(order="3", level1="最低生活保障"),
    ]
    catalog = read_catalog(standard(*rows, merges=["B4:B5", "F4:F5", "G4:G5"]))
    assert [entry.elements.level1 for entry in catalog.entries] == ["综合业务", "综合业务", "最低生活保障"]
    assert [entry.elements.time_limit for entry in catalog.entries] == [LIMIT] * 3
    assert codes(catalog) == []


def test_a_first_level_that_stands_once_holds_for_the_rows_under_it_but_an_empty_limit_does_not() -> None:
    catalog = read_catalog(standard(ROW, row(level1="", level2="监督检查", limit="")))
    assert catalog.entries[1].elements.level1 == "综合业务"
    assert catalog.entries[1].elements.time_limit is None
    assert codes(catalog) == [("limit.unread", "F5")]


@pytest.mark.parametrize("words", ["同上", "同 上", "（同上）", "同上行", "〃", "″", "与上行相同", "同上。"])
def test_the_same_as_above_is_resolved_in_any_column(words: str) -> None:
    pointing = ("level1", "content", "basis", "limit", "body", "channels", "all", "active", "county")
    below = row(level2="监督检查", **dict.fromkeys(pointing, words))
    first, second = read_catalog(standard(ROW, below)).entries
    assert second.facts() == {**first.facts(), "level2": "监督检查"}


def test_a_chain_of_the_same_as_above_ends_at_the_words_and_a_numbered_one_where_it_points() -> None:
    rows = [
        row(order=str(number), level2=f"事项{number}", limit="同上" if number in {2, 3} else LIMIT)
        for number in range(1, 5)
    ]
    rows[3][5] = "同序号1"
    rows[0][5] = "按年公开"
    assert [entry.elements.time_limit for entry in read_catalog(standard(*rows)).entries] == ["按年公开"] * 4


def test_the_same_as_above_in_the_first_row_has_nothing_above() -> None:
    catalog = read_catalog(standard(row(limit="同上"), row(level2="监督检查", limit="同上")))
    assert codes(catalog) == [("same_as.nothing", "F4"), ("same_as.nothing", "F5")]
    assert catalog.good == []


def test_rows_that_point_at_one_another_are_found_and_not_followed_for_ever() -> None:
    catalog = read_catalog(
        standard(row(limit="同下"), row(level2="监督检查", limit="同上"), row(order="3", level2="其他", body="同序号3"))
    )
    assert codes(catalog) == [("same_as.cycle", "F4"), ("same_as.cycle", "F5"), ("same_as.cycle", "G6")]


@pytest.mark.parametrize("mark", [*"√✓✔☑■●✅", "\uf0fe", "\uf052", "\uf0fc", "是", "1", "Ｖ", " √ ", "√（试点）"])
def test_what_stands_for_a_tick_is_a_tick(mark: str) -> None:
    assert ticked(mark) is True


@pytest.mark.parametrize("mark", ["", "-", "/", "□", "☐", "×", "否", "无", "\uf0a8", " "])
def test_what_stands_for_no_tick_is_none(mark: str) -> None:
    assert ticked(mark) is False


def test_a_mark_that_says_something_else_is_refused_and_not_guessed() -> None:
    assert codes(read_catalog(standard(row(county="待定")))) == [("mark.unclear", "M4")]


LISTS = {
    "■政府网站□政府公报 □两微一端": ([Channel.WEBSITE], [Channel.GAZETTE, Channel.SOCIAL]),
    "☑政府网站 ☐政府公报\n☐两微一端": ([Channel.WEBSITE], [Channel.GAZETTE, Channel.SOCIAL]),
    "√政府网站\n√公开查阅点": ([Channel.WEBSITE, Channel.READING_POINT], []),
    "政府网站√ 两微一端□": ([Channel.WEBSITE], [Channel.SOCIAL]),
    "■政府网站口政府公报 口两微一端": ([Channel.WEBSITE], [Channel.GAZETTE, Channel.SOCIAL]),
    "\uf0fe政府网站 \uf0a8政府公报": ([Channel.WEBSITE], [Channel.GAZETTE]),
    "■ 政府門戶網(wǎng)站": ([Channel.WEBSITE], []),
    "1.政府网站 2.两微一端 3.政务服务中心": ([Channel.WEBSITE, Channel.SOCIAL, Channel.SERVICE_CENTRE], []),
    "政府网站,公开查阅点、政务服务中心": ([Channel.WEBSITE, Channel.READING_POINT, Channel.SERVICE_CENTRE], []),
    "■社区/企事业单位/村公示\n栏(电子屏) □入户/现场": ([Channel.NOTICE_BOARD], [Channel.ON_SITE]),
    "■发布会/听证会 ■广播电视 ■纸质媒体 ■便民服务站 ■精准推送": (
        [Channel.PRESS_CONFERENCE, Channel.BROADCAST, Channel.NEWSPAPER, Channel.SERVICE_STATION, Channel.PUSH],
        [],
    ),
    "": ([], []),
}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_boxes_is_read(text: str) -> None:
    read = channels_of(text)
    assert (list(read.must), list(read.may)) == LISTS[text]


def test_channels_beside_the_list_count_as_others_and_keep_their_names() -> None:
    read = channels_of("■政府网站 ■信用中国网站\n■投资项目在线审批监管平台 □其他（村广播）")
    assert (read.must, read.may) == (
        (Channel.WEBSITE, Channel.OTHER),
        (),
    )
    assert read.notes() == ["其他渠道：信用中国网站、投资项目在线审批监管平台", "可选的其他渠道：村广播"]
    note = "；".join(["办事大厅也有", *read.notes()])
    rest, others, may = split_note(note)
    assert rest == "办事大厅也有"
    assert channels_of(listed(read.must, read.may, others, may)).notes() == read.notes()


def test_both_ways_of_disclosure_are_refused_and_none_is_read_as_by_the_office_itself() -> None:
    catalog = read_catalog(standard(row(request="√"), row(level2="其他", active="")))
    assert codes(catalog) == [("method.both", "L4"), ("method.unmarked", "K5")]
    assert catalog.good[0].elements.method is Method.PROACTIVE


def test_a_group_is_kept_in_words() -> None:
    entries = read_catalog(standard(row(all="", group="√（低保对象）"), row(level2="其他", group="申请人"))).entries
    assert [entry.elements.audience for entry in entries] == ["低保对象", "全社会；申请人"]


def test_footers_blank_rows_and_the_head_of_the_next_page_are_no_items() -> None:
    rows = [
        ROW,
        [],
        GROUPED,
        LEAVES,
        row(level2="其他"),
        ["注：本目录由县民政局负责解释。"],
        ["填表人：", "", "审核人："],
    ]
    catalog = read_catalog(standard(*rows))
    assert [entry.elements.level2 for entry in catalog.entries] == ["政策法规文件", "其他"]
    assert codes(catalog) == [("row.left_out", "第9行"), ("row.left_out", "第10行")]


def test_names_lose_the_line_breaks_of_narrow_columns_and_numbers_their_width() -> None:
    (entry,) = read_catalog(standard(row(level2="政策法\n规 文件", limit="信息形成之日起２０个工作日\n内"))).entries
    assert entry.elements.level2 == "政策法规文件"
    assert entry.elements.time_limit == "信息形成之日起２０个工作日\n内", (
        "the words stay as they are; the law's parser reads them"
    )
    assert entry.findings == []


def test_a_row_twice_is_refused_the_second_time_and_so_is_one_that_contradicts_it() -> None:
    catalog = read_catalog(standard(ROW, ROW, row(limit="长期公开"), row(content="其他内容")))
    assert codes(catalog) == [("row.same", "第5行"), ("row.contradicts", "第6行")]
    assert len(catalog.good) == 2, "a row of the same name with another content is another row"


def test_a_row_without_a_name_and_one_of_punctuation_are_refused() -> None:
    catalog = read_catalog(standard(row(level1="", level2=""), row(level2="。。")))
    assert codes(catalog) == [("row.nameless", "C4"), ("cell.no_words", "C5")]


@pytest.mark.parametrize("words", ["0个工作日", "999天", "", "。，", "视情况"])
def test_a_limit_that_cannot_be_read_keeps_its_words_and_its_row(words: str) -> None:
    catalog = read_catalog(standard(row(limit=words)))
    assert codes(catalog) == [("limit.unread", "F4")]
    assert [entry.elements.time_limit or "" for entry in catalog.good] == [words]


def test_a_text_that_is_too_long_is_refused_and_stays_in_the_workbook() -> None:
    catalog = read_catalog(standard(row(limit="长" * 10_000), row(level2="其他", content="长" * 10_000)))
    assert codes(catalog) == [("cell.too_long", "F4"), ("cell.too_long", "D5")]
    assert catalog.entries[0].findings[0].shown.endswith("…（10000字）")


def test_the_same_as_above_under_a_heading_that_stands_once_is_that_heading() -> None:
    rows = [ROW, row(level1="", level2="乙"), row(level1="同上", level2="丙"), row(level1="", level2="丁")]
    entries = read_catalog(standard(*rows)).entries
    assert [(entry.elements.level1, entry.refused) for entry in entries] == [("综合业务", False)] * 4


def test_the_same_as_above_under_a_blank_box_is_a_blank_box() -> None:
    same = ["2", "同上", "另一项", *["同上"] * 11]
    first, second = read_catalog(standard(ROW, same)).entries
    assert (second.refused, second.tiers) == (False, first.tiers)
    assert second.elements == first.elements.model_copy(update={"level2": "另一项"})
