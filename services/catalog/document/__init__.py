"""公文: what the facts about a document come to."""

from contracts.item import ITEM, ItemLimits
from services.catalog.document.fold import fold
from services.catalog.document.item import asks

__all__ = ["READS", "asks", "fold"]

READS = {ITEM.kind: ItemLimits}
"""What it reads of others' states; see chassis.ledger.flowing."""
