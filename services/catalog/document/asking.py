"""What a document asks for: the catalog item that it answers to, and where table 二 counts it, its unit's opening balance."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.document import DocumentDrafted
from contracts.envelope import Fact
from contracts.item import item_key
from contracts.kit import Key
from contracts.opening_balance import OPENING, OPENING_BALANCE
from services.catalog.document.stock import kind_of


def asks(facts: Sequence[Fact]) -> list[Key]:
    """The item that the draft that counts names; the opening balance for regulations and normative documents alone."""
    drafts = [fact for fact in facts if isinstance(fact.data, DocumentDrafted)]
    items = [
        item_key(fact.data.item, fact.key.org)
        for fact in drafts[-1:]
        if isinstance(fact.data, DocumentDrafted) and fact.data.item
    ]
    return items if kind_of(facts) is None else [*items, Key(OPENING_BALANCE.kind, facts[0].key.org, OPENING)]
