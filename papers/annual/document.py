"""The annual report as a Word document: six sections, the form's tables, blanks that people fill marked yellow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import IO

from docx import Document
from docx.document import Document as Page
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from law import table2, table3, table4
from papers import SIMULATED
from papers.annual import form, text
from papers.annual.report import Report, problems
from papers.annual.text import BLANK, Paragraph
from papers.files.undated import save

_LATIN = "Times New Roman"
_TITLE, _HEADING, _BODY, _CELL, _MARK = "Annual title", "Annual heading", "Annual body", "Annual cell", "Annual mark"
_WIDTHS = {2: [52.0, 36.0, 36.0, 36.0], 3: [8.0, 16.0, 50.0, *([12.0] * 7)], 4: [10.8] * len(form.CELLS4)}
"""Of the columns, in millimetres."""


def write(report: Report, to: IO[bytes]) -> None:
    """Writes the report to a stream. Raises ``OSError``.

    Every page of one that is not of a whole year yet, that breaks an identity, or of a demonstration, says so.
    """
    page = _page()
    page.add_paragraph(text.title(report), _TITLE)
    _add(page, text.opening(report))
    for number, name, boxes in (
        (2, table2.TITLE, form.two(report)),
        (3, table3.TITLE, form.three(report)),
        (4, table4.TITLE, form.four(report)),
    ):
        page.add_paragraph(name, _HEADING).paragraph_format.keep_with_next = True
        _draw(page, list(boxes), _WIDTHS[number])
    _add(page, text.closing(report))
    top = page.sections[0].header.paragraphs[0]
    top.text, top.style = "　".join(_marks(report)), page.styles[_MARK]
    about = page.core_properties
    about.title, about.author, about.comments, about.language = text.title(report), report.name, "", "zh-CN"
    about.identifier = report.digest
    # The same facts give the same file.
    about.created = about.modified = datetime.combine(date(report.year, 12, 31), time())
    save(page, to)


def _marks(report: Report) -> list[str]:
    marks = [SIMULATED] if report.simulated else []
    if report.as_of < f"{report.year}-12-31" or not report.as_of[:1].isdecimal():
        marks.append(f"草稿：数据截至{report.as_of}，本年度尚未结束")
    if wrong := list(problems(report)):
        marks.append(f"草稿：{len(wrong)}处勾稽关系不成立")
    return marks


def _add(page: Page, paragraphs: Iterable[Paragraph]) -> None:
    for paragraph in paragraphs:
        added = page.add_paragraph(style=_HEADING if paragraph.heading else _BODY)
        for part in re.split(f"({BLANK})", paragraph.text):
            if part:
                run = added.add_run(part)
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW if part == BLANK else None


def _draw(page: Page, boxes: Sequence[form.Box], widths: Sequence[float]) -> None:
    high = 1 + max(box.bottom for box in boxes)
    table = page.add_table(high, len(widths), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    cells = [list(row.cells) for row in table.rows]
    for row in cells:
        for cell, width in zip(row, widths, strict=True):
            cell.width = Mm(width)
    for box in boxes:
        cell = cells[box.top][box.left]
        if (box.bottom, box.right) != (box.top, box.left):
            cell = cell.merge(cells[box.bottom][box.right])
        cell.text = str(box.value)
        cell.paragraphs[0].style = page.styles[_CELL]
        if box.from_left:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _page() -> Page:
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    section.left_margin = section.right_margin = Mm(24)
    _style(page, _TITLE, "方正小标宋简体", 20, WD_ALIGN_PARAGRAPH.CENTER, 34)
    _style(page, _HEADING, "黑体", 15, WD_ALIGN_PARAGRAPH.LEFT, 30)
    body = _style(page, _BODY, "仿宋_GB2312", 15, WD_ALIGN_PARAGRAPH.JUSTIFY, 28)
    body.paragraph_format.first_line_indent = Pt(30)
    _style(page, _CELL, "宋体", 8.5, WD_ALIGN_PARAGRAPH.CENTER, 12)
    _style(page, _MARK, "黑体", 10.5, WD_ALIGN_PARAGRAPH.CENTER, 14).font.color.rgb = RGBColor(0xC0, 0, 0)
    return page


def _style(page: Page, name: str, font: str, size: float, align: WD_ALIGN_PARAGRAPH, line: float) -> ParagraphStyle:
    style = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = _LATIN, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    looks = style.paragraph_format
    looks.alignment, looks.line_spacing_rule, looks.line_spacing = align, WD_LINE_SPACING.EXACTLY, Pt(line)
    looks.space_before = looks.space_after = Pt(0)
    return style
