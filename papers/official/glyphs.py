"""Which characters the fonts hold, and a text of these alone: a PDF/A may show no character that its fonts lack."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from papers.official.faces import MISSING

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
"""Marks of direction, joiners, selectors, controls and marks that stack up on a letter: nothing that is read."""


def covered(files: Iterable[Path]) -> frozenset[int]:
    """Code points of which at least one of these fonts has a glyph. Raises ``OSError``, or ``ValueError`` for no font."""
    points: set[int] = set()
    for file in files:
        for mapped in _mapped(file.read_bytes()):
            points.update(mapped)
    return frozenset(points)


def shown(text: str, points: frozenset[int]) -> str:
    """The text as it can be set: composed, without what is not seen, 〓 for what no font has."""
    if _plain(points).issuperset(text):
        return text
    characters = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            characters.append(character if character in "\n\u3000" else " ")
        elif unicodedata.category(character) not in _DROPPED:
            characters.append(character if ord(character) in points else MISSING)
    return "".join(characters)


@cache
def _plain(points: frozenset[int]) -> frozenset[str]:
    """Characters that stay as they are, whatever stands beside them: most texts hold no other."""
    usual = (
        *range(0x20, 0x7F),
        *range(0x2010, 0x2027),
        *range(0x3000, 0x3030),
        *range(0x4E00, 0xA000),
        *range(0xFF01, 0xFF5F),
    )
    return frozenset(chr(point) for point in usual if point in points)


def _mapped(font: bytes) -> Iterator[Iterable[int]]:
    """What the widest of a font's Unicode tables maps: of format 12, else of format 4; every font of ours has either."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    entries = range(struct.unpack_from(">H", font, start + 4)[0])
    directory = (struct.unpack_from(">4sIII", font, start + 12 + 16 * entry) for entry in entries)
    cmap = next((offset for tag, _, offset, _ in directory if tag == b"cmap"), None)
    if cmap is None:
        raise ValueError("a font without a table of its characters")
    forms: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        if platform == 0 or (platform, encoding) in {(3, 1), (3, 10)}:
            forms[struct.unpack_from(">H", font, cmap + offset)[0]] = cmap + offset
    if 12 in forms:
        count = struct.unpack_from(">I", font, forms[12] + 12)[0]
        groups = struct.iter_unpack(">III", font[forms[12] + 16 : forms[12] + 16 + 12 * count])
        yield from (range(first + (glyph == 0), last + 1) for first, last, glyph in groups)
    elif 4 in forms:
        yield from _segments(font, forms[4])


def _segments(font: bytes, table: int) -> Iterator[Iterable[int]]:
    twice = struct.unpack_from(">H", font, table + 6)[0]
    many = f">{twice // 2}H"
    starts = table + 16 + twice
    places = starts + 2 * twice
    columns = (struct.unpack_from(many, font, at) for at in (table + 14, starts, starts + twice, places))
    for segment, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
        points = range(first, min(last, 0xFFFE) + 1)
        if not offset:
            yield [point for point in points if (point + delta) & 0xFFFF]
        else:
            glyphs = struct.unpack_from(f">{len(points)}H", font, places + 2 * segment + offset)
            yield [point for point, glyph in zip(points, glyphs, strict=True) if glyph]
