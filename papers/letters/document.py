"""A letter as a Word document: the page of an official letter (GB/T 9704), its text put in by docxtpl."""

from __future__ import annotations

import re
from datetime import datetime, time
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Page
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docxtpl import DocxTemplate, RichText  # type: ignore[import-untyped]

from papers import SIMULATED
from papers.files.undated import save
from papers.letters.letter import Letter, Paragraph, Role

BODY, HEAD, SMALL = 16, 22, 10.5
"""三号, 二号 and 五号, in points."""
_LINE = 28
_LATIN = "Times New Roman"
_FANGSONG, _TITLE = "仿宋_GB2312", "方正小标宋简体"
_MARKED = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>'
_JOINER = '<w:sym w:font="Times New Roman" w:char="FEFF"/>'
"""A space of no width at which no line is broken. As a symbol it is no part of the text that a reader searches."""
_UNBREAKABLE = re.compile(r"(?<=\w-)(?=\w)|(?<=〕)(?=\d)|(?<=\d)(?=[年月日号个元页件])")
"""Where a line would be broken inside a number, a code or a date (GB/T 9704: 数字、年份不能回行)."""
DRAFT = "草稿，不得送达"
_NAMES = {role: f"Letter {role}" for role in Role}


def write(letter: Letter, to: Path | IO[bytes], *, simulated: bool = False) -> None:
    """Writes the letter to a file or a stream, and nothing else anywhere. Raises ``OSError``.

    Every page of a draft, and of a demonstration (``simulated``), says so.
    """
    with SpooledTemporaryFile[bytes](max_size=1 << 24) as base:
        _base().save(base)
        base.seek(0)
        template = DocxTemplate(base)
        template.render(_context(letter, simulated=simulated), autoescape=True)
        _describe(template.docx, letter)
        save(template, to)


def file_name(key: str, letter: Letter) -> str:
    """A safe file name for a letter about ``key``: no folder, no hidden file, not too long."""
    plain = re.sub(r"\W+", "-", key).strip("-")
    return f"{plain[:60]}-{letter.kind}{'-draft' if letter.objections else ''}.docx"


def _describe(page: Page, letter: Letter) -> None:
    """Title, author and date among the document's properties, instead of the template's."""
    about = page.core_properties
    about.title, about.author = letter.title, "" if letter.organ.blank else letter.organ.text
    about.last_modified_by, about.comments = about.author, ""
    about.subject, about.language = f"{letter.number} 第{letter.version}版", "zh-CN"
    about.content_status = DRAFT if letter.objections else ""
    about.created = about.modified = datetime.combine(letter.day, time())


def _context(letter: Letter, *, simulated: bool) -> dict[str, object]:
    marks = [SIMULATED] * simulated
    if letter.objections:
        marks.append(f"{DRAFT}：{'；'.join(letter.objections)}")
    return {
        "mark": "　".join(marks),
        "organ": _rich(letter.organ),
        "title": letter.title,
        "reference": _rich(letter.reference),
        "footer": letter.footer,
        **{role.value: [_rich(p) for p in letter.paragraphs if p.role is role] for role in Role},
    }


def _rich(paragraph: Paragraph) -> RichText:
    text = RichText()
    for run in paragraph.runs:
        # docxtpl's own highlight is a shading, which nobody takes off with the highlighter
        lines = "<w:br/>".join(map(_unbroken, run.text.split("\n")))
        text.xml += f"<w:r>{_MARKED if run.blank else ''}{lines}</w:r>"
    return text


def _unbroken(line: str) -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in _UNBREAKABLE.split(line))
    return _JOINER.join(pieces)


def _base() -> Page:
    """The template: a page with places for docxtpl, made anew each time, so that no binary file is kept."""
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    _styles(page)
    page.add_paragraph("{{r organ }}", "Letter head")
    page.add_paragraph("{{ title }}", "Letter head")
    page.add_paragraph("{{r reference }}", "Letter reference")
    for role in Role:
        page.add_paragraph(f"{{%p for paragraph in {role} %}}")
        page.add_paragraph("{{r paragraph }}", _NAMES[role])
        page.add_paragraph("{%p endfor %}")
    top = section.header.paragraphs[0]
    top.text, top.style = "{{ mark }}", page.styles["Letter mark"]
    foot = section.footer.paragraphs[0]
    foot.text, foot.style = "{{ footer }}", page.styles["Letter foot"]
    return page


def _styles(page: Page) -> None:
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _style(page, "Letter head", _TITLE, HEAD, centre, line=36)
    _style(page, "Letter reference", _FANGSONG, BODY, centre).paragraph_format.space_after = Pt(_LINE)
    _style(page, _NAMES[Role.ADDRESSEE], _FANGSONG, BODY, WD_ALIGN_PARAGRAPH.LEFT)
    for role in (Role.BODY, Role.CLOSING):
        body = _style(page, _NAMES[role], _FANGSONG, BODY, WD_ALIGN_PARAGRAPH.JUSTIFY).paragraph_format
        body.first_line_indent = Pt(2 * BODY)
        # The signature never stands alone on a page: the last paragraph goes there with it.
        body.keep_with_next = body.keep_together = role is Role.CLOSING
    for role in (Role.ORGAN, Role.DATE):
        signature = _style(page, _NAMES[role], _FANGSONG, BODY, right).paragraph_format
        signature.right_indent, signature.keep_with_next = Pt(2 * BODY), role is Role.ORGAN
        signature.space_before = Pt(_LINE if role is Role.ORGAN else 0)
    _style(page, "Letter foot", "宋体", SMALL, centre, line=14)
    _style(page, "Letter mark", "黑体", SMALL, centre, line=14).font.color.rgb = RGBColor(0xC0, 0, 0)


def _style(
    page: Page, name: str, font: str, size: float, align: WD_ALIGN_PARAGRAPH, line: float = _LINE
) -> ParagraphStyle:
    style = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = _LATIN, Pt(size)
    looks = style.element.get_or_add_rPr()
    looks.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    looks.append(language)
    form = style.paragraph_format
    form.alignment, form.line_spacing_rule, form.line_spacing = align, WD_LINE_SPACING.EXACTLY, Pt(line)
    form.space_before = form.space_after = Pt(0)
    properties = style.element.get_or_add_pPr()
    for spacing in ("w:autoSpaceDE", "w:autoSpaceDN"):  # numbers stand as close to the word before as to that after
        element = OxmlElement(spacing)
        element.set(qn("w:val"), "0")
        properties.insert_element_before(element, "w:spacing", "w:ind", "w:jc")
    return style
