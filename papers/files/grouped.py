"""Findings of one kind together, for a console or a page: a hundred rows without a year are one line."""

from __future__ import annotations

from collections.abc import Iterable

from papers.files.finding import Finding, Weight

WEIGHTS = {Weight.REFUSED: "不能读取", Weight.DOUBT: "请核对", Weight.REMARK: "说明"}
"""What a finding means for its row, in a word."""

_NAMED = 3
"""Places of a group that are named."""


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Those that say the same of one sheet, the worst first."""
    groups: dict[tuple[Weight, str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.weight, finding.sheet, finding.code, finding.about), []).append(finding)
    return sorted(groups.values(), key=lambda group: -group[0].weight)


def places(group: list[Finding]) -> str:
    """Where they are: the first cells, and how many there are in all."""
    first = "、".join(filter(None, dict.fromkeys(finding.cell for finding in group[:_NAMED])))
    return f"{first} 等{len(group)}处" if len(group) > _NAMED else first
