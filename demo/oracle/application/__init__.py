"""What the law makes of one application: its periods, its place in table 三, and what is owed over it."""

from __future__ import annotations

from collections.abc import Sequence

from demo.oracle.application.law import in_force
from demo.oracle.application.life import Life, Period, ended
from demo.oracle.application.owed import Owed
from demo.oracle.application.steps import Receipt, Told
from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.dispute import orders


def judge(case: Case) -> Judged:
    """Everything there is to count about the application; nothing where no receipt of it was told."""
    judged = Judged()
    told = Told(case.subject)
    receipt = told.receipt()
    if receipt is None:
        return judged
    periods = Life(told, receipt, case.calendar, case.today).lived()
    owing = Owing(case.calendar, case.today)
    judged.duties += Owed(told, receipt, periods, orders(case, "applications"), owing).duties()
    _received(judged, receipt, periods)
    _answered(judged, case, receipt, periods)
    extended = [period.extended_on for period in periods if period.extended_on is not None]
    judged.count(min(extended, default=None), "applications_extended")
    for fact in told.facts("fee_paid"):
        judged.count(fact.day("paid_on"), "fees_collected", amount=int(str(fact.data["amount"])))
    return judged


def _received(judged: Judged, receipt: Receipt, periods: Sequence[Period]) -> None:
    """Its one place in table 三: finished in the year of its first end, with the last end of that year.

    What was passed on to a unit that we know is counted there; what nobody confirmed is counted nowhere until
    it has ended.
    """
    ends = ended(periods)
    last = periods[-1].end
    received_on = receipt.received_on or (receipt.arrived_on if ends else None)
    if received_on is None or (not ends and last is not None and last.elsewhere):
        return
    judged.count(received_on, "applications_received")
    judged.count(received_on, "applications_received_by_kind", str(receipt.fact.data["applicant_kind"]))
    if ends:
        counted_on = ends[0].on
        row = [end.row for end in ends if end.on.year == counted_on.year][-1]
        judged.count(counted_on, "applications_results", row)
        return
    judged.count(received_on, "applications_open")
    if any(_overdue(duty) for duty in judged.duties):
        judged.count(received_on, "applications_overdue")


def _overdue(duty: Duty) -> bool:
    return duty.code == "answer" and duty.status == "overdue"


def _answered(judged: Judged, case: Case, receipt: Receipt, periods: Sequence[Period]) -> None:
    """The first answer: the day, how long it took, and whether it kept the first limit and the last."""
    answered = [period for period in periods if period.end is not None and period.end.word == "answered"]
    if not answered or answered[0].end is None:
        return
    period, end = answered[0], answered[0].end
    judged.count(end.on, "applications_answered")
    known = case.calendar.before(end.on)
    received_on = receipt.received_on
    if received_on is None or end.waiting:
        return
    judged.took(end.on, "days_to_answer", known.taken(received_on, end.on))
    if end.on <= known.due(received_on, in_force(received_on)[0]).on:
        judged.count(end.on, "answered_within_original")
    if end.on <= period.due(known).on:
        judged.count(end.on, "answered_within_due")
