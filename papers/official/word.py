"""A paper as a Word document, to be edited: the page of GB/T 9704, the faces named that the form asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import IO

from docx.document import Document as Page
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from law.reports import day_in_words
from papers.files.undated import save
from papers.official import faces, titles
from papers.official.blocks import Block, Heading, Note, Paper, Run, Table, Text, clean, pieces
from papers.official.grid import element
from papers.official.page import LINE, Style, at_the_foot, blank_page, ruled, turn

_JOINER = f'<w:sym {nsdecls("w")} w:font="{faces.LATIN.word}" w:char="FEFF"/>'
"""A space of no width at which no line is broken. As a symbol it is no part of the text that a reader searches."""
_UNBREAKABLE = re.compile(r"(?<=\w-)(?=\w)|(?<=〕)(?=\d)|(?<=\d)(?=[年月日号个元页件项分])")
"""Where a line would be broken inside a number, a code or a date (GB/T 9704: 数字、年份不能回行)."""
_FROM_RIGHT = 4
"""Characters between 成文日期 and the right; the organ stands in the middle above it."""


def write(paper: Paper, to: Path | IO[bytes]) -> None:
    """Writes the paper to a file or a stream. Raises ``OSError``."""
    page = blank_page("　".join(map(clean, paper.marks)), clean(paper.foot))
    _head(page, paper)
    for block in paper.text:
        _add(page, block)
    _end(page, paper)
    turned = False
    for number, annex in enumerate(paper.annexes, start=1):
        if annex.across != turned:
            turn(page)
        label = page.add_paragraph(f"附件{number if len(paper.annexes) > 1 else ''}", Style.LABEL)
        label.paragraph_format.page_break_before = annex.across == turned
        turned = annex.across
        page.add_paragraph(titles.lines(clean(annex.title)), Style.TITLE)
        if paper.facts:
            _add(page, Note("　".join(paper.facts)))
        for block in annex.blocks:
            _add(page, block, turned=turned)
    if turned:
        turn(page)
    if paper.issued_by:
        colophon = page.add_paragraph(f"{clean(paper.issued_by)}\t{day_in_words(paper.day)}印发", Style.COLOPHON)
        ruled(colophon, "top", "bottom")
        at_the_foot(colophon)
    about = page.core_properties
    about.title, about.author = clean(paper.title)[:255], clean(paper.written_by)[:255]
    about.identifier, about.subject = paper.identifier, paper.subject
    about.content_status = clean("　".join(paper.marks))[:255]
    about.last_modified_by, about.comments, about.language = about.author, "", "zh-CN"
    about.created = about.modified = datetime.combine(paper.day, time())
    save(page, to)


def _head(page: Page, paper: Paper) -> None:
    if paper.organ:
        for run in _put(page.add_paragraph(style=Style.ORGAN), pieces(paper.organ)).runs:
            run.font.size = Pt(round(faces.organ_size(paper.organ)))
    if paper.reference or paper.organ:
        reference = _put(page.add_paragraph(style=Style.REFERENCE), pieces(paper.reference))
        if paper.organ:
            ruled(reference, "bottom", color=faces.RED)
    page.add_paragraph(titles.lines(clean(paper.title)), Style.TITLE)
    if paper.addressee:
        _put(page.add_paragraph(style=Style.FLUSH), pieces(paper.addressee))


def _end(page: Page, paper: Paper) -> None:
    """Closing, list of annexes, signature: kept together, so that no page holds the signature alone."""
    kept = [_add(page, paper.closing)] if paper.closing else []
    for number, annex in enumerate(paper.annexes, start=1):
        several = f"{number}．" if len(paper.annexes) > 1 else ""
        listed = page.add_paragraph(f"{'附件：' if number == 1 else '　　　'}{several}{clean(annex.title)}", Style.BODY)
        listed.paragraph_format.space_before = Pt(LINE if number == 1 else 0)
        kept.append(listed)
    signature = [_put(page.add_paragraph(style=Style.SIGNATURE), pieces(line)) for line in paper.signature]
    if signature:
        signature[0].paragraph_format.space_before = Pt(2 * LINE)
    for line in signature:
        beside = (titles.width(line.text) - titles.width(signature[-1].text)) / 2
        line.paragraph_format.right_indent = Pt(faces.SAN * max(0.0, _FROM_RIGHT - beside))
    for paragraph in [*kept, *signature][:-1]:
        if paragraph is not None:
            paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = True


def _add(page: Page, block: Block, *, turned: bool = False) -> Paragraph | None:
    match block:
        case Text():
            return _put(page.add_paragraph(style=Style.BODY if block.indent else Style.FLUSH), block.runs)
        case Heading():
            return page.add_paragraph(clean(block.text), Style.HEADING if block.level == 1 else Style.SUBHEADING)
        case Note():
            return page.add_paragraph(clean(block.text), Style.NOTE)
        case Table():
            _draw(page, block, turned=turned)
            return None


def _put(paragraph: Paragraph, runs: Iterable[Run]) -> Paragraph:
    """The runs in it, blanks marked, and no number broken off from what it counts."""
    for run in runs:
        added = paragraph.add_run()
        added.font.highlight_color = WD_COLOR_INDEX.YELLOW if run.blank else None
        for at, piece in enumerate(_UNBREAKABLE.split(clean(run.text))):
            if at:
                added._r.append(parse_xml(_JOINER))  # noqa: SLF001  # the library has no name for it
            added.add_text(piece)
    return paragraph


def _draw(page: Page, table: Table, *, turned: bool) -> None:
    if table.boxes:
        styles = page.styles[Style.CELL].style_id, page.styles[Style.WORDS].style_id
        page.element.body.insert_element_before(
            element(table, faces.HIGH_MM if turned else faces.WIDE_MM, styles, clean), "w:sectPr"
        )
