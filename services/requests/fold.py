"""What the facts about an application come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chassis.amend import effective
from chassis.folding import Folded
from chassis.obligations import within_working_days
from contracts.envelope import Fact
from contracts.facts import ApplicationAnswered, ApplicationReceived
from contracts.states import ApplicationState, State
from law.calendar import WorkingCalendar
from law.codes import ANSWER_WITHIN_WORKING_DAYS, ObligationKind

NO_RECEIPT = "answered_without_receipt"
"""An answer has arrived, the receipt that it answers has not (yet)."""
BEFORE_RECEIPT = "answered_before_receipt"


def fold(facts: Sequence[Fact], reference: State | None, calendar: WorkingCalendar, today: date) -> Folded:
    """The application; its receipt opens the obligation to answer within 20 working days (条例第三十三条).

    The first answer by date meets it. Of several receipts the latest by (time, id) counts: the
    others are earlier reports of the same thing.
    """
    counting, flags = effective(facts)
    received: tuple[Fact, ApplicationReceived] | None = None
    answers: list[tuple[Fact, ApplicationAnswered]] = []
    for fact in counting:
        match fact.data:
            case ApplicationReceived() as data:
                received = (fact, data)
            case ApplicationAnswered() as data:
                answers.append((fact, data))
    answer = min(answers, key=lambda entry: (entry[1].answered_on, entry[0].time, entry[0].id), default=None)
    answered_on = answer[1].answered_on if answer else None
    obligations, check_on, working_days = [], None, None
    if received:
        obligation, check_on = within_working_days(
            ObligationKind.ANSWER, facts[0].org, facts[0].subject, received[1].received_on,
            ANSWER_WITHIN_WORKING_DAYS, answered_on, [received[0].id, *([answer[0].id] if answer else [])],
            calendar, today,
        )  # fmt: skip
        obligations = [obligation]
        if answered_on:
            working_days = calendar.known_before(answered_on).count_working_days(
                received[1].received_on, answered_on
            )
            if answered_on < received[1].received_on:
                flags = [*flags, BEFORE_RECEIPT]
    elif answer:
        flags = [*flags, NO_RECEIPT]
    state = ApplicationState.model_construct(
        org=facts[0].org, subject=facts[0].subject,
        applicant_kind=received[1].applicant_kind if received else None,
        channel=received[1].channel if received else None,
        received_on=received[1].received_on if received else None,
        answered_on=answered_on, working_days=working_days, flags=sorted(flags), obligations=obligations,
    )  # fmt: skip
    return Folded(state, check_on)
