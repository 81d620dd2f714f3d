"""Papers that were drawn from issued reports, kept under what they were drawn from: equal data give equal bytes."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from papers.assessed import amended, bulletin, scoring
from papers.assessed.issued import report
from papers.official import pdf, word, workbook
from papers.official.blocks import Paper

WHOLE, RESTATED = "report", "restated"
"""Which paper of a report; else a unit's slug, for its score sheet. A unit of that slug would have no sheet of its own here."""

MOST_KEPT = 64 * 1024 * 1024
"""Bytes of papers that are kept."""

Answers = tuple[dict[str, Any], dict[str, Any] | None]
"""A report and the one before it, as ``papers.assessed.issued`` takes them."""


class NoFontsError(HTTPException):
    """The fonts of a PDF are not where they should be."""

    def __init__(self) -> None:
        super().__init__(503)


class Drawn:
    """Papers that were drawn, by what they were drawn from; one is drawn at a time, beside the pages."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._drawing = ThreadPoolExecutor(1, "papers")

    async def paper(
        self, answers: Answers, which: str, form: str, fonts: Path | None, *, simulated: bool
    ) -> tuple[str, bytes]:
        """Title and content. ``LookupError`` where there is no such paper, ``NoFontsError`` without fonts."""
        name = hashlib.sha256(json.dumps([answers, which, form, simulated], sort_keys=True).encode()).hexdigest()
        if name not in self._kept:
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(
                self._drawing, lambda: draw(answers, which, form, fonts, simulated=simulated)
            )
            self._kept[name] = made
            while sum(len(content) for _, content in self._kept.values()) > MOST_KEPT and len(self._kept) > 1:
                self._kept.popitem(last=False)
        self._kept.move_to_end(name)
        return self._kept[name]


def draw(answers: Answers, which: str, form: str, fonts: Path | None, *, simulated: bool) -> tuple[str, bytes]:
    """Title and content of a paper, drawn now."""
    made = report(*answers, simulated=simulated)
    paper: Paper
    if which == WHOLE:
        paper = bulletin.paper(made)
    elif which == RESTATED:
        paper = amended.paper(made)
    else:
        paper = scoring.paper(scoring.of_report(made, which))
    content = BytesIO()
    if form == "docx":
        word.write(paper, content)
    elif form == "xlsx":
        workbook.write(paper, content)
    else:
        try:
            if fonts is None:
                raise NoFontsError
            pdf.write(paper, fonts, content)
        except LookupError as error:
            raise NoFontsError from error
    return paper.title, content.getvalue()
