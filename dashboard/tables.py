"""A list as a file: CSV and xlsx of what a page shows, line by line, with its title, period and day."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from dashboard import workbook

Cell = workbook.Cell
Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx")

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""

_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Table:
    """A list: what it is, what holds for all of it, its columns and lines."""

    title: str
    notes: Sequence[str]
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]] = ()


class Writer(Protocol):
    """Gives the bytes of a file as its rows come."""

    def rows(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """Of these rows."""

    def end(self) -> bytes:
        """The last ones."""


class _Csv:
    """UTF-8 with the mark by which spreadsheets know it; a text that might be a formula begins with an apostrophe."""

    def __init__(self, head: Iterable[Sequence[Cell]]) -> None:
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._text.write("\ufeff")
        self._write(head)

    def rows(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        self._write(rows)
        return self.end()

    def end(self) -> bytes:
        content = self._text.getvalue().encode()
        self._text.seek(0)
        self._text.truncate()
        return content

    def _write(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._writer.writerows([_plain(cell) for cell in row] for row in rows)


def answer(table: Table, form: Format) -> Response:
    """The list as a file to be saved; its name is its title."""
    writer = _writer(table, form)
    return Response(
        writer.rows(table.rows) + writer.end(), media_type=_TYPES[form], headers=_headers(table.title, form)
    )


def file(title: str, content: bytes, form: Format) -> Response:
    """A file that was made elsewhere, to be saved under a title."""
    return Response(content, media_type=_TYPES[form], headers=_headers(title, form))


def streamed(table: Table, form: Format, batches: AsyncIterator[Iterable[Sequence[Cell]]]) -> Response:
    """The same of a list of any length: after the table's own rows those that come."""

    async def content() -> AsyncIterator[bytes]:
        writer = _writer(table, form)
        yield writer.rows(table.rows)
        async for rows in batches:
            yield writer.rows(rows)
        yield writer.end()

    return StreamingResponse(content(), media_type=_TYPES[form], headers=_headers(table.title, form))


def _headers(title: str, form: Format) -> dict[str, str]:
    name = quote("".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in title)[:80])
    return {
        "content-disposition": f"attachment; filename=\"list.{form}\"; filename*=UTF-8''{name}.{form}",
        "cache-control": "no-cache",
    }


def _writer(table: Table, form: Format) -> Writer:
    head = [*([line] for line in (table.title, *table.notes)), table.heads]
    return _Csv(head) if form == "csv" else workbook.Workbook(head, len(table.heads))


def _plain(cell: Cell) -> object:
    if isinstance(cell, str):
        return _harmless(cell)
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" \u3000\ufeff").startswith(_ACTIVE) or text.startswith(_ACTIVE) else text
