"""Whatever a title holds: it is text in every form, and no paper breaks on it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from deploy.fonts import ready
from papers.official import pdf, word, workbook
from papers.official.blocks import Annex, Block, Heading, Note, Paper, Run, Sum, rows, text
from papers.official.faces import MISSING
from tests.papers.official.pages import drawn, reader
from tests.papers.official.pages import text as printed

DAY = date(2026, 4, 2)
HOSTILE = {
    "typst": '#strong[x] *粗* _斜_ $x^2$ `code` = 标题 <label> @ref #include("/etc/passwd") \\',
    "html": "<b>粗</b> &amp; <script>alert(1)</script>",
    "jinja": "{{ organ }} {% for x in y %}",
    "formula": '=HYPERLINK("http://example.org")',
    "5,000 characters": "关于公布救助标准的通知" * 455,
    "right to left": "\u202eقرار شלום\u202c 通知 \u200f",
    "emoji": "通知 😀👨\u200d👩\u200d👧\ufe0f🇨🇳",
    "rare": "㶥垭喆煊𠀀\U00030000",
    "private": "\ue000\uf8ff\ufffe\uffff",
    "controls": "a\x00b\x0bc\x1f\x7f\ud800d",
    "many scripts": "ไทย हिन्दी ภาษา አማርኛ 한국어 ქართული",
    "stacked": "Z̸̧̛͓a̷l͓͒g̸o",
    "empty": "",
    "spaces": " \t\n\n ",
}


def paper(title: str) -> Paper:
    """A paper that has the title wherever a text may stand."""
    blocks: tuple[Block, ...] = (
        Heading(title),
        Heading(title, level=2),
        text(title, Run(title, blank=True)),
        Note(title),
        rows(
            title,
            [title[:200], "数"],
            [3, 1],
            [[title, 1], [title, Decimal("2.5")], [title, Sum(Decimal("3.5"), ((1, 1), (2, 1)))]],
        ),
        rows(title, [title[:200], "数"], [3, 1], []),
    )
    return Paper(
        title=title,
        day=DAY,
        body=blocks,
        organ=title,
        reference=title,
        addressee=title,
        closing=text(title),
        signed=title,
        annexes=(Annex(title, blocks), Annex(title, ())),
        issued_by=title,
        marks=(title[:80],),
        facts=(title,),
        foot=title[:80],
    )


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_every_form_takes_it(title: str) -> None:
    made = paper(title)
    assert drawn(made).startswith(b"%PDF-1.7")
    for form in (word, workbook):
        first, second = BytesIO(), BytesIO()
        form.write(made, first)
        form.write(made, second)
        assert first.getvalue() == second.getvalue()
        (Document if form is word else load_workbook)(first)


def test_markup_is_printed_as_it_is_and_runs_nothing() -> None:
    assert "#strong[x]*粗*_斜_$x^2$`code`" in printed(Paper(HOSTILE["typst"], DAY, ()))
    assert '#include("/etc/passwd")' in printed(Paper("t", DAY, (text(HOSTILE["typst"]),)))
    stream = BytesIO()
    word.write(Paper("t", DAY, (text(HOSTILE["html"]), text(HOSTILE["jinja"]))), stream)
    texts = [paragraph.text for paragraph in Document(stream).paragraphs]
    assert HOSTILE["html"] in texts
    assert HOSTILE["jinja"] in texts


def test_a_text_that_begins_like_a_formula_is_none_and_a_sum_is_one_that_says_what_it_comes_to() -> None:
    table = rows("表", ["单位", "数"], [1, 1], [[HOSTILE["formula"], 2], ["乙", 3], ["合计", Sum(5, ((1, 1), (2, 1)))]])
    stream = BytesIO()
    workbook.write(Paper("t", DAY, (table,)), stream)
    (live,), (reckoned,) = load_workbook(stream).worksheets, load_workbook(stream, data_only=True).worksheets
    assert (live["A4"].data_type, live["A4"].value) == ("s", HOSTILE["formula"])
    assert (live["B6"].value, reckoned["B6"].value) == ("=SUM(B4:B5)", 5)


def test_what_no_font_has_is_a_mark_and_what_is_not_seen_is_left_out() -> None:
    assert MISSING in printed(Paper(HOSTILE["rare"], DAY, ()))
    assert "㶥垭喆煊" in printed(Paper(HOSTILE["rare"], DAY, ()))
    assert not set("\u202e\u202c\u200f\u200d") & set(
        printed(Paper(HOSTILE["right to left"] + HOSTILE["emoji"], DAY, ()))
    )


def test_names_with_rare_characters_are_printed_and_what_no_font_has_is_named() -> None:
    names = "张䶮张𬭎颕㶥垭喆煊𠀀𫖯𬀩龘"
    assert names in printed(Paper("t", DAY, (text(names),)))
    stream = BytesIO()
    lacking = pdf.write(
        Paper("t", DAY, (text("\ue000张\ufffe\u200d\ue000"), rows("表", ["\U000e0100甲"], [1], []))), ready(), stream
    )
    assert lacking == ["\ue000"]
    assert "注：〓处为字库所没有的字，编码为U+E000。" in printed(Paper("t", DAY, (text("\ue000"),)))
    assert "注：" not in printed(Paper("t", DAY, (text(names),)))


def test_a_cell_longer_than_a_page_goes_on_over_pages() -> None:
    made = Paper(
        "t", DAY, (rows("表", ["标题", "数"], [1, 6], [[HOSTILE["5,000 characters"], 1], ["完", 2]]),), dated=False
    )
    assert len(reader(made).pages) > 3
    text = re.sub(r"—[0-9]+—|标题数", "", printed(made))
    assert text.replace("1", "").replace("2", "") == f"t{HOSTILE['5,000 characters']}完"


def test_a_paper_without_a_table_is_no_workbook() -> None:
    with pytest.raises(ValueError, match="has no table"):
        workbook.write(Paper("t", DAY, ()), BytesIO())
