"""A CSV as Excel and WPS write it: UTF-8, GB 18030 or UTF-16, with commas, tabs or semicolons."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from papers.files.refusal import SAVE_AS, NotTaken, broken
from papers.files.survey import must_fit

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",\t;"
_MOST_IN_A_CELL = 200_000


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a CSV. Raises ``NotTaken`` for what is no text, or larger than what is read."""
    text = decoded(data)
    csv.field_size_limit(_MOST_IN_A_CELL)
    rows: list[list[str]] = []
    filled = last_column = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_separator(text)):
            cells = [cell.strip() for cell in row]
            rows.append(cells)
            if any(cells):
                filled += 1
                last_column = max(last_column, *(at for at, cell in enumerate(cells, start=1) if cell))
            must_fit(filled, len(rows), last_column)
    except csv.Error as error:
        raise broken(f"CSV第{len(rows) + 1}行：{error}") from error
    return rows


def decoded(data: bytes) -> str:
    encodings = ["utf-16"] if data.startswith(_UTF_16) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotTaken("file.other_kind", "文件既不是工作簿，也不是文本（CSV）", SAVE_AS)


def _separator(text: str) -> str:
    counted = Counter(mark for mark in text[:20_000] if mark in _SEPARATORS)
    return max(_SEPARATORS, key=lambda mark: (counted[mark], mark == ","))
