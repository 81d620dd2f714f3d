"""Applications: 20 working days from receipt (条例第三十三条)."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.case import encode
from contracts.application import ANSWER, APPLICATION, QUESTION
from contracts.envelope import Fact
from contracts.obligations import Obligation
from tests.families.application.said import result, said, state
from tests.families.making import folded, owed, with_notice, withdrawn

LIKELY = ("received", "received", "answered")
"""Without a receipt and an answer little can happen; see tests.families.lives."""

TODAY = date(2026, 6, 30)


def received(on: str = "2026-03-09", number: str = "r", **more: str) -> Fact:
    return said("received", on, number, applicant_kind="natural", channel="邮寄签收", **more)


def answered(on: str, number: str = "a") -> Fact:
    return said("answered", on, number)


def answer(*facts: Fact, today: date = TODAY) -> Obligation:
    """The only answer owed."""
    (only,) = owed(result(*facts, today=today), ANSWER)
    return only


@pytest.mark.parametrize(
    ("on", "status", "taken"),
    [
        ("2026-03-09", "met", 0),
        ("2026-04-07", "met", 20),
        ("2026-04-08", "met_late", 21),
        ("2026-03-14", "met", 4),
    ],
)
def test_the_first_answer_meets_the_obligation(on: str, status: str, taken: int) -> None:
    facts = received(), answered("2026-05-20", "a2"), answered(on)
    duty, done = answer(*facts), state(*facts, today=TODAY)
    assert (duty.due_on, duty.status, duty.met_on) == (date(2026, 4, 7), status, date.fromisoformat(on))
    assert (done.answered_on, done.working_days, done.flags) == (date.fromisoformat(on), taken, [])
    assert (duty.explanation.article, duty.facts) == ("条例第三十三条", ["r", "a"])


def test_unanswered_it_is_open_through_the_due_day_and_overdue_from_the_next() -> None:
    assert answer(received(), today=date(2026, 4, 7)).status == "open"
    assert answer(received(), today=date(2026, 4, 8)).status == "overdue"


@pytest.mark.parametrize(
    ("on", "due", "provisional"),
    [("2026-12-03", "2026-12-31", False), ("2026-12-04", "2027-01-04", True)],
)
def test_a_limit_that_runs_into_a_year_without_a_notice_is_provisional(on: str, due: str, provisional: bool) -> None:
    duty = answer(received(on), today=date(2026, 12, 10))
    assert (duty.due_on, duty.provisional) == (date.fromisoformat(due), provisional)


def test_an_answer_without_or_before_its_receipt_is_kept_and_flagged() -> None:
    alone = result(answered("2026-03-06"), today=TODAY)
    assert [duty.duty for duty in alone.obligations] == ["archive"]
    early = state(answered("2026-03-06"), today=TODAY)
    assert (early.answered_on, early.flags) == (date(2026, 3, 6), ["answered_without_receipt"])
    assert early.counted is None, "without an applicant there is no column to count it in"
    assert not any("applications_answered" in month for month in early.counts.values())
    both = state(answered("2026-03-06"), received(), today=TODAY)
    assert (both.flags, both.answered_on, both.counted) == (["answered_before_receipt"], None, None)
    assert answer(answered("2026-03-06"), received()).status == "overdue"


def test_the_earliest_of_several_receipts_counts_whole() -> None:
    again = said("received", "2026-03-11", "r2", applicant_kind="business", channel="当面", subject_hash="5f" * 32)
    for facts in ([received(), again], [again, received()]):
        both = state(*facts, today=TODAY)
        assert (both.received_on, both.applicant_kind, both.subject_hash) == (date(2026, 3, 9), "natural", None)
        assert [finding.fact for finding in both.findings] == ["r2"]


def test_a_withdrawn_answer_opens_the_obligation_again() -> None:
    withdrawn_answer = answered("2026-03-12")
    facts = received(), withdrawn_answer, withdrawn("w", withdrawn_answer, TODAY)
    assert (state(*facts, today=TODAY).answered_on, answer(*facts).status) == (None, "overdue")


def test_it_flows_to_the_question_that_it_asks() -> None:
    asked = "5f" * 32
    asking = state(received(subject_hash=asked), today=TODAY)
    assert asking.sends == [f"{QUESTION.kind}/fengjie-aa/{asked}"]
    assert state(received(), today=TODAY).sends == []


RECEIVED = {
    "applications_received",
    "applications_received_by_kind@natural",
    "register!due",
    "register!overdue",
}
GRANTED = {
    "applications_answered",
    "applications_results@3_1_granted",
    "applications_results_by_kind@natural.3_1_granted",
}
ARCHIVE = {"archive!due", "archive!open"}


@pytest.mark.parametrize(
    ("answered_on", "today", "expected"),
    [
        (
            None,
            "2026-04-07",
            {"2026-03": RECEIVED | {"applications_open"}, "2026-04": {"answer!due", "answer!open"}},
        ),
        (
            None,
            "2026-04-08",
            {
                "2026-03": RECEIVED | {"applications_open", "applications_overdue"},
                "2026-04": {"answer!due", "answer!overdue"},
            },
        ),
        (
            "2026-05-06",
            "2026-06-01",
            {
                "2026-03": RECEIVED,
                "2026-04": {"answer!due", "answer!met_late"},
                "2026-05": GRANTED | {"days_to_answer#38", "calendar_days_to_answer#58"},
                "2027-06": ARCHIVE,
            },
        ),
        (
            "2026-03-20",
            "2026-06-01",
            {
                "2026-03": RECEIVED
                | GRANTED
                | {
                    "days_to_answer#9",
                    "calendar_days_to_answer#11",
                    "answered_within_original",
                    "answered_within_due",
                },
                "2026-04": {"answer!due", "answer!met"},
                "2027-06": ARCHIVE,
            },
        ),
    ],
)
def test_open_and_overdue_stay_in_the_month_of_receipt(
    answered_on: str | None, today: str, expected: dict[str, set[str]]
) -> None:
    facts = [said("received", "2026-03-09", applicant_kind="natural")]
    if answered_on:
        facts.append(said("answered", answered_on, code="granted"))
    counts = state(*facts, today=date.fromisoformat(today)).counts
    assert {month: set(measures) for month, measures in counts.items()} == expected


def test_what_explains_it_stays_out_of_the_state_and_is_there_for_the_reader() -> None:
    facts = received(), said("third_party_asked", "2026-03-10", ref="1")
    detail = result(*facts, today=TODAY).detail
    assert detail is not None
    shown = detail().model_dump()
    assert [letter["ref"] for letter in shown["consultations"]] == ["1"]
    assert shown["lines"]
    assert not {"lines", "consultations"} & APPLICATION.state.model_fields.keys()


def test_an_unconfirmed_application_is_told_under_one_name_with_what_to_do_until_it_is_confirmed() -> None:
    arrived = said("received", "2026-03-09", applicant_kind="natural", channel="互联网")
    days = [result(arrived, today=date(2026, 3, day)).notices for day in (9, 10)]
    assert days[0] == days[1]
    assert [(notice.type, notice.name) for notice in days[0]] == [
        ("application.unconfirmed.v1", "unconfirmed:2026-03-09")
    ]
    assert result(arrived, said("confirmed", "2026-03-10"), today=TODAY).notices == ()


def test_a_later_notice_leaves_an_answered_application_as_it_was() -> None:
    facts = [
        received("2026-12-04"),
        said("registered", "2026-12-04"),
        said("answered", "2026-12-09", code="granted"),
        said("archived", "2026-12-09"),
    ]
    today = date(2026, 12, 10)
    knowing = with_notice(today, off=[date(2026, 12, 31)])
    assert encode(folded(APPLICATION, facts, today, calendar=knowing)) == encode(folded(APPLICATION, facts, today))
