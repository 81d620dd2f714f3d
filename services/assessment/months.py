"""What a subject means for a month: its counts, what falls due in it, is found in it or may be a sign, and whether it is told of. Pure.

A month's part decides which periods a change touches: one that leaves a period's months as they were restates nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

Months = Mapping[str, Mapping[str, Any]]
"""Month (2026-03) → ``counts``, ``obligations``, ``findings`` and ``signals`` of it, and ``told``, whichever there are."""

NOTHING: Months = {}


class _Counted(msgspec.Struct, gc=False):
    counts: dict[str, dict[str, int]] = {}
    obligations: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    signals: list[dict[str, Any]] = []
    told_in: list[str] = []


_decode = msgspec.json.Decoder(_Counted).decode


def months_of(row: bytes | str) -> Months:
    """A subject's row by month: counts by theirs, obligations by the day they fall due, findings, signals and what was told by theirs.

    Raises msgspec.ValidationError (a ValueError) for what is no row.
    """
    subject = _decode(row)
    months: dict[str, dict[str, Any]] = {
        month: {"counts": amounts}
        for month, counts in subject.counts.items()
        if (amounts := {name: amount for name, amount in counts.items() if amount})
    }
    for obligation in subject.obligations:
        months.setdefault(obligation["due_on"][:7], {}).setdefault("obligations", []).append(obligation)
    for finding in subject.findings:
        months.setdefault(finding["on"][:7], {}).setdefault("findings", []).append(finding)
    for signal in subject.signals:
        months.setdefault(signal["on"][:7], {}).setdefault("signals", []).append(signal)
    for month in subject.told_in:
        months.setdefault(month, {})["told"] = True
    return months


def different(before: Months, after: Months) -> set[str]:
    """The months that are not what they were."""
    return {month for month in before.keys() | after.keys() if before.get(month) != after.get(month)}
