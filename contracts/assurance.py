"""监督保障: what the families of assurance share: clauses, words and fields (条例第四十六至四十八条, 奉节府办发〔2020〕101号 三)."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.evaluation import FIRST_YEAR, LAST_YEAR, SEED
from contracts.fields import LAW, PATTERN_ID, PATTERN_SPAN, described

TEAM, SUPERVISION = f"{SEED}三（二）", f"{SEED}三（三）"
"""加强队伍建设: training; 加强监督考核: reports, appraisal, 责任追究."""
ARTICLE_46, ARTICLE_47, ARTICLE_48 = (f"{LAW}第四十{number}条" for number in ("六", "七", "八"))

GROUP, GROUP_ENGLISH = "监督保障", "Assurance"


def year_of_it(name: str, meaning: str) -> Any:
    """The calendar year that it belongs to."""
    return described(name, meaning, unit="year", ge=FIRST_YEAR, le=LAST_YEAR)


def assessed_period() -> Any:
    """The period that is assessed."""
    return described(
        "考核期间",
        "month, quarter or year, such as 2026-01, 2026-Q1, 2026",
        source=SUPERVISION,
        pattern=PATTERN_SPAN,
    )


def last_day_of(period: str) -> date:
    """The last day of a month, a quarter or a year that `PATTERN_SPAN` lets in."""
    year, _, part = period.partition("-")
    month = 12 if not part else 3 * int(part[1]) if part.startswith("Q") else int(part)
    return date(int(year) + month // 12, month % 12 + 1, 1) - date.resolution


def months_of(period: str) -> list[date]:
    """The first day of each month of a period, in their order."""
    last = last_day_of(period)
    length = 1 if period[5:6].isdigit() else 3 if period[5:] else 12
    return [date(last.year, month, 1) for month in range(last.month - length + 1, last.month + 1)]


def own_number(name: str, meaning: str) -> Any:
    """The id of another subject of the same organisation."""
    return described(name, meaning, min_length=1, max_length=200, pattern=PATTERN_ID)


def own_reference(name: str, meaning: str) -> Any:
    """The same, where it may be left out."""
    return described(name, meaning, default=None, min_length=1, max_length=200, pattern=PATTERN_ID)


def reason(name: str = "理由", meaning: str = "why") -> Any:
    """A reason that has to be there."""
    return described(name, meaning, min_length=1, max_length=2000)
