"""What is owed over an application, by duty: when it arises, by when, what meets and what excuses it."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.application import APPLICATION
from contracts.envelope import Fact
from contracts.obligations import Obligation
from tests.families.application.said import result, said
from tests.families.making import owed as all_owed

TODAY = date(2026, 4, 1)
"""A Wednesday; the application below is due on Monday 30 March 2026."""


RECEIVED = said("received", "2026-03-02", applicant_kind="natural")
ANSWERED = said("answered", "2026-03-20", code="granted")
REFUSED = said("answered", "2026-03-20", code="withheld", ground="third_party", reasoned=True)


def owed(code: str, *facts: Fact, today: date = TODAY) -> list[Obligation]:
    return all_owed(result(*facts, today=today), APPLICATION.duty(code))


@pytest.mark.parametrize(
    ("code", "facts", "due", "status"),
    [
        ("register", [RECEIVED], "2026-03-03", "overdue"),
        ("register", [RECEIVED, said("registered", "2026-03-03")], "2026-03-03", "met"),
        ("register", [RECEIVED, said("registered", "2026-03-04")], "2026-03-03", "met_late"),
        ("correct", [RECEIVED, said("correction_requested", "2026-03-11")], "2026-03-11", "met"),
        ("correct", [RECEIVED, said("correction_requested", "2026-03-12")], "2026-03-11", "met_late"),
        (
            "correct",
            [said("received", "2026-03-02", applicant_kind="natural", missing=["form"])],
            "2026-03-11",
            "overdue",
        ),
        (
            "correct",
            [said("received", "2026-03-02", applicant_kind="natural", missing=["form"]), ANSWERED],
            "2026-03-11",
            "excused",
        ),
        (
            "ask_third_party",
            [RECEIVED, said("reviewed", "2026-03-04", third_party=True)],
            "2026-03-30",
            "overdue",
        ),
        ("ask_third_party", [RECEIVED, said("third_party_asked", "2026-03-05")], "2026-03-30", "met"),
        (
            "ask_third_party",
            [RECEIVED, said("reviewed", "2026-03-04", third_party=True), REFUSED],
            "2026-03-30",
            "excused",
        ),
        ("answer", [RECEIVED], "2026-03-30", "overdue"),
        ("answer", [RECEIVED, ANSWERED], "2026-03-30", "met"),
        ("answer", [RECEIVED, said("answered", "2026-03-31", code="granted")], "2026-03-30", "met_late"),
        (
            "answer",
            [RECEIVED, said("extended", "2026-03-25", approved_on="2026-03-24")],
            "2026-04-28",
            "open",
        ),
        ("answer", [RECEIVED, said("withdrawn", "2026-03-12")], "2026-03-30", "excused"),
        ("answer", [RECEIVED, said("transferred", "2026-03-04", to="fengjie-bb")], "2026-03-30", "excused"),
        ("archive", [RECEIVED, ANSWERED], "2027-06-30", "open"),
        ("archive", [RECEIVED, ANSWERED, said("archived", "2026-03-25")], "2027-06-30", "met"),
    ],
)
def test_each_duty_arises_falls_due_and_ends_as_the_table_says(
    code: str, facts: list[Fact], due: str, status: str
) -> None:
    (duty,) = owed(code, *facts)
    assert (duty.due_on.isoformat(), duty.status) == (due, status)
    assert duty.explanation.article == APPLICATION.duty(code).article
    assert duty.explanation.calendars or duty.explanation.rule, "either the calendar or a rule explains it"


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("register", [ANSWERED]),
        ("correct", [RECEIVED]),
        ("ask_third_party", [RECEIVED]),
        ("archive", [RECEIVED]),
        ("archive", [RECEIVED, said("transferred", "2026-03-04", to="fengjie-bb")]),
        ("comply", [RECEIVED, ANSWERED]),
        ("answer", [said("received", "2026-03-02", applicant_kind="natural", channel="传真")]),
        ("answer", [RECEIVED, said("correction_requested", "2026-03-05", until="2026-03-20")]),
        ("answer", [RECEIVED, said("fee_noticed", "2026-03-05", basis="pages", count=60, amount=300)]),
        ("answer", [RECEIVED, said("correction_requested", "2026-03-05"), said("withdrawn", "2026-03-09")]),
        (
            "answer",
            [
                said("received", "2026-03-02", applicant_kind="natural", channel="传真"),
                said("answered", "2026-03-20", code="granted"),
            ],
        ),
    ],
)
def test_nothing_is_owed_where_nothing_gave_rise_to_it(code: str, facts: list[Fact]) -> None:
    assert owed(code, *facts) == []


def test_a_reopened_application_keeps_what_was_owed_before_and_owes_a_new_answer() -> None:
    facts = [RECEIVED, REFUSED, said("reopened", "2026-03-26")]
    first, second = owed("answer", *facts)
    assert (first.status, first.due_on.isoformat()) == ("met", "2026-03-30")
    assert (second.status, second.opened_on.isoformat(), second.due_on.isoformat()) == (
        "open",
        "2026-03-26",
        "2026-04-24",
    )


def test_the_explanation_of_a_long_way_tells_each_step() -> None:
    (duty,) = owed(
        "answer",
        RECEIVED,
        said("correction_requested", "2026-03-05", until="2026-03-20"),
        said("correction_received", "2026-03-16"),
    )
    assert "告知补正" in duty.explanation.rule
    assert (duty.original_due_on.isoformat(), duty.due_on.isoformat()) == ("2026-03-30", "2026-04-14")
