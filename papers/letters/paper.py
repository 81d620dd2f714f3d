"""A letter as an official paper of blocks: what it is drawn from, to edit it in Word or to send it as PDF."""

from __future__ import annotations

import re

from papers import SIMULATED
from papers.letters.letter import Letter, Paragraph, Role
from papers.official.blocks import Paper, Run, Text

DRAFT = "草稿，不得送达"
FORMS = (".docx", ".pdf")
"""A letter has no table, so that there is no workbook of it."""


def paper(letter: Letter, *, simulated: bool = False) -> Paper:
    """The letter's head, text and signature; a draft, and a demonstration (``simulated``), says on every page that it is one."""
    by_role = {role: [each for each in letter.paragraphs if each.role is role] for role in Role}
    body = [*by_role[Role.BODY], *by_role[Role.CLOSING]]
    marks = [SIMULATED] * simulated
    if letter.objections:
        marks.append(f"{DRAFT}：{'；'.join(letter.objections)}")
    return Paper(
        title=letter.title,
        day=letter.day,
        dated=False,
        body=tuple(map(_text, body[:-1])),
        organ=letter.organ.text,
        reference=letter.reference.text,
        addressee="".join(paragraph.text for paragraph in by_role[Role.ADDRESSEE]),
        closing=_text(body[-1]) if body else None,
        signed="\n".join(paragraph.text for role in (Role.ORGAN, Role.DATE) for paragraph in by_role[role]),
        marks=tuple(marks),
        foot=letter.footer,
        subject=f"{letter.number} 第{letter.version}版",
    )


def file_name(key: str, letter: Letter, ending: str) -> str:
    """A safe file name for a letter about ``key``: no folder, no hidden file, not too long."""
    plain = re.sub(r"\W+", "-", key).strip("-")
    return f"{plain[:60]}-{letter.kind}{'-draft' if letter.objections else ''}{ending}"


def _text(paragraph: Paragraph) -> Text:
    return Text(tuple(Run(run.text, run.blank) for run in paragraph.runs))
