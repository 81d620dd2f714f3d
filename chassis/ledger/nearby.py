"""Ids near one that is not there: of the same organisation by spelling, and the same id with others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any

from chassis.database import Connection
from contracts.kit import Key, key_of

_OF_ORG = (
    "SELECT key FROM subject WHERE kind = $1 AND state IS NOT NULL AND key LIKE $2 ESCAPE '!' ORDER BY key LIMIT $3"
)
_WITH_OTHERS = """
SELECT key FROM subject WHERE kind = ANY($1::text[]) AND state IS NOT NULL AND key LIKE $2 ESCAPE '!' ORDER BY key LIMIT $3
"""

MOST_COMPARED = 20_000
"""Ids of one kind that are compared by spelling."""

MOST_NAMED = 5
"""Ids that an answer names, of the organisation and of others each."""

_ALIKE = 0.7
"""Share of two ids that is the same, from which on one may be meant for the other."""


async def nearby(connection: Connection, kinds: Sequence[str], org: str, subject: str) -> dict[str, Any]:
    """``near``: keys of ``org`` whose ids are spelt like ``subject``, the likest first; ``elsewhere``: others' of just this id."""
    own: list[Key] = []
    for kind in kinds:
        rows = await connection.fetch(_OF_ORG, kind, f"{_plain(f'{kind}/{org}/')}%", MOST_COMPARED)
        own += [key_of(row["key"]) for row in rows]
    near = await asyncio.to_thread(_likest, subject, own)
    rows = await connection.fetch(_WITH_OTHERS, list(kinds), f"%/{_plain(subject)}", MOST_NAMED + len(kinds))
    elsewhere = [key for key in map(key_of, (row["key"] for row in rows)) if key.org != org and key.subject == subject]
    return {"near": [str(key) for key in near], "elsewhere": [str(key) for key in elsewhere[:MOST_NAMED]]}


def _likest(subject: str, keys: Sequence[Key]) -> list[Key]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(subject.casefold())
    alike: list[tuple[float, Key]] = []
    for key in keys:
        matcher.set_seq1(key.subject.casefold())
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
            alike.append((matcher.ratio(), key))
    return [key for _, key in nlargest(MOST_NAMED, alike)]


def _plain(text: str) -> str:
    """``text`` as a pattern of LIKE that means itself."""
    for mark in "!%_":
        text = text.replace(mark, f"!{mark}")
    return text
