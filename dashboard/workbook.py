"""A workbook that is written as its rows come, in bounded memory: texts are texts, whatever they begin with.

Only what a list needs: one sheet after another, texts, numbers and days. Equal rows make equal bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO
from xml.sax.saxutils import escape

Cell = str | int | float | date | None

MOST_ROWS = 1_048_576
"""Rows of a sheet; Excel reads no more."""

_LONGEST = 32_000
"""Characters of a cell that a workbook takes."""

_WIDTH = 18
_DAY = 1
"""The style of days."""

_BEFORE_1900 = date(1899, 12, 30).toordinal()
_FIRST = date(1900, 3, 1)
"""Before that day the day numbers of spreadsheets are disputed."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Sink(io.RawIOBase):
    """Takes what the archive writes until it is fetched; it cannot be sought in, so that nothing is written twice."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        taken = bytes(data)  # type: ignore[call-overload]
        self._parts.append(taken)
        return len(taken)

    def fetch(self) -> bytes:
        """What was written since the last call."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


class Workbook:
    """``rows`` as often as wanted, then ``end``; each gives the bytes that are ready. ``head`` stands on top of every sheet."""

    def __init__(self, head: Sequence[Sequence[Cell]], columns: int, most_rows: int = MOST_ROWS) -> None:
        self._sink = _Sink()
        self._archive = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        self._head, self._columns, self._most = head, columns, most_rows
        self._sheets = 0
        self._written = 0
        self._part: IO[bytes] = self._next()

    def rows(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """Write these rows."""
        for row in rows:
            if self._written >= self._most:
                self._close()
                self._part = self._next()
            self._row(row)
        return self._sink.fetch()

    def end(self) -> bytes:
        """The last bytes."""
        self._close()
        numbers = range(1, self._sheets + 1)
        sheets = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="s{number}"/>' for number in numbers)
        self._file(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>'
        )
        self._file("xl/styles.xml", _STYLES.removeprefix(_HEAD))
        parts = [(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        self._file("xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles", "styles.xml")]))
        self._file("_rels/.rels", _relations([("book", "officeDocument", "xl/workbook.xml")]))
        kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
        kinds += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in numbers]
        overrides = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds)
        self._file(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        )
        self._archive.close()
        return self._sink.fetch()

    def _next(self) -> IO[bytes]:
        self._sheets += 1
        self._written = 0
        part = self._archive.open(_entry(f"xl/worksheets/sheet{self._sheets}.xml"), "w", force_zip64=True)
        widths = f'<cols><col min="1" max="{max(1, self._columns)}" width="{_WIDTH}" customWidth="1"/></cols>'
        part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{widths}<sheetData>'.encode())
        self._part = part
        for row in self._head:
            self._row(row)
        return part

    def _row(self, row: Sequence[Cell]) -> None:
        self._part.write(f"<row>{''.join(map(_cell, row))}</row>".encode())
        self._written += 1

    def _close(self) -> None:
        self._part.write(b"</sheetData></worksheet>")
        self._part.close()

    def _file(self, name: str, content: str) -> None:
        self._archive.writestr(_entry(name), _HEAD + content)


def _cell(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        text = escape(_ILLEGAL.sub("", value)[:_LONGEST])
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, date):
        if value < _FIRST:
            return _cell(value.isoformat())
        return f'<c s="{_DAY}"><v>{value.toordinal() - _BEFORE_1900}</v></c>'
    return f"<c><v>{value}</v></c>"


def _entry(name: str) -> zipfile.ZipInfo:
    """Without a time of writing: equal lists are equal files."""
    made = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def _relations(links: Iterable[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{to}"/>' for name, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
