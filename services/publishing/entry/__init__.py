"""目录落实: what a unit has behind a row of the catalog that obliges it."""

from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.item import ITEM
from services.publishing.entry.fold import fold
from services.publishing.entry.stretches import Disclosure, Item

__all__ = ["READS", "fold"]

READS = {ITEM.kind: Item, DISCLOSURE.kind: Disclosure}
"""What it reads of others' states; see chassis.ledger.flowing."""
