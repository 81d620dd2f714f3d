"""Reports as the web pages on which they were published, with what sites put around and into them."""

from __future__ import annotations

from html import escape

import pytest

from law.report_check.check import check
from papers.annual.reading.blocks import Sheet
from papers.annual.reading.reading import read_reports
from papers.annual.reading.web import page
from papers.files.bounds import MOST_COLUMNS
from papers.files.refusal import NotTaken
from tests.papers.annual import building
from tests.papers.annual.building import Rows, Texts, texts_of

REAL = building.real()
AROUND = (
    "<nav><ul><li>2019年政府信息公开工作年度报告</li></ul></nav>"
    "<ul><li><a href='1.html'>某镇2018年政府信息公开工作年度报告</a></li></ul>"
    "<p style='display: none'>某局2017年政府信息公开工作年度报告</p>"
)


def table(rows: Rows) -> str:
    """A table as an editor writes it."""
    lines = ""
    for row in rows:
        lines += "<tr>"
        for box in row:
            spans = f" rowspan='{box.down}'" * (box.down > 1) + f' colspan="{box.across}"' * (box.across > 1)
            lines += f"<td{spans}><p><span>{escape(box.text).replace(chr(10), '<br/>')}</span></p></td>"
        lines += "</tr>\n"
    return f"<table border=1><tbody>{lines}</tbody></table>"


def body(texts: Texts, section1: str = "") -> str:
    """The sections with the tables."""
    tables = "".join(f"<p>{building.TITLES[each]}</p>{table(draw(texts))}" for each, draw in building.DRAWN.items())
    return f"<p>一、总体情况</p><p>{section1}</p>{tables}<p>六、其他需要报告的事项</p><p>没有收取信息处理费。</p>"


def whole(title: str, inside: str, encoding: str = "utf-8") -> bytes:
    """A page."""
    head = f"<head><title>{title}_门户网站</title><script>var table = '<table><tr>';</script></head>"
    made = (
        f"<!DOCTYPE html>\n<html>{head}<body>{AROUND}<h1>{title}</h1>{inside}<div>上一篇：<a>无</a></div></body></html>"
    )
    return made.encode(encoding)


WAYS = {
    "as it is": lambda inside: inside,
    "nothing closed": lambda inside: inside.replace("</td>", "").replace("</tr>", "").replace("</p>", ""),
    "laid out by a table": lambda inside: (
        "<table><tr><td><a>首页</a></td></tr><tr><td><table><tr><td>发布日期</td></tr></table>"
        + inside
        + "</td></tr></table>"
    ),
    "capitals": lambda inside: inside.replace("<td", "<TD").replace("</td", "</TD").replace("rowspan", "ROWSPAN"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "encoding"), [("宿迁市2023", "utf-8"), ("宿迁市2024", "gb18030"), ("金湖县2023", "utf-8-sig")]
)
def test_every_cell_of_a_page_is_read_and_the_title_is_the_pages_own(way: str, name: str, encoding: str) -> None:
    original = REAL[name]
    title = f"{original.agency}人民政府{original.year}年政府信息公开工作年度报告"
    reading = read_reports(whole(title, WAYS[way](body(texts_of(original))), encoding), "年报.shtml")
    (report,) = reading.reports
    assert {key: cell.number for key, cell in report.cells.items()} == {
        key: cell.number for key, cell in original.cells.items()
    }
    assert (report.agency, report.year, reading.remarks) == (f"{original.agency}人民政府", original.year, [])
    assert [finding.code for finding in check(report)] == [finding.code for finding in check(original)]


def test_the_text_of_a_page_is_compared_with_its_tables_and_the_place_is_told() -> None:
    original = REAL["宿迁市2023"]
    made = whole("宿迁市2023年政府信息公开工作年度报告", body(texts_of(original), "全市新收政府信息公开申请7件。"))
    (finding,) = check(read_reports(made, "r.html").reports[0])
    assert (finding.code, finding.left) == ("text.differs", "7")
    assert finding.places == ("第4段", "第2个表格第4行第8列")


def test_a_page_under_another_name_is_read_and_said_to_be_one() -> None:
    made = whole("宿迁市2023年政府信息公开工作年度报告", body(texts_of(REAL["宿迁市2023"])))
    assert read_reports(made, "宿迁.doc").remarks == ["文件名是 .doc，内容是网页，按网页读取"]


def test_spans_that_are_wrong_are_read_as_browsers_read_them() -> None:
    (sheet,) = page(b"<table><tr><td rowspan=0>a<td colspan=x>b<td rowspan=99>c<tr><td>d</table>")
    assert isinstance(sheet, Sheet)
    assert sheet.grid.rows == [["a", "b", "c"], ["", "d", ""]]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<table><tr><td>" * 60, "表格套表格太深"),
        (f"<table><tr>{'<td>a' * (MOST_COLUMNS + 1)}</table>", "列"),
    ],
)
def test_a_page_beyond_measure_is_refused(inside: str, words: str) -> None:
    with pytest.raises(NotTaken, match=words):
        read_reports(whole("某县2023年政府信息公开工作年度报告", inside), "r.html")
