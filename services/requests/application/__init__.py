"""依申请公开: what the facts about an application come to."""

from contracts.dispute import DISPUTE
from services.requests.application.fold import fold
from services.requests.application.orders import Dispute

__all__ = ["READS", "fold"]

READS = {DISPUTE.kind: Dispute}
"""What it reads of others' states; see chassis.ledger.flowing."""
