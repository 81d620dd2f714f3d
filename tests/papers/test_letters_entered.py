"""Blanks filled from a local file, and what a document says of itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from papers.letters import fill, texts
from papers.letters.entries import Entries, EntriesError, read
from papers.letters.paper import paper
from papers.official import word
from tests.papers.lettering import EVERY, ORGAN, made, matter, registered, state, whole

CASE = "fengjie-caizhengju/a-2026-001"
FILE = f"""
行政复议机关名称: 奉节县人民政府
court: 重庆市奉节县人民法院
{CASE}:
  申请人姓名或者名称: 某公司
  information: 2025年度部门决算
"""


def test_entries_are_named_by_words_or_code_for_every_letter_or_for_one_application() -> None:
    entries = read(FILE)
    assert entries.of(CASE) == {
        "review_organ": "奉节县人民政府",
        "court": "重庆市奉节县人民法院",
        "applicant": "某公司",
        "information": "2025年度部门决算",
    }
    assert set(entries.of("fengjie-caizhengju/a-2026-002")) == {"review_organ", "court"}
    assert read("") == Entries()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- 申请人", "应逐行写"),
        ("a: [", "第1行"),
        ("申请人姓名: 某", "是否为：申请人姓名或者名称"),
        ("applicant:", "没有内容"),
        ("applicant: [某]", "不是一段文字"),
        ('applicant: "a\\tb"', "不能打印"),
        ("caizhengju:\n  applicant: 某", "应写成“<单位代号>/<申请编号>”"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_without_its_values(text: str, words: str) -> None:
    with pytest.raises(EntriesError, match=words):
        read(text)


def test_a_number_a_day_and_a_yes_stay_as_they_were_written() -> None:
    entries = read("reference: 007\nreasons_until: 2026-04-01\nreasons: yes\n").common
    assert entries == {"reference": "007", "reasons_until": "2026-04-01", "reasons": "yes"}


@pytest.mark.parametrize("kind", EVERY)
def test_a_letter_whose_blanks_are_all_entered_has_none(kind: str) -> None:
    entries = dict.fromkeys(set(texts().words.values()), "填写内容")
    letter = made(kind, None, registered(), entries=entries)
    assert letter.blanks == ()
    assert "填写内容" in whole(letter)
    assert "【" not in whole(letter)


def test_the_facts_stand_against_an_entry_and_the_difference_is_said() -> None:
    letter = made("registered", None, registered(), entries={"number": "2026-999", "org": ORGAN})
    assert "登记编号：2026-017" in whole(letter)
    assert "“登记编号”以事实为准，未采用填写的内容" in letter.notes
    assert not any("全称" in note for note in letter.notes)


def test_an_organ_without_a_full_name_leaves_its_signature_blank() -> None:
    letter = fill("reasons", matter(organ=""))
    assert whole(letter).splitlines()[-2] == "【本机关全称】"
    assert "单位名录" in next(blank.why for blank in letter.blanks if blank.place == "org")


def test_the_properties_hold_title_author_and_date(tmp_path: Path) -> None:
    word.write(paper(made("registered", None, registered())), tmp_path / "x.docx")
    about = Document(str(tmp_path / "x.docx")).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("政府信息公开申请登记回执", ORGAN, ORGAN)
    assert about.created is not None
    assert about.created.replace(tzinfo=None) == datetime(2026, 3, 3)  # a day
    assert (about.subject, about.comments, about.content_status) == ("GK-01 第1版", "", "")


def test_no_line_is_broken_inside_a_number_a_code_or_a_date(tmp_path: Path) -> None:
    word.write(paper(made("fee", state(subject="a-2026-001"), registered())), tmp_path / "x.docx")
    page = Document(str(tmp_path / "x.docx"))
    body = page.element.body
    pieces = ["|" if piece.tag == qn("w:sym") else piece.text or "" for piece in body.iter(qn("w:t"), qn("w:sym"))]
    joined = "".join(pieces)
    for number in ("a-|2026-|001", "2026-|017", "2026|年3|月2|日", "〔2020〕|109|号", "20|个工作日"):
        assert number in joined
    assert "申请编号：a-2026-001，登记编号：2026-017" in page.paragraphs[4].text


@pytest.mark.parametrize("kind", EVERY)
def test_the_signature_stands_on_the_page_of_the_paragraph_before_it(kind: str, tmp_path: Path) -> None:
    word.write(paper(made(kind)), tmp_path / "x.docx")
    closing, organ, day = Document(str(tmp_path / "x.docx")).paragraphs[-3:]
    assert closing.paragraph_format.keep_with_next
    assert organ.paragraph_format.keep_with_next
    assert closing.text
    assert (organ.text, day.text) == (ORGAN, "【成文日期】")


def test_an_entry_of_several_lines_is_broken_where_it_was(tmp_path: Path) -> None:
    letter = made("reasons", entries={"office_contact": "某路1号\n电话12345"})
    word.write(paper(letter), tmp_path / "x.docx")
    page = Document(str(tmp_path / "x.docx"))
    (line,) = [paragraph for paragraph in page.paragraphs if "某路" in paragraph.text]
    assert "某路1号\n电话12345" in line.text
    assert not [run for run in line.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
