"""The sheet that goes back to the clerk: see ``papers.files.returned``."""

from __future__ import annotations

from typing import BinaryIO

from papers.files import returned
from papers.sheets.columns import Role
from papers.sheets.headings import Head
from papers.sheets.reading import Filled


def save_returned(filled: Filled, to: BinaryIO) -> None:
    """Writes the file back as an .xlsx: refused cells red, doubtful ones yellow, the reason as a note and in the column 问题."""
    tables = {name: _table(head) for name, head in filled.heads.items()}
    returned.save_returned(filled.file, tables, filled.findings, to)


def _table(head: Head) -> returned.Table:
    return returned.Table(head.first, head.below, head.last, head.of(Role.PROBLEM))
