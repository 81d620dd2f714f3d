"""Notices to an applicant that the law does not allow so, while the period runs (条例第三十、三十三条; 国办函〔2020〕109号)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from demo.oracle.application.steps import Step


def unlawful(step: Step, more: int, told_once: Collection[str]) -> Iterator[str]:
    """Codes. ``more``: working days by which the period can still be extended; ``told_once``: notices that had their effect."""
    if step.word in told_once and step.word == "correction_requested":
        yield "correction.second"
    if step.word in told_once and step.word == "fee_noticed":
        yield "fee.second"
    if step.word == "extended":
        if not approved(step):
            yield "extension.unapproved"
        days = step.fact.data.get("days")
        if more < int(str(days or 1)):
            yield "extension.too_long"


def approved(step: Step) -> bool:
    """Whether the head had consented to an extension when it was told."""
    return bool(step.fact.text("approved_on")) and step.fact.day("approved_on") <= step.on
