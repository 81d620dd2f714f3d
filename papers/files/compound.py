"""The container of an .xls (compound file binary): its streams, followed sector by sector.

Only what is needed to measure the workbook before it is read, and to tell other files in the same container.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from papers.files.refusal import broken

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks, not places."""


@dataclass(frozen=True)
class Stream:
    """Where a stream begins, and its bytes."""

    start: int
    size: int


class Compound:
    """A compound file in memory. Raises ``NotTaken`` where it is damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise broken("文件头不完整")
        self._data = data
        self._shift = struct.unpack_from("<H", data, 30)[0]
        if self._shift not in {9, 12}:
            raise broken("扇区大小不对")
        self._cutoff = struct.unpack_from("<I", data, 56)[0]
        self._fat = self._table()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self.streams, root = _entries(directory)
        self._mini = self._chain(root.start) if root else b""
        mini_fat = self._chain(struct.unpack_from("<I", data, 60)[0])
        self._mini_fat = struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat)

    def read(self, name: str) -> bytes:
        """A stream's bytes."""
        stream = self.streams[name]
        if stream.size >= self._cutoff:
            return self._chain(stream.start)[: stream.size]
        parts = [self._mini[at * 64 : at * 64 + 64] for at in _followed(stream.start, self._mini_fat)]
        return b"".join(parts)[: stream.size]

    def _table(self) -> tuple[int, ...]:
        places = list(struct.unpack_from("<109I", self._data, 76))
        at, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while at < _LAST and at not in seen:
            seen.add(at)
            sector = self._sector(at)
            *more, at = struct.unpack(f"<{len(sector) // 4}I", sector)
            places += more
        fat = b"".join(self._sector(place) for place in dict.fromkeys(places) if place < _LAST)
        return struct.unpack(f"<{len(fat) // 4}I", fat)

    def _sector(self, number: int) -> bytes:
        size = 1 << self._shift
        sector = self._data[(number + 1) * size : (number + 2) * size]
        if not sector:
            raise broken("文件没有写完")
        return sector.ljust(size, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(at) for at in _followed(start, self._fat))


def _followed(start: int, table: tuple[int, ...]) -> list[int]:
    chain: list[int] = []
    at = start
    while at < _LAST:
        if at >= len(table) or len(chain) > len(table):
            raise broken("扇区的链接断开或者成环")
        chain.append(at)
        at = table[at]
    return chain


def _entries(directory: bytes) -> tuple[dict[str, Stream], Stream | None]:
    streams: dict[str, Stream] = {}
    root = None
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind == 0:
            continue
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        stream = Stream(*struct.unpack_from("<II", directory, at + 116))
        if kind == 5:
            root = stream
        streams.setdefault(name, stream)
    return streams, root
