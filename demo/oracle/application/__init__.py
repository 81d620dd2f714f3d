"""What the law makes of one application: its periods, its place in table 三, and what is owed over it."""

from __future__ import annotations

from demo.oracle.application.law import UNCONFIRMED, in_force
from demo.oracle.application.life import Life
from demo.oracle.application.owed import Owed
from demo.oracle.application.period import ended
from demo.oracle.application.steps import Course
from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.dispute import orders


def judge(case: Case) -> Judged:
    """Everything there is to count about the application; nothing where no receipt of it was told."""
    judged = Judged()
    course = Course(case.subject)
    receipt = course.receipt()
    if receipt is None:
        return judged
    life = Life(course, receipt, case.calendar, case.today)
    periods = life.lived()
    owing = Owing(case.calendar, case.today)
    judged.duties += Owed(course, receipt, periods, orders(case, "applications"), owing, case.asks).duties()
    _received(judged, life)
    _answered(judged, life)
    if not ended(periods) and _long_unconfirmed(life):
        judged.count(receipt.arrived_on, "applications_unconfirmed")
    extended = [period.extended_on for period in periods if period.extended_on is not None]
    judged.count(min(extended, default=None), "applications_extended")
    for fact in course.facts("fee_paid"):
        judged.count(fact.day("paid_on"), "fees_collected", amount=int(str(fact.data["amount"])))
    return judged


def _received(judged: Judged, life: Life) -> None:
    """Its one place in table 三: finished in the year of its first end, with the last end of that year.

    What was passed on to a unit that we know is counted there; what nobody confirmed is counted nowhere until
    it has ended.
    """
    ends, last, received_on = ended(life.periods), life.periods[-1].end, life.received_on
    if received_on is None or (not ends and last is not None):
        return
    judged.count(received_on, "applications_received")
    judged.count(received_on, "applications_received_by_kind", str(life.receipt.fact.data["applicant_kind"]))
    if ends:
        counted_on = ends[0].on
        row = [end.row for end in ends if end.on.year == counted_on.year][-1]
        judged.count(counted_on, "applications_results", row)
        judged.count(counted_on, "applications_results_by_kind", f"{life.receipt.fact.data['applicant_kind']}.{row}")
        return
    judged.count(received_on, "applications_open")
    if any(_overdue(duty) for duty in judged.duties):
        judged.count(received_on, "applications_overdue")


def _overdue(duty: Duty) -> bool:
    return duty.code == "answer" and duty.status == "overdue"


def _long_unconfirmed(life: Life) -> bool:
    """Whether its clock has not started though it lies there for more than five working days."""
    known = life.calendar.at(life.today)
    return life.received_on is None and life.today > known.due(life.receipt.arrived_on, UNCONFIRMED).on


def _answered(judged: Judged, life: Life) -> None:
    """The first answer: the day, how long it took, and whether it kept the first limit and the last.

    It is counted from the receipt, or from the reopening after which it came first; not where no clock ran.
    """
    answered = [
        (period, period.end) for period in life.periods if period.end is not None and period.end.word == "answered"
    ]
    if not answered:
        return
    period, end = answered[0]
    judged.count(end.on, "applications_answered")
    opened_on, held_on = period.opened_on, end.held_on or end.on
    if opened_on is None or end.waiting:
        return
    known = life.calendar.before(held_on)
    judged.took(end.on, "days_to_answer", known.taken(opened_on, held_on))
    judged.took(end.on, "calendar_days_to_answer", max((held_on - opened_on).days, 0))
    received_on = life.periods[0].opened_on
    if received_on is not None and held_on <= known.due(received_on, in_force(received_on)[0]).on:
        judged.count(end.on, "answered_within_original")
    if held_on <= period.due(known).on:
        judged.count(end.on, "answered_within_due")
