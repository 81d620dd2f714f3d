"""Reports of the assessment: 月报告, 季通报, 年考核 (奉节府办发〔2020〕101号 三（三）)."""

from __future__ import annotations

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
