"""公开时限 as a clerk reads it off a row: so many days after what formed the information, all year round, or every year.

Made for wordings as they stand in the catalogs whose rows are used here; it asks for a number and a measure, and for a few words
where there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

WORKING, CALENDAR = "工作日", "日"

PROMPT = 20
"""及时: at the latest when the limit of 条例第二十六条 ends."""

_AGAIN = {"年": 12, "季度?": 3, "月": 1}
"""Months from one time to the next."""

_COUNTED = re.compile(r"(\d+)个?(工作日|日|天)")
_SHOWN = re.compile(r"公示(?:期)?(\d+)个?(工作日|日|天)")


@dataclass(frozen=True)
class Limit:
    """So many days; ``scope``: only for what the words say it is about."""

    amount: int
    unit: str
    scope: str = ""


@dataclass(frozen=True)
class Wording:
    """What a cell says. ``shown``: how long at least; ``standing``: for good; ``every``: anew every so many months."""

    limits: tuple[Limit, ...] = ()
    shown: Limit | None = None
    standing: bool = False
    every: int = 0


@lru_cache
def clerk_reads(text: str) -> Wording:
    """The reading; of a text without a number or a known word nothing is left, and 条例第二十六条 holds alone."""
    plain = re.sub(r"\s", "", text).replace("；", ";").replace("，", ",").replace("：", ":")
    for words, months in _AGAIN.items():
        if re.fullmatch(f"[每按]{words}(公开|更新)?", plain):
            return Wording(every=months)
    shown = _SHOWN.search(plain)
    if shown:
        plain = plain.replace(shown[0], "")
    parts = re.split(r";其中|;\d\.|^1\.", plain)
    limits = [
        limit for number, part in enumerate(parts) for limit in _limit(part, scoped=number > 0 and len(parts) > 1)
    ]
    return Wording(
        tuple(limits),
        Limit(int(shown[1]), _unit(shown[2])) if shown else None,
        standing="长期" in plain or "永久" in plain,
    )


def clerk_doubts(text: str) -> bool:
    """Whether a person has to look: nothing could be read, or other laws are pointed to."""
    read = clerk_reads(text)
    return "另有规定" in text or not (read.limits or read.shown or read.standing or read.every)


def _limit(part: str, *, scoped: bool) -> list[Limit]:
    counted = _COUNTED.search(part)
    scope = re.split("应自|自|:", part)[0] if scoped else ""
    if counted:
        return [Limit(int(counted[1]), _unit(counted[2]), scope)]
    if "实时" in part:
        return [Limit(0, CALENDAR, scope)]
    return [Limit(PROMPT, WORKING, scope)] if "及时" in part else []


def _unit(word: str) -> str:
    return WORKING if word == WORKING else CALENDAR
