"""What GB/T 9704 asks of a paper's first and last page, of its signature, and of pages that are turned; measured in the PDF."""

from __future__ import annotations

from datetime import date

import pytest
from pypdf import PageObject

from papers.official import faces, titles
from papers.official.blocks import Annex, Paper, rows, text
from papers.official.faces import SAN
from tests.papers.official.pages import Line, lines, pieces, reader, rules

MM = 72 / 25.4
BOTTOM = (297 - faces.TOP_MM - faces.HIGH_MM) * MM
TOP = (297 - faces.TOP_MM) * MM
PITCH = faces.HIGH_MM * MM / faces.LINES
COLOPHON = "奉节县人民政府办公室 2026年4月2日印发"
TABLE = rows("统计", ["单位", "件数"], [3, 1], [["财政局", 3]])


def paper(length: int = 28, *, annexes: tuple[Annex, ...] = (), closing: str = "本件数据截至2026年4月1日。") -> Paper:
    """A paper of a text of so many characters."""
    return Paper(
        title="奉节县2026年第1季度政务公开季通报",
        day=date(2026, 4, 2),
        body=(text("国" * length),),
        organ="奉节县人民政府办公室",
        reference="季通报〔2026〕1号",
        closing=text(closing),
        signed="奉节县人民政府办公室",
        annexes=annexes,
        issued_by="奉节县人民政府办公室",
    )


def annex(*, across: bool) -> Annex:
    """An annex of a page."""
    return Annex("统计表", (TABLE,), across=across)


def numbered(page: PageObject) -> bool:
    """Whether the page has a number at its foot."""
    return any(piece.text.strip().startswith("—") for piece in pieces(page))


def test_the_red_head_its_number_and_the_red_rule_lie_where_the_form_has_them() -> None:
    page = reader(paper()).pages[0]
    organ, reference, title = lines(page)[:3]
    (red,) = [rule for rule in rules(page) if rule.colour != (0.0,)]
    assert organ.y + 0.88 * organ.size == pytest.approx(TOP - 35 * MM, abs=1)
    assert organ.y - 0.12 * organ.size - (reference.y + 0.88 * SAN) == pytest.approx(2.5 * PITCH - 0.5 * SAN, abs=0.2)
    assert reference.y - 0.12 * SAN - red.y == pytest.approx(4 * MM, abs=0.3)
    assert (red.x, red.long) == pytest.approx((faces.LEFT_MM * MM, faces.WIDE_MM * MM), abs=0.1)
    assert red.colour == pytest.approx((0xC0 / 255, 0, 0), abs=0.01)
    assert 2 * PITCH < red.y - title.y < 3 * PITCH
    assert "〔2026〕" in reference.text


@pytest.mark.parametrize("length", range(28, 28 * 50, 84))
def test_what_ends_a_paper_stands_at_the_foot_of_the_back_of_its_last_leaf(length: int) -> None:
    pages = reader(paper(length)).pages
    assert len(pages) % 2 == 0
    assert [COLOPHON in [line.text for line in lines(page)] for page in pages] == [False] * (len(pages) - 1) + [True]
    first, last = rules(pages[-1])[-2:]
    assert last.y == pytest.approx(BOTTOM, abs=0.1)
    assert first.y > last.y
    for rule in (first, last):
        assert (rule.thick, rule.long) == pytest.approx((0.35 * MM, faces.WIDE_MM * MM), abs=0.01)
    above = [line.y for line in lines(pages[-1]) if line.size == SAN]
    assert not above or min(above) > first.y + 0.12 * SAN


