"""The one row of table 三 in which an end counts (国办公开办函〔2021〕30号; law.md §2.4)."""

from __future__ import annotations

from collections.abc import Mapping

from demo.oracle.facts import Sent

PARTIAL, UNCORRECTED, UNPAID, OTHER = "3_2_partial", "3_6_1", "3_6_2", "3_6_3"
DISCLOSING = {"already_public", "granted", "partial"}

ROWS = {
    "already_public": "3_1_granted",
    "granted": "3_1_granted",
    "partial": PARTIAL,
    "special_rules": "3_3_8",
    "not_existing": "3_4_1",
    "not_ours": "3_4_1",
    "needs_making": "3_4_2",
    "still_unclear": "3_4_3",
    "petition": "3_5_1",
    "repeated": "3_5_2",
    "publication": "3_5_3",
    "excessive": "3_5_4",
    "reissue": "3_5_5",
    "uncorrected": UNCORRECTED,
    "unpaid": UNPAID,
}

GROUNDS = {
    "state_secret": "3_3_1",
    "forbidden_by_law": "3_3_2",
    "security_and_stability": "3_3_3",
    "third_party": "3_3_4",
    "internal_affairs": "3_3_5",
    "in_process": "3_3_6",
    "enforcement_file": "3_3_7",
}


def row_of(end: Sent) -> str:
    """The row of what ended a period; whatever has none, a withdrawal too, is 其他."""
    code, ground = outcome(end)
    if code == "withheld":
        return GROUNDS.get(ground or "", OTHER)
    return ROWS.get(code or "", OTHER)


def outcome(end: Sent) -> tuple[str | None, str | None]:
    """Code and ground; of an answer in parts the one they come to: some given and some not is 部分公开 (第三十七条)."""
    parts = end.data.get("parts")
    if not isinstance(parts, list) or not parts:
        return end.text("code"), end.text("ground")
    codes = [_text(part, "code") for part in parts]
    disclosed = [code in DISCLOSING for code in codes]
    if "partial" in codes or any(disclosed) != all(disclosed):
        return "partial", None
    telling = next((part for part in parts if part["code"] != "other"), parts[0])
    return _text(telling, "code"), _text(telling, "ground")


def _text(part: Mapping[str, object], name: str) -> str | None:
    value = part.get(name)
    return None if value is None else str(value)
