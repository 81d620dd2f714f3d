"""Rows of one file that are the same item: which of them stands, nobody but the office can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papers.catalog.columns import Column
from papers.catalog.finding import Finding
from papers.catalog.head import Head
from papers.catalog.item import Entry
from papers.files.spelling import plain


def look_for_repeated(entries: Sequence[Entry], heads: Mapping[str, Head]) -> None:
    """Gives each row that repeats an earlier one a finding: the same, or the same item with other elements."""
    numbers: dict[str, Entry] = {}
    items: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        if entry.refused:
            continue
        head = heads[entry.sheet]
        if entry.number and (first := numbers.setdefault(entry.number, entry)) is not entry:
            at = head.at(Column.NUMBER)
            entry.findings.append(Finding("row.number_twice", entry.sheet, entry.line, at, entry.number, first.where))
            continue
        if (first := items.setdefault(_item(entry), entry)) is not entry and not _told_apart(entry, first):
            code = "row.same" if first.elements == entry.elements else "row.contradicts"
            entry.findings.append(Finding(code, entry.sheet, entry.line, None, "", first.where))


def name_of(entry: Entry) -> tuple[str, ...]:
    """Domain, levels and name: what an item is called in its catalog."""
    elements = entry.elements
    parts = (elements.domain, elements.level1, elements.level2, elements.level3, elements.name)
    return tuple(plain(part or "") for part in parts)


def _item(entry: Entry) -> tuple[str, ...]:
    return (*name_of(entry), plain(entry.elements.content or ""))


def _told_apart(entry: Entry, first: Entry) -> bool:
    """Two rows with numbers of their own are two items, whatever else they have in common."""
    return bool(entry.number and first.number)
