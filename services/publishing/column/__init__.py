"""网站栏目: whether a column of a site is kept fresh."""

from contracts.message import MESSAGE
from services.publishing.column.fold import Message, fold

__all__ = ["READS", "fold"]

READS = {MESSAGE.kind: Message}
"""What it reads of others' states; see chassis.ledger.flowing."""
