"""A paper as a Word document, to be edited: the page of GB/T 9704, the faces named that the form asks for."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import IO

from docx.document import Document as Page
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as Drawn

from papers.files.undated import save
from papers.official import faces
from papers.official.blocks import Block, Heading, Note, Paper, Table, Text, chinese
from papers.official.page import Style, blank_page, ruled


def write(paper: Paper, to: Path | IO[bytes]) -> None:
    """Writes the paper to a file or a stream. Raises ``OSError``."""
    page = blank_page("　".join(map(_clean, paper.marks)))
    _head(page, paper)
    for block in paper.body:
        _add(page, block)
    _end(page, paper)
    for number, annex in enumerate(paper.annexes, start=1):
        label = page.add_paragraph(f"附件{number if len(paper.annexes) > 1 else ''}", Style.LABEL)
        label.paragraph_format.page_break_before = True
        page.add_paragraph(_clean(annex.title), Style.TITLE)
        if paper.facts:
            _add(page, Note("　".join(paper.facts)))
        for block in annex.blocks:
            _add(page, block)
    if paper.issued_by:
        ruled(page.add_paragraph(f"{_clean(paper.issued_by)}\t{chinese(paper.day)}印发", Style.COLOPHON), "top", "bottom")
    about = page.core_properties
    about.title, about.author = _clean(paper.title)[:255], _clean(paper.signed or paper.organ)[:255]
    about.last_modified_by, about.comments, about.language = about.author, "", "zh-CN"
    about.created = about.modified = datetime.combine(paper.day, time())
    save(page, to)


def _head(page: Page, paper: Paper) -> None:
    if paper.organ:
        page.add_paragraph(_clean(paper.organ), Style.ORGAN)
    if paper.reference or paper.organ:
        reference = page.add_paragraph(_clean(paper.reference), Style.REFERENCE)
        if paper.organ:
            ruled(reference, "bottom", color=faces.RED)
    page.add_paragraph(_clean(paper.title), Style.TITLE)
    if paper.addressee:
        page.add_paragraph(_clean(paper.addressee), Style.FLUSH)


def _end(page: Page, paper: Paper) -> None:
    """Closing, list of annexes, signature: kept together, so that no page holds the signature alone."""
    kept = [_add(page, paper.closing)] if paper.closing else []
    for number, annex in enumerate(paper.annexes, start=1):
        several = f"{number}．" if len(paper.annexes) > 1 else ""
        kept.append(page.add_paragraph(f"{'附件：' if number == 1 else '　　　'}{several}{_clean(annex.title)}", Style.BODY))
    lines = [line for line in (paper.signed, chinese(paper.day) if paper.dated else "") if line]
    signature = [page.add_paragraph(_clean(line), Style.SIGNATURE) for line in lines]
    if signature:
        signature[0].paragraph_format.space_before = Pt(2 * faces.SAN)
    for paragraph in [*kept, *signature][:-1]:
        if paragraph is not None:
            paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = True


def _add(page: Page, block: Block):  # type: ignore[no-untyped-def]
    match block:
        case Text():
            paragraph = page.add_paragraph(style=Style.BODY if block.indent else Style.FLUSH)
            for run in block.runs:
                added = paragraph.add_run(_clean(run.text))
                added.font.highlight_color = WD_COLOR_INDEX.YELLOW if run.blank else None
            return paragraph
        case Heading():
            return page.add_paragraph(_clean(block.text), Style.HEADING if block.level == 1 else Style.SUBHEADING)
        case Note():
            return page.add_paragraph(_clean(block.text), Style.NOTE)
        case Table():
            _draw(page, block)
            return None


def _draw(page: Page, table: Table) -> None:
    if not table.boxes:
        return
    drawn = page.add_table(table.high, len(table.widths), "Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    whole = sum(table.widths)
    for column, width in zip(drawn.columns, table.widths, strict=True):
        column.width = Mm(faces.WIDE_MM * width / whole)
    cells = [list(row.cells) for row in drawn.rows]
    for row in cells:
        for cell, width in zip(row, table.widths, strict=True):
            cell.width = Mm(faces.WIDE_MM * width / whole)
    for box in table.boxes:
        cell = cells[box.top][box.left]
        if (box.bottom, box.right) != (box.top, box.left):
            cell = cell.merge(cells[box.bottom][box.right])
        paragraph = cell.paragraphs[0]
        paragraph.style = page.styles[Style.WORDS if box.from_left else Style.CELL]
        paragraph.add_run(_clean(box.words)).font.size = Pt(table.size)
    _repeat(drawn, table.head)


def _repeat(drawn: Drawn, head: int) -> None:
    for row in list(drawn.rows)[:head]:
        element = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(element)  # noqa: SLF001  # the library has no name for it
        element.set(qn("w:val"), "true")


def _clean(text: str) -> str:
    """Without what no XML may hold."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))
