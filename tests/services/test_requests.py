"""Applications: 20 working days from receipt (条例第三十三条)."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from contracts.facts import WITHDRAWN
from services.requests.fold import fold
from tests.services.folding import CALENDAR, amendment, fact, owes

TODAY = date(2026, 6, 30)


def received(on: str = "2026-03-09", number: str = "r") -> Fact:
    return fact(number, "application.received.v1", on, applicant_kind="natural", channel="邮寄签收")


def answered(on: str, number: str = "a") -> Fact:
    return fact(number, "application.answered.v1", on)


def state(*facts: Fact, today: date = TODAY) -> ApplicationState:
    whole = fold(facts, None, CALENDAR, today).state
    assert isinstance(whole, ApplicationState)
    return whole


def status(whole: ApplicationState, kind: str) -> str:
    (one,) = (each for each in whole.obligations if each.kind == kind)
    return one.status


@pytest.mark.parametrize(
    ("on", "found", "taken"),
    [
        ("2026-03-09", "met", 0),
        ("2026-04-07", "met", 20),
        ("2026-04-08", "met_late", 21),
        ("2026-03-14", "met", 4),
    ],
)
def test_the_first_answer_meets_the_obligation(on: str, found: str, taken: int) -> None:
    done = state(received(), answered("2026-05-20", "a2"), answered(on))
    (one,) = (each for each in done.obligations if each.kind == "answer")
    assert (one.due_on, one.status, one.met_on) == (date(2026, 4, 7), found, date.fromisoformat(on))
    assert (done.answered_on, done.working_days, done.flags) == (date.fromisoformat(on), taken, [])
    assert (one.explanation.article, one.facts) == ("条例第三十三条", ["r", "a"])


def test_unanswered_it_is_open_through_the_due_day_and_overdue_from_the_next() -> None:
    assert owes(fold([received()], None, CALENDAR, date(2026, 4, 7)), "answer").status == "open"
    assert owes(fold([received()], None, CALENDAR, date(2026, 4, 8)), "answer").status == "overdue"


@pytest.mark.parametrize(
    ("on", "due", "provisional"),
    [("2026-12-03", "2026-12-31", False), ("2026-12-04", "2027-01-04", True)],
)
def test_a_limit_that_runs_into_a_year_without_a_notice_is_provisional(
    on: str, due: str, provisional: bool
) -> None:
    one = owes(fold([received(on)], None, CALENDAR, date(2026, 12, 10)), "answer")
    assert (one.due_on, one.provisional) == (date.fromisoformat(due), provisional)


def test_an_answer_without_or_before_its_receipt_is_kept_and_flagged() -> None:
    early = state(answered("2026-03-06"))
    assert ([one.kind for one in early.obligations], early.answered_on, early.flags) == (
        ["archive"],
        date(2026, 3, 6),
        ["answered_without_receipt"],
    )
    assert early.counted is None, "without an applicant there is no column to count it in"
    both = state(answered("2026-03-06"), received())
    assert (both.flags, status(both, "answer"), both.working_days) == (["answered_before_receipt"], "met", 0)


def test_the_latest_of_several_receipts_counts() -> None:
    assert state(received(), received("2026-03-11", "r2")).received_on == date(2026, 3, 11)


def test_a_withdrawn_answer_opens_the_obligation_again() -> None:
    answer = answered("2026-03-12")
    again = state(received(), answer, amendment("w", WITHDRAWN, answer, TODAY))
    assert (again.answered_on, status(again, "answer")) == (None, "overdue")
