"""Which characters the fonts hold, and a text of these alone: a PDF/A may show no character that its fonts lack."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from papers.official.faces import MISSING

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
"""Marks of direction, joiners, selectors, controls and marks that stack up on a letter: nothing that is read."""
_NONE = frozenset(range(0xFDD0, 0xFDF0))
"""Besides the last two of each plane what will never be a character."""

_NAMED = 20
"""Characters without a glyph that a paper names."""


def covered(files: Iterable[Path]) -> frozenset[int]:
    """Code points of which at least one of these fonts has a glyph. Raises ``OSError``, or ``ValueError`` for no font."""
    points: set[int] = set()
    for file in files:
        for mapped in _mapped(file.read_bytes()):
            points.update(mapped)
    return frozenset(points)


def shown(text: str, points: frozenset[int], lacking: dict[str, None]) -> str:
    """The text as it can be set: composed, without what is not seen, 〓 for what no font has, which is ``lacking`` then."""
    if _plain(points).issuperset(text):
        return text
    characters = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            characters.append(character if character in "\n\u3000" else " ")
        elif not _read(character):
            continue
        elif ord(character) in points:
            characters.append(character)
        else:
            characters.append(MISSING)
            lacking[character] = None
    return "".join(characters)


def _read(character: str) -> bool:
    """Whether it is read; characters of newer editions of Unicode and a house's own (造字) are."""
    point = ord(character)
    return unicodedata.category(character) not in _DROPPED and point & 0xFFFE != 0xFFFE and point not in _NONE


def named(lacking: Collection[str]) -> str:
    """What the paper says of characters that no font has; empty where there are none."""
    if not lacking:
        return ""
    points = "、".join(f"U+{ord(character):04X}" for character in list(lacking)[:_NAMED])
    more = f"等{len(lacking)}个" if len(lacking) > _NAMED else ""
    return f"注：{MISSING} 处为字库所没有的字，编码为{points}{more}。"


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
