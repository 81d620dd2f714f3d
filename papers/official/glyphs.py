"""Which characters the fonts hold, and a text of these alone: a PDF/A may show no character that its fonts lack."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from papers.official.faces import MISSING

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
"""Marks of direction, joiners, selectors, controls and marks that stack up on a letter: nothing that is read."""


def covered(files: Iterable[Path]) -> frozenset[int]:
    """Code points of which at least one of these fonts has a glyph. Raises ``OSError``, or ``ValueError`` for no font."""
    points: set[int] = set()
    for file in files:
        points.update(_points(file.read_bytes()))
    return frozenset(points)


def shown(text: str, points: frozenset[int]) -> str:
    """The text as it can be set: composed, without what is not seen, 〓 for what no font has."""
    characters = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            characters.append(character if character in "\n\u3000" else " ")
        elif unicodedata.category(character) not in _DROPPED:
            characters.append(character if ord(character) in points else MISSING)
    return "".join(characters)


def _points(font: bytes) -> Iterator[int]:
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", font, start + 4)[0]
    for entry in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + 16 * entry)
        if tag == b"cmap":
            yield from _mapped(font, offset)
            return
    raise ValueError("a font without a table of its characters")


def _mapped(font: bytes, cmap: int) -> Iterator[int]:
    """Of the Unicode tables the segmented ones: formats 4 and 12, as every font of ours has them."""
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        if platform == 0 or (platform, encoding) in {(3, 1), (3, 10)}:
            table = cmap + offset
            form = struct.unpack_from(">H", font, table)[0]
            if form == 4:
                yield from _four(font, table)
            elif form == 12:
                groups = struct.unpack_from(">I", font, table + 12)[0]
                for first, last, glyph in struct.iter_unpack(">III", font[table + 16 : table + 16 + 12 * groups]):
                    yield from range(first + (glyph == 0), last + 1)


def _four(font: bytes, table: int) -> Iterator[int]:
    twice = struct.unpack_from(">H", font, table + 6)[0]
    many = f">{twice // 2}H"
    starts = table + 16 + twice
    places = starts + 2 * twice
    columns = (struct.unpack_from(many, font, at) for at in (table + 14, starts, starts + twice, places))
    for segment, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        points = range(first, min(last, 0xFFFE) + 1)
        if not offset:
            yield from (point for point in points if (point + delta) & 0xFFFF)
        else:
            glyphs = struct.unpack_from(f">{len(points)}H", font, places + 2 * segment + offset)
            yield from (point for point, glyph in zip(points, glyphs, strict=True) if glyph)
