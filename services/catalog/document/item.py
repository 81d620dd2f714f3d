"""The catalog item that a document answers to, and what it said on the day of the signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chassis.case import Case
from contracts.document import DocumentDrafted
from contracts.envelope import Fact
from contracts.item import ITEM, ItemLimits, item_key, item_name
from contracts.kit import Key
from services.catalog.document.attribute import Signed


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """The item that the draft that counts names."""
    drafts = [fact for fact in facts if isinstance(fact.data, DocumentDrafted)]
    return [
        item_key(fact.data.item, fact.key.org)
        for fact in drafts[-1:]
        if isinstance(fact.data, DocumentDrafted) and fact.data.item
    ]


def in_force(case: Case, signed: Signed) -> dict[str, Any]:
    """The item, and the wording of its limits on the day of the signature: a later version leaves a signed document alone."""
    named = signed.draft.item if signed.draft else None
    if named is None:
        return {}
    key, on = item_key(named, case.key.org), signed.approved_on
    versions = [
        version
        for item in case.linked(ITEM.kind, ItemLimits)
        if on is not None and (item.org, item.subject) == (key.org, key.subject)
        for version in item.versions
        if version.holds_on(on)
    ]
    limits = (
        {"time_limit": versions[-1].time_limit, "local_time_limit": versions[-1].local_time_limit} if versions else {}
    )
    return {"item": item_name(key), **limits}
