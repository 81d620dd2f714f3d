"""Reports of the assessment: 月报告, 季通报, 年考核 (奉节府办发〔2020〕101号 三（三）)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class ReportKind(StrEnum):
    """Which report: by the length of its period."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"


REPORT_NAMES = {
    ReportKind.MONTHLY: "月报告",
    ReportKind.QUARTERLY: "季通报",
    ReportKind.ANNUAL: "年考核",
}


def in_words(period: str) -> str:
    """2026-03 → 2026年3月, 2026-Q1 → 2026年第1季度, 2026 → 2026年度."""
    year, _, rest = period.partition("-")
    if not rest:
        return f"{year}年度"
    return f"{year}年第{rest[1:]}季度" if rest.startswith("Q") else f"{year}年{int(rest)}月"


def day_in_words(day: date) -> str:
    """A day as papers write it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def before(period: str) -> str:
    """The period of the same length before this one: 2026-01 → 2025-12, 2026-Q1 → 2025-Q4, 2026 → 2025."""
    year, _, rest = period.partition("-")
    if not rest:
        return f"{int(year) - 1:04}"
    quarterly = rest.startswith("Q")
    number = int(rest.removeprefix("Q")) - 1
    if not number:
        return f"{int(year) - 1:04}-{'Q4' if quarterly else '12'}"
    return f"{year}-Q{number}" if quarterly else f"{year}-{number:02}"
