"""A paper as a Word document, to be edited: the page of GB/T 9704, the faces named that the form asks for."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import IO

from docx.document import Document as Page
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from papers.files.undated import save
from papers.official import faces
from papers.official.blocks import Block, Heading, Note, Paper, Table, Text, chinese, clean
from papers.official.grid import element
from papers.official.page import Style, blank_page, ruled


def write(paper: Paper, to: Path | IO[bytes]) -> None:
    """Writes the paper to a file or a stream. Raises ``OSError``."""
    page = blank_page("　".join(map(clean, paper.marks)), clean(paper.foot))
    _head(page, paper)
    for block in paper.body:
        _add(page, block)
    _end(page, paper)
    for number, annex in enumerate(paper.annexes, start=1):
        label = page.add_paragraph(f"附件{number if len(paper.annexes) > 1 else ''}", Style.LABEL)
        label.paragraph_format.page_break_before = True
        page.add_paragraph(clean(annex.title), Style.TITLE)
        if paper.facts:
            _add(page, Note("　".join(paper.facts)))
        for block in annex.blocks:
            _add(page, block)
    if paper.issued_by:
        ruled(
            page.add_paragraph(f"{clean(paper.issued_by)}\t{chinese(paper.day)}印发", Style.COLOPHON), "top", "bottom"
        )
    about = page.core_properties
    about.title, about.author = clean(paper.title)[:255], clean(paper.signed or paper.organ or paper.author)[:255]
    about.identifier = paper.identifier
    about.last_modified_by, about.comments, about.language = about.author, "", "zh-CN"
    about.created = about.modified = datetime.combine(paper.day, time())
    save(page, to)


def _head(page: Page, paper: Paper) -> None:
    if paper.organ:
        organ = page.add_paragraph(style=Style.ORGAN).add_run(clean(paper.organ))
        organ.font.size = Pt(round(faces.organ_size(paper.organ)))
    if paper.reference or paper.organ:
        reference = page.add_paragraph(clean(paper.reference), Style.REFERENCE)
        if paper.organ:
            ruled(reference, "bottom", color=faces.RED)
    page.add_paragraph(clean(paper.title), Style.TITLE)
    if paper.addressee:
        page.add_paragraph(clean(paper.addressee), Style.FLUSH)


def _end(page: Page, paper: Paper) -> None:
    """Closing, list of annexes, signature: kept together, so that no page holds the signature alone."""
    kept = [_add(page, paper.closing)] if paper.closing else []
    for number, annex in enumerate(paper.annexes, start=1):
        several = f"{number}．" if len(paper.annexes) > 1 else ""
        kept.append(
            page.add_paragraph(f"{'附件：' if number == 1 else '　　　'}{several}{clean(annex.title)}", Style.BODY)
        )
    lines = [line for line in (paper.signed, chinese(paper.day) if paper.dated else "") if line]
    signature = [page.add_paragraph(clean(line), Style.SIGNATURE) for line in lines]
    if signature:
        signature[0].paragraph_format.space_before = Pt(2 * faces.SAN)
    for paragraph in [*kept, *signature][:-1]:
        if paragraph is not None:
            paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = True


def _add(page: Page, block: Block) -> Paragraph | None:
    match block:
        case Text():
            paragraph = page.add_paragraph(style=Style.BODY if block.indent else Style.FLUSH)
            for run in block.runs:
                added = paragraph.add_run(clean(run.text))
                added.font.highlight_color = WD_COLOR_INDEX.YELLOW if run.blank else None
            return paragraph
        case Heading():
            return page.add_paragraph(clean(block.text), Style.HEADING if block.level == 1 else Style.SUBHEADING)
        case Note():
            return page.add_paragraph(clean(block.text), Style.NOTE)
        case Table():
            _draw(page, block)
            return None


def _draw(page: Page, table: Table) -> None:
    if table.boxes:
        styles = page.styles[Style.CELL].style_id, page.styles[Style.WORDS].style_id
        page.element.body.insert_element_before(element(table, styles, clean), "w:sectPr")
