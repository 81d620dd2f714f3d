"""What cells come to: days, numbers, choices and codes as clerks write them; what could be two things is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.files.footers import is_numbered
from papers.sheets.columns import Column, Kind, columns_of
from papers.sheets.days import read_day
from papers.sheets.forms import FORMS, LAYOUTS
from papers.sheets.notes import wants
from papers.sheets.values import Fault, value_of

FIFTH = date(2026, 3, 5)
DAYS = st.dates(date(2008, 1, 1), date(2099, 12, 31))


def column(family: str, heading: str) -> Column:
    """A column of a family's sheets."""
    return next(known for layout in FORMS[family].layouts for known in columns_of(layout) if known.heading == heading)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026年3月5日",
        "2026.3.5",
        "2026/3/5",
        "２０２６年３月５日",
        "2026年 3月\n5日",
        "20260305",
        "46086",
        "46086.5625",
        "2026-03-05 09:30",
        "2026-3-5T10:30:00",
        "2026年3月5日下午3点",
        "2026/3/5 下午 3:05:00",
        "2026-03-05 08:00:00 AM",
        "2026年3月5日（星期四）",
        "二〇二六年三月五日",
        "2026·3·5",
    ],
)
def test_a_day_is_read_in_every_way_in_which_it_is_clear(text: str) -> None:
    assert read_day(text) == FIFTH


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3月5日", "date.no_year"),
        ("3.5", "date.no_year"),
        ("2026年3月", "date.no_day"),
        ("202603", "date.no_day"),
        ("2026年2月30日", "date.no_such"),
        ("2026-13-01", "date.no_such"),
        ("26.3.5", "date.short_year"),
        ("5/3/2026", "date.order_unclear"),
        ("明天", "date.unreadable"),
        ("2026-03-051", "date.unreadable"),
        ("13800138000", "date.unreadable"),
        ("1", "date.unreadable"),
    ],
)
def test_what_could_be_several_days_or_none_is_refused_with_what_to_write(text: str, code: str) -> None:
    assert read_day(text) == code


@given(DAYS)
def test_any_day_is_the_same_day_in_all_spellings(day: date) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    texts = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day} 1:05",
        serial,
    ]
    assert {read_day(text) for text in texts} == {day}


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    assert isinstance(read_day(text), (date, str))


def test_a_number_is_read_with_its_unit_and_in_full_width() -> None:
    people = column("training", "参训人次")
    texts = {"12": 12, "１２": 12, "1,200人次": 1200, "12.0": 12, "十二": None, "12.5": None, "-3": None, "约12": None}
    for text, number in texts.items():
        value = value_of(people, text, {})
        assert value == number if number is not None else isinstance(value, Fault), text


def test_a_choice_is_its_words_its_code_or_a_beginning_that_no_other_word_has() -> None:
    attribute, kind = column("disclosure", "公开属性"), column("application", "申请人类别")
    assert value_of(attribute, "主 动 公 开", {}) == "主动公开"
    assert value_of(attribute, "依申请", {}) == "依申请公开"
    assert value_of(kind, "自然人", {}) == value_of(kind, "natural", {}) == "natural"
    assert isinstance(value_of(attribute, "公开", {}), Fault)
    assert isinstance(value_of(attribute, "不公开", {}), Fault)
    several = value_of(column("disclosure", "公开渠道"), "政府网站、公示栏", {})
    assert isinstance(several, Fault)
    assert several.code == "choice.only"


def test_several_choices_stand_in_one_cell_also_where_their_words_have_commas() -> None:
    missing = column("application", "欠缺事项")
    whole = [*missing.choices]
    assert value_of(missing, "、".join(whole), {}) == list(missing.choices.values())
    assert value_of(missing, f"{whole[3]}；身份证明", {}) == ["identity", "description"]
    assert isinstance(value_of(missing, "身份证明、别的", {}), Fault)


def test_every_word_of_every_list_is_read_as_what_it_stands_for() -> None:
    columns = [known for layout in LAYOUTS for known in columns_of(layout) if known.choices and known.step]
    assert len(columns) > 30
    for known in columns:
        for word, sent in known.choices.items():
            assert value_of(known, word, {}) == ([sent] if known.kind is Kind.CHOICES else sent), (known.heading, word)


def test_yes_and_no_are_read_in_words_and_ticks() -> None:
    reasoned = column("application", "已说明理由")
    assert [value_of(reasoned, text, {}) for text in ("是", "√", "Y", "否", "×", "无")] == [True] * 3 + [False] * 3
    assert isinstance(value_of(reasoned, "大概", {}), Fault)


def test_a_unit_is_named_by_its_name_and_a_code_is_freed_of_full_width_and_spaces() -> None:
    to, item = column("application", "转送单位"), column("disclosure", "目录事项")
    units = {"红土乡": "fengjie-hongtuxiang"}
    assert value_of(to, "红土 乡", units) == "fengjie-hongtuxiang"
    assert value_of(to, "fengjie-xxx", units) == "fengjie-xxx", "the door says what is near"
    unknown = value_of(to, "没有的单位", units)
    assert isinstance(unknown, Fault)
    assert unknown.code == "unit.unknown"
    assert value_of(item, "Ａｂ－１２：x y", {}) == "Ab-12:xy"
    assert value_of(item, "ab\u200b-12\ufeff", {}) == "ab-12", "as it was copied from a page of the web"


def test_a_text_loses_the_line_breaks_of_a_narrow_column_and_keeps_its_spaces() -> None:
    title = column("disclosure", "标题")
    texts = {
        "中共某县委 某县人民政府\n关于公开的意见": "中共某县委 某县人民政府关于公开的意见",
        " 某县 \n 2026年\n计划，\r\n第一批 ": "某县 2026年计划，第一批",
        "Notice\non  opening": "Notice on opening",
    }
    assert {text: value_of(title, text, {}) for text in texts} == texts


def test_a_cell_as_long_as_there_can_be_is_read_at_once_whatever_it_repeats() -> None:
    longest = 32_767
    breaks, spaces = "\n" * longest, " " * longest
    assert value_of(column("disclosure", "标题"), f"某{breaks}x{spaces}某", {}) == "某 x 某"
    assert read_day(f"2026{spaces}x") == read_day("2026x")
    assert not is_numbered(f"合计{'1' * longest}页")


def test_an_address_with_a_space_inside_is_not_made_another() -> None:
    address = column("disclosure", "网址")
    assert value_of(address, " https://x.gov.cn/a.html\u200b ", {}) == "https://x.gov.cn/a.html"
    for text in ("https://x.gov.cn/a b.html", "https://x.gov.cn/a\nhttps://x.gov.cn/b"):
        assert isinstance(value_of(address, text, {}), Fault)


def test_a_period_is_read_in_words() -> None:
    period = column("village", "所属期间")
    texts = {
        "2026-Q1": "2026-Q1",
        "2026年第一季度": "2026-Q1",
        "2026年1季度": "2026-Q1",
        "2026年3月": "2026-03",
        "2026-03-01": "2026-03",
        "2026-03": "2026-03",
        "2026q4": "2026-Q4",
    }
    assert {text: value_of(period, text, {}) for text in texts} == texts


def test_what_a_column_wants_is_said_of_each() -> None:
    for layout in LAYOUTS:
        for known in columns_of(layout):
            assert wants(known), (layout.name, known.heading)