def test_a_blank_page_before_the_end_and_the_page_of_the_end_have_no_number() -> None:
    pages = reader(paper(28 * 30, annexes=(annex(across=False), annex(across=True)))).pages
    kinds = [(float(page.mediabox.width) > float(page.mediabox.height), numbered(page)) for page in pages]
    assert kinds == [(False, True)] * 4 + [(True, True)] + [(False, True)]
    pages = reader(paper(28 * 30, annexes=(annex(across=True),))).pages
    kinds = [(float(page.mediabox.width) > float(page.mediabox.height), numbered(page)) for page in pages]
    assert kinds == [(False, True)] * 3 + [(True, True)] + [(False, False)] * 2
    assert not lines(pages[-2])


@pytest.mark.parametrize("before", [0, 1])
def test_the_number_of_a_turned_page_stands_where_it_stands_on_every_other(before: int) -> None:
    upright = tuple(annex(across=False) for _ in range(before))
    pages = reader(paper(28 * 30, annexes=(*upright, annex(across=True)))).pages
    turned = next(page for page in pages if page.mediabox.width > page.mediabox.height)
    number = pages.index(turned) + 1
    placed = [(210 * MM - piece.y, piece.x) for piece in pieces(turned) if piece.x < BOTTOM and piece.size == faces.SI]
    like = next(lines(page)[-1] for at, page in enumerate(pages, start=1) if at % 2 == number % 2 and numbered(page))
    assert min(placed)[0] == pytest.approx(like.x, abs=9)
    assert {round(y, 1) for _, y in placed} == {like.y}


def test_a_long_table_on_turned_pages_has_its_head_on_each_and_no_row_in_two() -> None:
    long = rows("表", ["单位", "说明"], [1, 3], [[f"单位{at}", f"始{at}。\n中\n终{at}。"] for at in range(100)])
    pages = [
        page
        for page in reader(paper(annexes=(Annex("表", (long,), across=True),))).pages
        if page.mediabox.width > page.mediabox.height
    ]
    assert len(pages) > 5
    for page in pages:
        text = "".join(line.text for line in lines(page))
        assert "单位说明" in text.replace(" ", "")
        assert all((f"始{at}。" in text) == (f"终{at}。" in text) for at in range(100))


def signature(drawn: Paper) -> tuple[Line, Line]:
    """The organ and the day under the text."""
    for page in reader(drawn).pages:
        signature = [line for line in lines(page, SAN) if line.text in {drawn.signed, "2026年4月2日"}]
        if len(signature) == 2:
            return signature[0], signature[1]
    raise AssertionError("no signature")


def test_the_day_stands_four_characters_from_the_right_and_the_organ_in_the_middle_above_it() -> None:
    organ, day = signature(paper())
    square = faces.WIDE_MM * MM / faces.CHARACTERS
    right = (faces.LEFT_MM + faces.WIDE_MM) * MM
    long = 5 * SAN / 2 + 3 * SAN + 2.5
    assert day.x + long == pytest.approx(right - 4 * square, abs=4)
    assert organ.x + 5 * square == pytest.approx(day.x + long / 2, abs=4)
    assert organ.y - day.y == pytest.approx(PITCH, abs=0.2)


@pytest.mark.parametrize("length", range(28, 28 * 24, 28))
def test_a_signature_has_the_last_paragraph_on_its_page_however_long_that_is(length: int) -> None:
    drawn = paper(28 * 6, closing="末" * length)
    signed = next(page for page in reader(drawn).pages if any(line.text == "2026年4月2日" for line in lines(page)))
    assert any("末" in line.text for line in lines(signed, SAN))


def test_a_title_is_broken_between_words_and_never_within_a_number() -> None:
    assert (
        titles.lines("关于更正奉节县2026年第1季度政务公开季通报的说明")
        == "关于更正奉节县2026年第1季度\n政务公开季通报的说明"
    )
    assert titles.lines("关于奉节县2026年度政务公开年考核的通报") == "关于奉节县2026年度政务公开年考核的通报"
    for title in ("一" * 333, "x" * 333, "奉节县" * 30, "（《" * 50, ""):
        broken = titles.lines(title).split("\n")
        assert "".join(broken) == title
        assert all(titles.width(line) <= titles.MOST for line in broken)
