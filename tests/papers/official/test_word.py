"""The page of GB/T 9704 in Word's own terms: margins, turned annexes, the end at the foot of its page, numbers that are not broken."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from papers.official import faces, word
from papers.official.blocks import Annex, Paper, rows, text
from papers.official.faces import FONTS

TABLE = rows("统计", ["单位", "件数"], [3, 1], [["财政局", 3]])
PAPER = Paper(
    title="关于更正奉节县2026年第1季度政务公开季通报的说明",
    day=date(2026, 4, 2),
    body=(text("季通报〔2026〕1号的"),),
    organ="奉节县人民政府办公室",
    reference="更正〔2026〕　号",
    closing=text("数据截至2026年4月1日。"),
    signed="奉节县人民政府办公室",
    annexes=(Annex("甲表", (TABLE,), across=True), Annex("乙表", (TABLE,)), Annex("丙表", (TABLE,), across=True)),
    issued_by="奉节县人民政府办公室",
)


def written(paper: Paper) -> Any:
    """The paper as a document, read back."""
    stream = BytesIO()
    word.write(paper, stream)
    return Document(stream)


def test_annexes_are_turned_one_by_one_and_each_begins_on_a_page_of_its_own() -> None:
    sections = list(written(PAPER).sections)
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in sections]
    assert turned == [False, True, False, True, False]
    for section in sections:
        upright = (faces.TOP_MM, 210 - faces.LEFT_MM - faces.WIDE_MM, 297 - faces.TOP_MM - faces.HIGH_MM, faces.LEFT_MM)
        across = section.orientation == WD_ORIENT.LANDSCAPE
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        expected = upright[3:] + upright[:3] if across else upright
        assert [round(margin / Mm(1)) for margin in margins] == [round(each) for each in expected]
    plain = written(Paper("t", date(2026, 4, 2), (), annexes=(Annex("甲表", (TABLE,)), Annex("乙表", (TABLE,)))))
    labels = [each for each in plain.paragraphs if each.text in {"附件1", "附件2"}]
    assert [each.paragraph_format.page_break_before for each in labels] == [True, True]


def test_the_end_stands_at_the_foot_of_its_page_between_two_rules() -> None:
    last = written(PAPER).paragraphs[-1]
    assert last.text == "奉节县人民政府办公室\t2026年4月2日印发"
    frame = last._p.pPr.find(qn("w:framePr"))  # the library has no name for it
    assert (frame.get(qn("w:vAnchor")), frame.get(qn("w:yAlign"))) == ("margin", "bottom")
    assert [side.tag for side in last._p.pPr.find(qn("w:pBdr"))] == [qn("w:top"), qn("w:bottom")]


def test_the_day_stands_four_characters_from_the_right_and_the_organ_in_the_middle_above_it() -> None:
    *_, organ, day = (line for line in written(PAPER).paragraphs if line.text in {PAPER.signed, "2026年4月2日"})
    assert day.paragraph_format.right_indent.pt == 4 * faces.SAN
    assert organ.paragraph_format.right_indent.pt == (4 - (10 - 6) / 2) * faces.SAN
    assert organ.paragraph_format.keep_with_next


def test_faces_are_those_of_the_form_whoever_may_pass_them_on() -> None:
    styles = written(PAPER).styles.element.xml
    assert all(f'w:eastAsia="{font.word}"' in styles for font in FONTS.values())


def test_titles_are_broken_between_words_and_numbers_stay_with_what_they_count() -> None:
    page = written(PAPER)
    assert "关于更正奉节县2026年第1季度\n政务公开季通报的说明" in [line.text for line in page.paragraphs]
    pieces = page.element.body.iter(qn("w:t"), qn("w:sym"))
    joined = "".join("|" if piece.tag == qn("w:sym") else piece.text or "" for piece in pieces)
    assert "〔2026〕|1|号" in joined
    assert "2026|年4|月1|日" in joined
