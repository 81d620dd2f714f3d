"""公开事项: what the facts about a piece of information, the document it is, and its catalog item come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts.disclosure import DisclosureFormed
from contracts.dispute import DISPUTE
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.item import ITEM, ItemLimits, item_key
from contracts.kit import Key
from services.publishing.disclosure.fold import fold
from services.publishing.disclosure.orders import Dispute
from services.publishing.disclosure.signature import Document

__all__ = ["READS", "asks", "fold"]

READS = {DISPUTE.kind: Dispute, ITEM.kind: ItemLimits, DOCUMENT.kind: Document}
"""What it reads of others' states; see chassis.ledger.flowing."""


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """The catalog items that formations name: their limits hold."""
    named = ((fact.data, fact.key.org) for fact in facts)
    return {item_key(data.item, org) for data, org in named if isinstance(data, DisclosureFormed) and data.item}
