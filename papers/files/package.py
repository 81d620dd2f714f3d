"""The package of an .xlsx: looked through before it is read, and packed anew without what nobody needs.

What is read afterwards is exactly what was measured here: a size that the package only claims proves nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from papers.files.bounds import MOST_PARTS, MOST_RATIO, MOST_UNPACKED, SMALL
from papers.files.covered import names_areas
from papers.files.refusal import SAVE_AS, NotTaken, broken, too_large
from papers.files.sheet_parts import sheet_parts

_UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What reading a damaged package raises."""
_CHUNK = 1 << 16
_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)""")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MACROS = ("xl/macrosheets/", "xl/intlmacrosheets/", "xl/dialogsheets/", "xl/activex/")
"""Sheets of macros as before VBA, and controls that run code."""
_VBA = "vbaproject.bin"
_LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ELSEWHERE = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_HYPERLINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
"""The address of a page in a cell fetches nothing."""
_OTHERS = {
    "xl/workbook.bin": "Excel 二进制工作簿（.xlsb）",
    "content.xml": "OpenDocument 文件（.ods、.odt）",
    "ofd.xml": "版式文件（OFD）",
    "word/document.xml": "Word 文档",
    "ppt/presentation.xml": "演示文稿",
}
_LEFT_OUT = ("xl/vbaproject", "xl/media/", "xl/embeddings/", "xl/activex/", "xl/printersettings/", "docprops/thumbnail")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True)
class Package:
    """An .xlsx without macros, pictures and whatever else is no table."""

    data: bytes
    macros: bool
    links: bool = False
    """Whether it is linked to other workbooks or to data elsewhere."""
    sheets: list[bytes | None] = field(default_factory=list)
    """The XML of each sheet in the workbook's order; None of one that has no cells, such as a chart."""
    from_1904: bool = False
    """Whether its days are counted from 1904, not 1900."""
    others: list[bytes] = field(default_factory=list)
    """Other parts that name areas of cells: notes, and what only some programs take for a sheet."""


def opened(data: bytes) -> Package:
    """The package. Raises ``NotTaken``."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _repacked(archive)
    except _UNREADABLE as error:
        raise broken(str(error)) from error


def is_document(data: bytes) -> bool:
    """Whether the package is a Word document."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except _UNREADABLE:
        return False


def parts_of(data: bytes, wanted: set[str]) -> dict[str, bytes]:
    """The parts ``wanted`` of a package, measured as they are unpacked. Raises ``NotTaken``."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {part.filename: _checked(archive, part) for part in archive.infolist() if part.filename in wanted}
    except _UNREADABLE as error:
        raise broken(str(error)) from error


def _checked(archive: ZipFile, part: ZipInfo) -> bytes:
    content = b"".join(_unpacked(archive, part, MOST_UNPACKED))
    _refuse_doctype(content)
    return content


def _refuse_doctype(content: bytes) -> None:
    if any(mark in content for mark in _DOCTYPES):
        raise broken("部件里有文档类型声明DOCTYPE，正常的文件没有")


def _repacked(archive: ZipFile) -> Package:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise too_large(f"文件里有{len(parts)}个部件，最多{MOST_PARTS}个")
    names = [part.filename.lower().lstrip("/") for part in parts]
    if len(set(names)) < len(names):
        raise broken("同名的部件出现两次")
    _must_be_workbook(set(names))
    listed = _listed(archive)
    whole, left, sheets, from_1904 = BytesIO(), MOST_UNPACKED, dict[str, bytes](), False
    links, others = any(name.startswith(_LINKS) for name in names), list[bytes]()
    with ZipFile(whole, "w", ZIP_STORED) as copy:
        for part, name in zip(parts, names, strict=True):
            if name.endswith("/") or name.startswith(_LEFT_OUT):
                continue
            content = b"".join(_unpacked(archive, part, left))
            left -= len(content)
            _refuse_doctype(content)
            from_1904 = from_1904 or (name == _WORKBOOK and _FROM_1904.search(content) is not None)
            links = links or (name.endswith(".rels") and _leads_elsewhere(content))
            if name in listed:
                sheets[name] = content
            elif not name.endswith(".rels") and names_areas(content):
                others.append(content)
            copy.writestr(part.filename.lstrip("/"), content)
    macros = any(name.startswith(_MACROS) or name.endswith(_VBA) for name in names)
    if missing := [part for part in listed if part is not None and part not in sheets]:
        raise broken(f"缺少{len(missing)}张工作表")
    in_order = [sheets[part] if part is not None else None for part in listed]
    return Package(whole.getvalue(), macros, links, in_order, from_1904, others)


def _listed(archive: ZipFile) -> list[str | None]:
    """The part of each sheet, in lower case."""
    parts = {part.filename.lower().lstrip("/"): part for part in archive.infolist()}
    described = [_checked(archive, parts[name]) if name in parts else b"" for name in (_WORKBOOK, _RELATIONS)]
    return sheet_parts(*described)


def _leads_elsewhere(relations: bytes) -> bool:
    """Whether a part is joined to something outside of the file: linked objects and pictures, not pages of the web."""
    return any(_ELSEWHERE.search(each) and not _HYPERLINK.search(each) for each in _RELATION.findall(relations))


def _must_be_workbook(names: set[str]) -> None:
    if _WORKBOOK in names:
        return
    kind = next((kind for part, kind in _OTHERS.items() if part in names), None)
    if kind is None:
        raise NotTaken("file.other_kind", "这是压缩包，不是工作簿", "请先解压，再交其中的 .xlsx 文件")
    raise NotTaken("file.other_kind", f"这是{kind}", SAVE_AS)


def _unpacked(archive: ZipFile, part: ZipInfo, left: int) -> Iterator[bytes]:
    if part.flag_bits & 1:
        raise encrypted()
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise too_large(f"文件解开后超过{MOST_UNPACKED // 1_000_000}兆字节")
            if size > SMALL and size > MOST_RATIO * max(part.compress_size, 1):
                raise too_large(f"文件的压缩比超过{MOST_RATIO}：1，不像正常的表格")
            yield chunk


def encrypted() -> NotTaken:
    """Of a file with a password."""
    return NotTaken("file.encrypted", "文件有打开密码", "请在Excel或者WPS中取消密码（文件 → 信息 → 保护工作簿）后再交")
