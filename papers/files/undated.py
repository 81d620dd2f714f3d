"""A document's package without the time at which it was written, so that the same facts give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip package can name."""

_IN_MEMORY = 1 << 24
"""Bytes of a package that are kept in memory; a larger one goes to a file of the system's temporary folder."""


class Saved(Protocol):
    """A document or workbook of a library that writes it as a zip package."""

    def save(self, to: IO[bytes], /) -> object: ...


def save(
    document: Saved, to: Path | IO[bytes], changed: Callable[[str, bytes], bytes] = lambda _, content: content
) -> None:
    """Writes the document to a file or a stream; each part of its package bears 1 January 1980. Raises ``OSError``.

    ``changed``: of a part's name and content what is written instead.
    """
    with SpooledTemporaryFile[bytes](max_size=_IN_MEMORY) as dated:
        document.save(dated)
        with ZipFile(dated) as parts, ZipFile(to, "w", ZIP_DEFLATED) as package:
            for part in parts.infolist():
                undated = ZipInfo(part.filename, _EPOCH)
                undated.compress_type, undated.external_attr = ZIP_DEFLATED, part.external_attr
                package.writestr(undated, changed(part.filename, parts.read(part)))


def without_times(part: str, content: bytes) -> bytes:
    """A part's content, of the properties without when the document was made and changed."""
    return _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if part == "docProps/core.xml" else content
