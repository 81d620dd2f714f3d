"""What a county asks of its units beside the law, and since when: 奉节's profile as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

SINCE = date(2021, 1, 1)
"""奉节府办发〔2020〕101号 is of November 2020; its mechanisms run from the year after."""

CODES = (
    "attribute_at_drafting",
    "evaluate",
    "publish_evaluation",
    "clean_up",
    "publish_clean_up",
    "decide_suggestion",
)

ASKED: Mapping[str, Mapping[str, date]] = {"fengjie": dict.fromkeys(CODES, SINCE)}
"""County → duty or check → first day."""
