"""公文: what the facts about a document come to."""

from contracts.item import ITEM, ItemLimits
from contracts.opening_balance import OPENING_BALANCE, Opening
from services.catalog.document.asking import asks
from services.catalog.document.fold import fold

__all__ = ["READS", "asks", "fold"]

READS = {OPENING_BALANCE.kind: Opening, ITEM.kind: ItemLimits}
"""What it reads of others' states; see chassis.ledger.flowing."""
