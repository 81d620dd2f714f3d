"""What an application counts, by month: received, answered and finished by their own months.

Received and finished count as table 三 counts them: an application that another organisation answers is that one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chassis.case import Case
from contracts.application import ANSWER
from contracts.application.state import FeeState
from law.codes import ObligationStatus
from services.requests.application.life import Life

_MET = (ObligationStatus.MET, ObligationStatus.MET_LATE)


def count(case: Case, life: Life, state: Mapping[str, Any]) -> None:
    """Count it; obligations are counted by the case itself."""
    if not state["transferred"]:
        _received(case, life, state)
    if (counted := state["counted"]) is not None:
        case.count(counted.on, f"applications_results@{counted.row}")
    _answered(case, life)
    case.count(life.clock.extended_on, "applications_extended")
    fee: FeeState | None = state["fee"]
    if fee is not None:
        case.count(fee.paid_on, "fees_collected", fee.paid)


def _received(case: Case, life: Life, state: Mapping[str, Any]) -> None:
    """Open and overdue stay in the month of receipt, so that each is in exactly one month."""
    case.count(life.received_on, "applications_received")
    case.count(life.received_on, f"applications_received_by_kind@{state['applicant_kind']}")
    if state["counted"] is None:
        case.count(life.received_on, "applications_open")
        if any(o.duty == ANSWER.code and o.status is ObligationStatus.OVERDUE for o in case.obligations):
            case.count(life.received_on, "applications_overdue")


def _answered(case: Case, life: Life) -> None:
    answered_on, original = life.answered_on, life.clock.original_due_on
    case.count(answered_on, "applications_answered")
    if life.working_days is not None:
        case.count(answered_on, f"days_to_answer#{life.working_days}")
    if answered_on is not None and original is not None and answered_on <= original:
        case.count(answered_on, "answered_within_original")
    answers = (o for o in case.obligations if o.duty == ANSWER.code and o.status in _MET)
    first = next(answers, None)
    if first is not None and first.status is ObligationStatus.MET:
        case.count(answered_on, "answered_within_due")
