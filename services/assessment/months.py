"""What a subject means for a month: its counts, what falls due in it, what is found in it, and what of it may be a sign. Pure.

A month's part decides which periods a change touches: one that leaves a period's months as they were restates nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

Months = Mapping[str, Mapping[str, Any]]
"""Month (2026-03) → ``counts``, ``obligations``, ``findings`` and ``signals`` of it, whichever there are."""

NOTHING: Months = {}


class _Counted(msgspec.Struct, gc=False):
    counts: dict[str, dict[str, int]] = {}
    obligations: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    signals: list[dict[str, Any]] = []


_decode = msgspec.json.Decoder(_Counted).decode


def months_of(row: bytes | str) -> Months:
    """A subject's row by month: counts by theirs, obligations by the day they fall due, findings and signals by theirs.

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
    return months


def different(before: Months, after: Months) -> set[str]:
    """The months that are not what they were."""
    return {month for month in before.keys() | after.keys() if before.get(month) != after.get(month)}
