"""A county's own table of words of 公开主体: CSV with the columns 公开主体 and 单位, one or several slugs apart by spaces."""

from __future__ import annotations

import csv
from collections.abc import Collection

from papers.files.spelling import plain

COLUMNS = ("公开主体", "单位")


def own_words(table: str, known: Collection[str]) -> dict[str, list[str]]:
    """Words → slugs. Raises ValueError naming the line that is wrong."""
    reader = csv.DictReader(table.splitlines())
    lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if lacking:
        raise ValueError(f"line 1 names no column {', '.join(lacking)}; it must name {','.join(COLUMNS)}")
    words: dict[str, list[str]] = {}
    for row in reader:
        slugs = (row["单位"] or "").split()
        unknown = [slug for slug in slugs if slug not in known]
        if not (row["公开主体"] or "").strip() or not slugs:
            raise ValueError(f"line {reader.line_num}: the words or the units are empty")
        if unknown:
            raise ValueError(f"line {reader.line_num}: {', '.join(unknown)} not in the registry; gongkai orgs lists it")
        words[plain(row["公开主体"])] = slugs
    return words
