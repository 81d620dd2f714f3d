"""What the rules make of a message on a site: answered within three months, or not (国办秘函〔2019〕19号)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Subject

RECEIVED, ANSWERED, DISMISSED = "message.received.v1", "message.answered.v1", "message.dismissed.v1"


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_since(subject: Subject, fact_type: str, field: str, since: date) -> date | None:
    """The earliest of such days that is not before ``since``."""
    days = [fact.day(field) for fact in subject.facts.get(fact_type, ())]
    return min((day for day in days if day >= since), default=None)


def judge(case: Case) -> Judged:
    """Everything there is to count about the message; an answer from before it came is none."""
    judged, subject = Judged(), case.subject
    received = subject.first_day(RECEIVED, "received_on")
    if received is None:
        return judged
    answered = first_since(subject, ANSWERED, "answered_on", received)
    dismissed = first_since(subject, DISMISSED, "dismissed_on", received)
    judged.count(received, "messages_received")
    judged.count(answered, "messages_answered")
    judged.count(dismissed, "messages_dismissed")
    if answered is not None:
        judged.took(answered, "days_to_answer_message", case.calendar.before(answered).taken(received, answered))
    judged.duties.append(_answer(case, received, answered, dismissed))
    return judged


def _answer(case: Case, received: date, answered: date | None, dismissed: date | None) -> Duty:
    """What was found to need no answer before it had one ends the duty then."""
    if answered is not None and dismissed is not None and dismissed < answered:
        answered = None
    gone_on = dismissed if answered is None else None
    return Owing(case.calendar, case.today).until(
        "answer_message", received, months_after(received, 3), met_on=answered, gone_on=gone_on
    )
