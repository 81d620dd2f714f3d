"""公开对象: the whole of society, or the group that a row names."""

from __future__ import annotations

from collections.abc import Mapping

from papers.catalog.columns import Column
from papers.catalog.marks import EMPTY, TICKED, boxes, ticked
from papers.files.spelling import on_a_line, plain

EVERYBODY = "全社会"
APART = "；"


def audience_of(texts: Mapping[Column, str]) -> str:
    """In words: 全社会, a group, or both; empty where the row does not say."""
    parts = []
    if ticked(texts.get(Column.AUDIENCE_ALL, "")) is not False:
        parts.append(EVERYBODY)
    parts += [_words(texts.get(Column.AUDIENCE_GROUP, ""), "特定群体")]
    single = texts.get(Column.AUDIENCE, "")
    listed = [name for filled, name in boxes(single) if filled]
    parts += [_words(name, "") for name in listed or ([single] if single and not boxes(single) else [])]
    return APART.join(dict.fromkeys(part for part in parts if part))


def _words(text: str, default: str) -> str:
    """The group that a cell names; ``default`` where it is only ticked."""
    if ticked(text) is False:
        return ""
    words = on_a_line("".join(" " if character in TICKED + EMPTY else character for character in text))
    bare = words.strip("（()）")
    if not plain(bare) or plain(bare).lower() in {"是", "1", "y", "v"}:
        return default
    return EVERYBODY if plain(bare) == EVERYBODY else bare
