"""A paper as PDF/A in the form of GB/T 9704, set by typst. The same paper gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Final

import typst

from law.reports import day_in_words
from papers.official import faces, glyphs, titles
from papers.official.blocks import Annex, Block, Heading, Note, Paper, Run, Table, Text, pieces

STANDARD: Final = "a-2a"
"""PDF/A-2, accessible: fonts in the file, text that can be read out and searched, its structure marked."""

_LONG = 15
"""Lines of a cell from which on it may be broken."""

_Shown = Callable[[str], str]


def write(paper: Paper, fonts: Path, to: IO[bytes]) -> list[str]:
    """Writes the paper to a stream; the characters that no font has. ``fonts``: a folder with those of ``papers.official.faces``.

    Raises ``OSError``; ``LookupError`` with the names of fonts that are not there.
    """
    known, points = _fonts(fonts)
    lacking: dict[str, None] = {}
    content = _content(paper, lambda text: glyphs.shown(text, points, lacking))
    content["missing"] = glyphs.named(lacking)
    made = datetime.combine(paper.day, time(), UTC)
    to.write(
        typst.compile(
            files("papers.official").joinpath("official.typ").read_bytes(),
            font_paths=known,
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(content, ensure_ascii=False)},
            pdf_standards=STANDARD,
            timestamp=made,
        )
    )
    return list(lacking)


@cache
def _fonts(folder: Path) -> tuple[typst.Fonts, frozenset[int]]:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    wanted = {*(font.family for font in faces.FONTS.values()), faces.LATIN.family, *faces.OTHERS}
    listed = [font for font in known.fonts() if font.family in wanted]
    if missing := sorted(wanted - {font.family for font in listed}):
        raise LookupError(", ".join(missing))
    return known, glyphs.covered(sorted({Path(font.path) for font in listed if font.path}))


def _content(paper: Paper, shown: _Shown) -> dict[str, Any]:
    closing, title = paper.closing, shown(paper.title)
    return {
        "form": _form(),
        "name": title.replace("\n", " "),
        "title": titles.lines(title),
        "author": shown(paper.written_by),
        "day": {"year": paper.day.year, "month": paper.day.month, "day": paper.day.day},
        "dated": day_in_words(paper.day) if paper.dated else "",
        "organ": _runs(pieces(paper.organ), shown),
        "organ_size": faces.organ_size(paper.organ),
        "reference": _runs(pieces(paper.reference), shown),
        "addressee": _runs(pieces(paper.addressee), shown),
        "body": [_block(block, shown) for block in paper.text],
        "closing": None if closing is None else _block(closing, shown),
        "signature": [_runs(pieces(line), shown) for line in paper.signature],
        "annexes": [_annex(annex, shown) for annex in paper.annexes],
        "issued_by": shown(paper.issued_by),
        "marks": shown("　".join(paper.marks)),
        "foot": shown(paper.foot),
        "facts": shown("　".join(paper.facts)),
    }


def _form() -> dict[str, Any]:
    families = [font.family for font in faces.FONTS.values()]
    return {
        "wide": faces.WIDE_MM,
        "high": faces.HIGH_MM,
        "top": faces.TOP_MM,
        "left": faces.LEFT_MM,
        "lines": faces.LINES,
        "characters": faces.CHARACTERS,
        "second": faces.ER,
        "third": faces.SAN,
        "fourth": faces.SI,
        "small": faces.WU,
        "red": f"#{faces.RED}",
        "faces": {face.value: {"family": font.family, "heavier": font.heavier} for face, font in faces.FONTS.items()},
        "latin": faces.LATIN.family,
        "others": list(dict.fromkeys([*faces.OTHERS, faces.LATIN.family, *families])),
    }


def _annex(annex: Annex, shown: _Shown) -> dict[str, Any]:
    title = shown(annex.title)
    return {
        "name": title,
        "title": titles.lines(title),
        "blocks": [_block(block, shown) for block in annex.blocks],
        "across": annex.across,
    }


def _block(block: Block, shown: _Shown) -> dict[str, Any]:
    match block:
        case Text():
            return {"kind": "text", "runs": _runs(block.runs, shown), "indent": block.indent}
        case Heading():
            return {"kind": "heading", "level": block.level, "text": shown(block.text)}
        case Note():
            return {"kind": "note", "text": shown(block.text)}
        case Table():
            return {
                "kind": "table",
                "widths": block.widths,
                "head": block.head,
                "size": block.size,
                "together": block.together,
                "boxes": _boxes(block, shown),
            }


def _runs(runs: Iterable[Run], shown: _Shown) -> list[dict[str, Any]]:
    return [{"text": shown(run.text), "blank": run.blank} for run in runs]


def _boxes(table: Table, shown: _Shown) -> Sequence[dict[str, Any]]:
    """Boxes with their words. A row goes on over a page only where a cell of it would fill a good part of one."""
    boxes = [{**box._asdict(), "value": None, "words": shown(box.words)} for box in table.boxes]
    whole = sum(table.widths)
    long: set[int] = set()
    for box, drawn in zip(table.boxes, boxes, strict=True):
        characters = faces.WIDE_MM / 25.4 * 72 * sum(table.widths[box.left : box.right + 1]) / whole / table.size
        if len(drawn["words"]) > _LONG * max(1.0, characters):
            long.update(range(box.top, box.bottom + 1))
    for box, drawn in zip(table.boxes, boxes, strict=True):
        drawn["breakable"] = not long.isdisjoint(range(box.top, box.bottom + 1))
    return boxes
