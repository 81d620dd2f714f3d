"""What an application counts, by month: received, answered and finished by their own months.

Received and finished count as table 三 counts them: an application that another organisation answers is that one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chassis.case import Case
from contracts.application import ANSWER
from contracts.application.handling import FeePaid
from law.codes import ObligationStatus
from services.requests.application.life import Life


def count(case: Case, life: Life, state: Mapping[str, Any], *, unconfirmed: bool) -> None:
    """Count it; obligations are counted by the case itself. Without a receipt it counts nowhere."""
    if life.receipt is None:
        return
    if not state["transferred"]:
        _received(case, life, state)
    if (counted := state["counted"]) is not None:
        case.count(counted.on, f"applications_results@{counted.row}")
        case.count(counted.on, f"applications_results_by_kind@{state['applicant_kind']}.{counted.row}")
    _answered(case, life)
    if unconfirmed:
        case.count(life.arrived_on, "applications_unconfirmed")
    case.count(life.clock.extended_on, "applications_extended")
    for _, payment in life.facts.of(FeePaid):
        case.count(payment.paid_on, "fees_collected", payment.amount)


def _received(case: Case, life: Life, state: Mapping[str, Any]) -> None:
    """Open and overdue stay in the month of receipt, so that each is in exactly one month."""
    case.count(life.received_on, "applications_received")
    case.count(life.received_on, f"applications_received_by_kind@{state['applicant_kind']}")
    if state["counted"] is None:
        case.count(life.received_on, "applications_open")
        if any(o.duty == ANSWER.code and o.status is ObligationStatus.OVERDUE for o in case.obligations):
            case.count(life.received_on, "applications_overdue")


def _answered(case: Case, life: Life) -> None:
    """How long it took, in working and in calendar days, counts where a due date ran, in the month of the answer."""
    answer, original = life.answered, life.clock.original_due_on
    if answer is None:
        return
    case.count(answer.on, "applications_answered")
    if life.working_days is None:
        return
    clock = next(period.clock for period in life.periods if period.closing is answer)
    assert clock.opened_on is not None
    case.count(answer.on, f"days_to_answer#{life.working_days}")
    case.count(answer.on, f"calendar_days_to_answer#{max((answer.judged_on - clock.opened_on).days, 0)}")
    if original is not None and answer.judged_on <= original:
        case.count(answer.on, "answered_within_original")
    if not clock.late:
        case.count(answer.on, "answered_within_due")
