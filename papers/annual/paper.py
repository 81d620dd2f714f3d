"""The annual report as a paper: six sections, the form's tables, blanks that people fill marked yellow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from law import table2, table3, table4
from papers import SIMULATED
from papers.annual import form, text
from papers.annual.report import Report, problems
from papers.annual.text import BLANK, Paragraph
from papers.official.blocks import Block, Heading, Note, Paper, Run, Text


def paper(report: Report) -> Paper:
    """Every page of one that is not of a whole year yet, that breaks an identity, or of a demonstration, says so."""
    body = [*_blocks(text.opening(report))]
    for name, table in zip((table2.TITLE, table3.TITLE, table4.TITLE), form.tables(report), strict=True):
        body += [Heading(name), table]
    return Paper(
        title=text.title(report),
        # The same facts give the same file.
        day=date(report.year, 12, 31),
        dated=False,
        author=report.name,
        identifier=report.digest,
        body=(*body, *_blocks(text.closing(report)), Note(text.basis(report))),
        marks=_marks(report),
        facts=(f"年度：{report.year}年", f"数据截至：{report.as_of}"),
    )


def _marks(report: Report) -> tuple[str, ...]:
    marks = [SIMULATED] if report.simulated else []
    if report.as_of < f"{report.year}-12-31" or not report.as_of[:1].isdecimal():
        marks.append(f"草稿：数据截至{report.as_of}，本年度尚未结束")
    if wrong := list(problems(report)):
        marks.append(f"草稿：{len(wrong)}处勾稽关系不成立")
    return tuple(marks)


def _blocks(paragraphs: Iterable[Paragraph]) -> Iterable[Block]:
    for paragraph in paragraphs:
        if paragraph.heading:
            yield Heading(paragraph.text)
        else:
            pieces = filter(None, re.split(f"({BLANK})", paragraph.text))
            yield Text(tuple(Run(piece, blank=piece == BLANK) for piece in pieces))
