"""The page of GB/T 9704 as it lies in the PDF: margins, 22 lines of 28 characters, head, page numbers, and what ends it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from papers.official import faces
from papers.official.blocks import Annex, Heading, Paper, numeral, rows, text
from papers.official.faces import FONTS, SAN
from tests.papers.official.pages import drawn, lines, reader

MM = 72 / 25.4
DAY = date(2026, 4, 2)
PLAIN = Paper("通报", DAY, (text("国" * 28 * 60),), dated=False)
WHOLE = Paper(
    title="奉节县2026年第1季度政务公开季通报",
    day=DAY,
    body=(Heading("一、总体情况"), text("国" * 700)),
    organ="奉节县人民政府办公室",
    reference="季通报〔2026〕1号",
    addressee="各有关单位：",
    closing=text("编制说明：数据截至2026年4月1日。"),
    signed="奉节县人民政府办公室",
    annexes=(Annex("各单位统计表", (rows("统计", ["单位", "件数"], [3, 1], [["财政局", 3]]),)),),
    issued_by="奉节县人民政府办公室",
    marks=("演示数据（模拟）",),
)


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    page = lines(reader(PLAIN).pages[1], SAN)
    assert [len(line.text) for line in page] == [faces.CHARACTERS] * faces.LINES
    pitches = {round(above.y - below.y, 1) for above, below in pairwise(page)}
    assert max(pitches) - min(pitches) < 0.15
    assert sum(pitches) / len(pitches) == pytest.approx(faces.HIGH_MM * MM / faces.LINES, abs=0.1)


def test_the_text_stands_where_the_form_has_it() -> None:
    page = reader(PLAIN).pages[1]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    first, last = lines(page, SAN)[0], lines(page, SAN)[-1]
    assert first.x == pytest.approx(faces.LEFT_MM * MM, abs=0.1)
    top, bottom = 297 * MM - faces.TOP_MM * MM, 297 * MM - (faces.TOP_MM + faces.HIGH_MM) * MM
    pitch = faces.HIGH_MM * MM / faces.LINES
    assert top - pitch < first.y < top
    assert bottom < last.y < bottom + pitch


def test_numbers_of_pages_stand_outside_between_dashes() -> None:
    feet = [lines(page)[-1] for page in reader(PLAIN).pages]
    assert [foot.text for foot in feet] == [f"— {number} —" for number in range(1, len(feet) + 1)]
    assert all((foot.x > 105 * MM) == bool(number % 2) for number, foot in enumerate(feet, start=1))
    assert {foot.size for foot in feet} == {faces.SI}


def test_head_and_end_are_there_in_their_order() -> None:
    pages = reader(WHOLE).pages
    first = [line.text for line in lines(pages[0])]
    assert first[:5] == ["演示数据（模拟）", WHOLE.organ, WHOLE.reference, WHOLE.title, WHOLE.addressee]
    assert [line.size for line in lines(pages[0])][3] == faces.ER
    assert lines(pages[0])[1].size == pytest.approx(faces.organ_size(WHOLE.organ), abs=0.1)
    last = [line.text for line in lines(pages[-1])]
    assert last[1:3] == ["附件", "各单位统计表"]
    assert last[-2:] == ["奉节县人民政府办公室 2026年4月2日印发", "— 4 —"]
    assert all(lines(page)[0].text == "演示数据（模拟）" for page in pages)


@pytest.mark.parametrize("length", range(0, 700, 28))
def test_no_page_holds_the_signature_alone(length: int) -> None:
    paper = Paper(
        "通报",
        DAY,
        (text("国" * length),),
        closing=text("编制说明：数据截至。"),
        signed="奉节县人民政府办公室",
        organ="县府办",
    )
    signed = [page for page in reader(paper).pages if any(line.text == "2026年4月2日" for line in lines(page))]
    assert len(signed) == 1
    assert any(line.text.startswith("编制说明") for line in lines(signed[0]))


def test_a_title_of_several_lines_has_lines_of_about_one_length() -> None:
    paper = Paper("关于更正奉节县2026年度政务公开年考核的说明", DAY, (), dated=False)
    first, last = lines(reader(paper).pages[0], faces.ER)
    assert len(last.text) > len(first.text) / 2
    assert last.x - first.x < 3 * faces.ER


def test_no_heading_stands_at_a_pages_end_without_its_text() -> None:
    for length in range(0, 28 * 23, 28):
        paper = Paper("通报", DAY, (text("国" * length), Heading("二、问题"), text("没有。")), dated=False)
        for page in reader(paper).pages:
            body = [line.text for line in lines(page, SAN)]
            assert not body or body[-1] != "二、问题"


def test_it_is_a_pdf_for_the_archive_with_its_fonts_in_it() -> None:
    read = reader(WHOLE)
    assert read.xmp_metadata is not None
    root: Any = read.trailer["/Root"]
    said = ET.fromstring(root["/Metadata"].get_object().get_data())  # our own file
    parts = {element.tag.rpartition("}")[2]: element.text for element in said.iter() if "pdfa/ns/id" in element.tag}
    assert (parts["part"], parts["conformance"]) == ("2", "A")
    resources: list[Any] = [page["/Resources"] for page in read.pages]
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0]
        for page in resources
        for font in page["/Font"].values()
    }
    assert fonts == {"FandolFang", "FandolSong", "FandolHei", "LiberationSerif"}
    descriptors = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in resources
        for font in page["/Font"].values()
    ]
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)
    assert not {"/Encrypt", "/OpenAction", "/AA"} & {*read.trailer, *root}
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/OutputIntents"]
    assert root["/Lang"] == "zh-CN"
    assert {font.family.split()[0] for font in FONTS.values()} >= fonts - {"LiberationSerif"}


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert drawn(WHOLE) == drawn(WHOLE)


def test_numbers_of_sections_in_chinese() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 99)] == ["一", "九", "十", "十一", "二十", "九十九"]
