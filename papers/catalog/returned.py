"""The catalog's workbook that goes back to the office: see ``papers.files.returned``."""

from __future__ import annotations

from typing import BinaryIO

from papers.catalog.columns import Column
from papers.catalog.head import Head
from papers.catalog.reading import Catalog
from papers.files import returned


def save_returned(catalog: Catalog, to: BinaryIO) -> None:
    """Writes the file back as an .xlsx: refused cells red, doubtful ones yellow, the reason as a note and in the column 问题."""
    tables = {name: _table(head) for name, head in catalog.heads.items()}
    returned.save_returned(catalog.file, tables, catalog.findings, to)


def _table(head: Head) -> returned.Table:
    last = max((*(at for places in head.columns.values() for at in places), *head.unknown))
    return returned.Table(head.first, head.below, last, head.at(Column.PROBLEM))
