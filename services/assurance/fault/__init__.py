"""问题整改: what a unit did about a fault, the fault itself, and faults of one kind that come again (条例第四十七条)."""

from __future__ import annotations

from contracts.appeal import APPEAL
from contracts.fault import FAULT, RECTIFICATION
from services.assurance.fault.accountability import Known, fold_accountability
from services.assurance.fault.fault import Appeal, Rectification, fold_fault
from services.assurance.fault.rectification import fold_rectification

__all__ = ["READS", "fold_accountability", "fold_fault", "fold_rectification"]

READS = {APPEAL.kind: Appeal, RECTIFICATION.kind: Rectification, FAULT.kind: Known}
"""What they read of others' states; see chassis.ledger.flowing."""
