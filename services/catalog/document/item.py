"""The catalog item that a document answers to, and what it said on the day of the signature."""

from __future__ import annotations

from typing import Any

from chassis.case import Case
from chassis.unknown import tell_unknown
from contracts.document import DocumentDrafted
from contracts.document.state import LimitHeld
from contracts.item import ITEM, ITEM_WORDS, ItemLimits, item_key, item_name
from services.catalog.document.attribute import Signed

MOST_LIMITS = 40


def in_force(case: Case, signed: Signed) -> dict[str, Any]:
    """The item, the wording of its limits on the day of the signature, which a later version leaves alone, and all by day."""
    named = signed.draft.item if signed.draft else None
    if named is None:
        return {}
    key, on = item_key(named, case.key.org), signed.approved_on
    versions = [
        version
        for item in case.linked(ITEM.kind, ItemLimits)
        if (item.org, item.subject) == (key.org, key.subject)
        for version in item.versions
    ]
    if not versions:
        drafts = [fact.recorded_on for fact in case.facts if isinstance(fact.data, DocumentDrafted)]
        tell_unknown(case, key, drafts[-1], *ITEM_WORDS)
    signed_under = [version for version in versions if on is not None and version.holds_on(on)]
    limits = [
        LimitHeld.of(
            since=version.since,
            until=version.until,
            time_limit=version.time_limit,
            local_time_limit=version.local_time_limit,
        )
        for version in versions[-MOST_LIMITS:]
    ]
    return {
        "item": item_name(key),
        "time_limit": signed_under[-1].time_limit if signed_under else None,
        "local_time_limit": signed_under[-1].local_time_limit if signed_under else None,
        "limits": limits,
    }
