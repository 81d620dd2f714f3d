"""By when information has to be public: 条例第二十六条, 双公示, and what the row that it answers to said on that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from demo.oracle.case import Case
from demo.oracle.item import versions
from demo.oracle.wording import WORKING, Limit, Wording, clerk_reads

LIMIT = 20
"""Working days: 政府信息公开条例第二十六条."""

DOUBLE = 7
"""Working days for 行政许可 and 行政处罚 (双公示)."""

DOUBLE_SCOPES = ("行政许可", "行政处罚")


def wordings_of(case: Case, name: str | None, on: date) -> list[Wording]:
    """What a row said on that day."""
    row = case.elsewhere.get("item", {}).get(name or "")
    held = [version for version in versions(row) if version.holds_on(on)] if row is not None else []
    return [clerk_reads(wording) for version in held for wording in version.wordings]


def limits_of(case: Case, name: str | None, on: date, scope: str) -> Iterator[Limit]:
    """条例第二十六条; 双公示 of the scope that a formation names; and the wording of its row on its day."""
    yield Limit(LIMIT, WORKING)
    if any(word in scope for word in DOUBLE_SCOPES):
        yield Limit(DOUBLE, WORKING)
    for wording in wordings_of(case, name, on):
        yield from (limit for limit in wording.limits if not limit.scope or (scope and _overlap(limit.scope, scope)))


def _overlap(cell: str, scope: str) -> bool:
    """Whether a part of the one list is a part of the other."""
    ours, theirs = ([re.sub("事项|信息|决定", "", part) for part in text.split("、")] for text in (cell, scope))
    return any(our_word in other or other in our_word for our_word in ours for other in theirs)
