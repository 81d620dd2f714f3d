"""A letter as a Word document: the page of an official letter (GB/T 9704), its text put in by docxtpl."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Page
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docxtpl import DocxTemplate, RichText  # type: ignore[import-untyped]

from papers.letters.letter import Letter, Paragraph, Role

BODY, HEAD, SMALL = 16, 22, 10.5
"""三号, 二号 and 五号, in points."""
_LINE = 28
_LATIN = "Times New Roman"
_FANGSONG, _TITLE = "仿宋_GB2312", "方正小标宋简体"
_MARKED = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr>'
_NAMES = {role: f"Letter {role}" for role in Role}


def write(letter: Letter, to: Path | BinaryIO) -> None:
    """Writes the letter to a file or a stream, and nothing else anywhere. Raises ``OSError``."""
    with SpooledTemporaryFile[bytes](max_size=1 << 24) as base:
        _base().save(base)
        base.seek(0)
        template = DocxTemplate(base)
        template.render(_context(letter), autoescape=True)
        template.save(to)


def file_name(key: str, kind: str) -> str:
    """A safe file name of an application and a kind: no folder, no hidden file, not too long."""
    plain = re.sub(r"\W+", "-", key).strip("-")
    return f"{plain[:60]}-{kind}.docx"


def _context(letter: Letter) -> dict[str, object]:
    return {
        "organ": _rich(letter.organ),
        "title": letter.title,
        "reference": _rich(letter.reference),
        "footer": letter.footer,
        **{role.value: [_rich(p) for p in letter.paragraphs if p.role is role] for role in Role},
    }


def _rich(paragraph: Paragraph) -> RichText:
    text = RichText()
    for run in paragraph.runs:
        if run.blank:  # docxtpl's own highlight is a shading, which nobody takes off with the highlighter
            text.xml += f'{_MARKED}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
        else:
            text.add(run.text)
    return text


def _base() -> Page:
    """The template: a page with places for docxtpl, made anew each time, so that no binary file is kept."""
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    _styles(page)
    page.add_paragraph("{{r organ }}", "Letter head")
    page.add_paragraph("{{ title }}", "Letter head")
    page.add_paragraph("{{r reference }}", "Letter reference")
    for role in Role:
        page.add_paragraph(f"{{%p for paragraph in {role} %}}")
        page.add_paragraph("{{r paragraph }}", _NAMES[role])
        page.add_paragraph("{%p endfor %}")
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
    return style
