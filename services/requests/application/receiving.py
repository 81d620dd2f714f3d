"""What is wrong with how an application came in: unconfirmed for long, registered twice, answered before it was there."""

from __future__ import annotations

from datetime import timedelta

from chassis.case import Case, Notice
from contracts.application import handling as h
from contracts.application.notices import UNCONFIRMED, UnconfirmedNotice
from law.findings import Finding
from law.limits import ART_31, UNCONFIRMED_DAYS
from services.requests.application.life import Life

NO_RECEIPT = "answered_without_receipt"
"""An answer has arrived, the receipt that it answers has not (yet)."""
BEFORE_RECEIPT = "answered_before_receipt"
LONG_UNCONFIRMED = "unconfirmed"
"""Its clock has not started, and it has lain there for more than 5 working days."""


def receive(case: Case, life: Life) -> bool:
    """Flags, findings and the notice about its receipt; whether it has been unconfirmed for long."""
    if life.answered is not None and life.receipt is None:
        case.flag(NO_RECEIPT)
    if any(finding.code == "answer.before_receipt" for finding in life.clock.findings):
        case.flag(BEFORE_RECEIPT)
    _registered(case, life)
    if life.clock.alert:
        # A clock that has not started is told once, with what has to be done for it.
        body = UnconfirmedNotice(subject=case.key.subject, arrived_on=life.arrived_on, alert=life.clock.alert)
        case.tell(Notice(UNCONFIRMED, f"unconfirmed:{life.arrived_on}", body))
    return _unconfirmed(case, life)


def _registered(case: Case, life: Life) -> None:
    registrations = sorted((data.registered_on, fact) for fact, data in life.facts.of(h.ApplicationRegistered))
    for on, fact in registrations[1:]:
        case.find(Finding(on, "registration.twice", "条例第四十五条", "同一申请登记了两次，以最早的为准", fact))


def _unconfirmed(case: Case, life: Life) -> bool:
    if life.receipt is None or life.received_on is not None or life.arrived_on is None:
        return False
    last = case.now.add_working_days(life.arrived_on, UNCONFIRMED_DAYS).due_on
    if case.today <= last:
        case.look_again(last + timedelta(days=1))
        return False
    text = f"到达后超过{UNCONFIRMED_DAYS}个工作日仍未与申请人确认，期限没有起算；请立即联系申请人"
    case.find(Finding(life.arrived_on, "receipt.unconfirmed", ART_31, text, life.receipt))
    case.flag(LONG_UNCONFIRMED)
    return True
