"""A letter as an official paper of blocks, for its PDF; the document that offices write into is ``papers.letters.document``."""

from __future__ import annotations

from papers import SIMULATED
from papers.letters.document import DRAFT
from papers.letters.letter import Letter, Paragraph, Role
from papers.official.blocks import Paper, Run, Text


def paper(letter: Letter, *, simulated: bool = False) -> Paper:
    """The letter's head, text and signature; a draft says on every page why it is one."""
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
    )


def _text(paragraph: Paragraph) -> Text:
    return Text(tuple(Run(run.text, run.blank) for run in paragraph.runs))
