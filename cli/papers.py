"""Papers written to files: the ending of the name says as what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from cli.exits import FAILED, USAGE, Stop
from cli.files import STANDARD, free, write

if TYPE_CHECKING:
    from papers.official.blocks import Paper

FORMS = (".pdf", ".docx", ".xlsx")
_MOST_BYTES = 200
"""Of a file's name, without its ending; file systems take 255."""


def form_of(file: str, form: str | None, forms: Iterable[str] = FORMS) -> str:
    """Which form a file has: as asked, else by its ending. ``Stop`` where neither says."""
    ending = f".{form}" if form else Path(file).suffix.lower()
    if ending not in forms:
        listed = ", ".join(forms)
        wrong = f"{file} does not end in {listed}" if file != STANDARD else "standard output has no name"
        raise Stop(f"{wrong}; name such a file, or say --as {'|'.join(each[1:] for each in forms)}", USAGE)
    return ending


def check(file: str, form: str | None, *, force: bool) -> str:
    """The form of a file that is going to be written; ``Stop`` where it cannot be."""
    ending = form_of(file, form)
    free(file, force=force)
    return ending


def put(paper: Paper, file: str, ending: str) -> None:
    """Writes the paper. ``Stop`` where the file cannot be written, or the fonts of a PDF are not there."""
    write(file, partial(draw, paper, ending=ending))


def draw(paper: Paper, to: BinaryIO, *, ending: str) -> None:
    """Draws the paper in its form, and says what could not be drawn. ``Stop`` where the fonts of a PDF are not there."""
    if ending == ".pdf":
        from papers.official import pdf

        for character in pdf.write(paper, fonts(), to):
            typer.echo(f"no font has U+{ord(character):04X} {character}: 〓 stands for it in the PDF", err=True)
    elif ending == ".docx":
        from papers.official import word

        word.write(paper, to)
    else:
        from papers.official import workbook

        workbook.write(paper, to)


def fonts() -> Path:
    """The folder of the fonts; fetched the first time."""
    from deploy.fonts import FontError, ready

    try:
        return ready()
    except FontError as error:
        raise Stop(f"{error}. Without them: .docx and .xlsx", FAILED) from error


def named(stem: str, ending: str) -> str:
    """A name for a file: no folder, no hidden file, not too long."""
    plain = "".join(c if c.isalnum() or c in "-_〔〕" else "-" for c in stem).strip("-") or "paper"
    return plain.encode()[:_MOST_BYTES].decode("utf-8", "ignore") + ending
