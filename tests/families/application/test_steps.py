"""Facts may come in any order: what does not fit is flagged with its reason, and counted all the same."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from contracts.application import APPLICATION
from contracts.envelope import Fact
from law.clock import State
from services.requests.application.steps import STEPS
from tests.families.application import said as application
from tests.families.application.said import said

TODAY = date(2026, 6, 30)
state = partial(application.state, today=TODAY)


def codes(*facts: Fact) -> set[str]:
    return {finding.code for finding in state(*facts).findings}


RECEIVED = said("received", "2026-03-02", applicant_kind="natural")
GRANTED = said("answered", "2026-03-20", code="granted")


def test_every_fact_has_its_place_in_the_table_of_steps() -> None:
    assert set(STEPS) == set(APPLICATION.facts.values())
    assert all(rule.article for rule in STEPS.values())


@pytest.mark.parametrize(
    ("facts", "departure"),
    [
        ([RECEIVED, said("correction_received", "2026-03-16")], "step.impossible"),
        ([RECEIVED, said("third_party_answered", "2026-03-16")], "step.impossible"),
        ([RECEIVED, said("fee_paid", "2026-03-16", amount=5)], "step.impossible"),
        ([RECEIVED, said("delivered", "2026-03-16")], "step.impossible"),
        ([RECEIVED, said("reopened", "2026-03-16")], "step.impossible"),
        ([RECEIVED, said("archived", "2026-03-16")], "step.impossible"),
        ([said("registered", "2026-03-03")], "step.impossible"),
        ([RECEIVED, RECEIVED._replace(id="again")], "receipt.twice"),
        (
            [
                RECEIVED,
                said("correction_requested", "2026-03-04", until="2026-03-20"),
                said("correction_received", "2026-03-09"),
                said("correction_requested", "2026-03-10"),
            ],
            "correction.second",
        ),
        ([RECEIVED, said("correction_requested", "2026-03-12", until="2026-03-31")], "correction.late"),
        ([RECEIVED, said("correction_requested", "2026-03-10")], "correction.no_period"),
        ([RECEIVED, said("extended", "2026-03-31", approved_on="2026-03-30")], "extension.after_due"),
        ([RECEIVED, said("extended", "2026-03-20")], "extension.unapproved"),
        ([RECEIVED, said("extended", "2026-03-20", days=30, approved_on="2026-03-19")], "extension.too_long"),
        ([RECEIVED, said("answered", "2026-03-31", code="granted")], "answer.late"),
        ([RECEIVED, said("answered", "2026-03-02"), GRANTED], "answer.second"),
        ([RECEIVED, said("answered", "2026-03-20")], "outcome.no_code"),
        ([RECEIVED, said("answered", "2026-03-20", code="withheld", reasoned=True)], "outcome.no_ground"),
        (
            [RECEIVED, said("answered", "2026-03-20", code="withheld", ground="in_process")],
            "outcome.no_reasons",
        ),
        (
            [RECEIVED, said("fee_noticed", "2026-03-05", basis="pages", count=60, amount=1)],
            "fee.wrong_amount",
        ),
        (
            [
                RECEIVED,
                said("fee_noticed", "2026-03-05", "f1", basis="pages", count=60, amount=300),
                said("fee_noticed", "2026-03-06", "f2", basis="items", count=11, amount=100),
            ],
            "fee.both_bases",
        ),
        (
            [
                RECEIVED,
                said("third_party_asked", "2026-03-05"),
                said("third_party_answered", "2026-03-12", consents=False),
                GRANTED,
            ],
            "third_party.refused",
        ),
        (
            [
                RECEIVED,
                said("third_party_asked", "2026-03-05"),
                said("third_party_overridden", "2026-03-18"),
                GRANTED,
            ],
            "third_party.not_told",
        ),
    ],
)
def test_what_departs_from_the_law_is_found_with_its_article(facts: list[Fact], departure: str) -> None:
    findings = [finding for finding in state(*facts).findings if finding.code == departure]
    assert len(findings) >= 1
    assert all(finding.article and finding.text and finding.fact for finding in findings)
    assert codes(*facts) == codes(*reversed(facts))


@pytest.mark.parametrize(
    "answer",
    [
        {"code": "partial", "ground": "third_party"},
        {"parts": [{"code": "granted"}, {"code": "withheld", "ground": "third_party"}]},
    ],
)
def test_what_a_third_party_refuses_may_be_left_out_of_a_partial_answer(answer: dict[str, Any]) -> None:
    facts = [
        RECEIVED,
        said("third_party_asked", "2026-03-05"),
        said("third_party_answered", "2026-03-12", consents=False),
        said("answered", "2026-03-20", reasoned=True, **answer),
    ]
    assert codes(*facts) == set()


def test_a_refusal_overridden_for_the_public_interest_and_told_is_no_finding() -> None:
    facts = [
        RECEIVED,
        said("third_party_asked", "2026-03-05"),
        said("third_party_answered", "2026-03-12", consents=False),
        said("third_party_overridden", "2026-03-18", told_on="2026-03-18"),
        GRANTED,
    ]
    assert codes(*facts) == set()


@pytest.mark.parametrize("channel", ["平信", "互联网", "传真"])
def test_unconfirmed_on_these_channels_the_clock_has_not_started_and_says_what_to_do(channel: str) -> None:
    arrived = said("received", "2026-03-02", applicant_kind="natural", channel=channel)
    waiting = state(arrived)
    assert (waiting.state, waiting.received_on, waiting.due_on) == (State.NOT_STARTED, None, None)
    assert waiting.alert
    confirmed = state(arrived, said("confirmed", "2026-03-04"))
    assert (confirmed.state, confirmed.received_on, confirmed.alert) == (
        State.RUNNING,
        date(2026, 3, 4),
        "",
    )
    named = state(said("received", "2026-03-02", applicant_kind="natural", channel=channel, confirmed_on="2026-03-04"))
    assert named.due_on == confirmed.due_on == date(2026, 4, 1)


@pytest.mark.parametrize("channel", ["当面", "邮寄签收", "口头代填"])
def test_on_the_other_channels_the_day_of_arrival_counts(channel: str) -> None:
    assert state(said("received", "2026-03-02", applicant_kind="natural", channel=channel)).received_on == date(
        2026, 3, 2
    )


@pytest.mark.parametrize(
    ("facts", "row", "on"),
    [
        ([GRANTED], "3_1_granted", "2026-03-20"),
        (
            [
                said(
                    "answered",
                    "2026-03-20",
                    code="granted",
                    parts=[{"code": "granted"}, {"code": "withheld", "ground": "in_process"}],
                    reasoned=True,
                )
            ],
            "3_2_partial",
            "2026-03-20",
        ),
        (
            [said("answered", "2026-03-20", code="withheld", ground="state_secret", reasoned=True)],
            "3_3_1",
            "2026-03-20",
        ),
        ([said("withdrawn", "2026-03-12")], "3_6_3", "2026-03-12"),
        ([said("transferred", "2026-03-04")], "3_6_3", "2026-03-04"),
        ([said("correction_requested", "2026-03-05", until="2026-03-20")], "3_6_1", "2026-03-21"),
        ([said("fee_noticed", "2026-03-05", basis="pages", count=60, amount=300)], "3_6_2", "2026-04-03"),
    ],
)
def test_every_end_has_one_row_and_one_day_in_table_three(facts: list[Fact], row: str, on: str) -> None:
    counted = state(RECEIVED, *facts).counted
    assert counted is not None
    assert (counted.row, counted.on.isoformat()) == (row, on)


def test_passed_on_to_a_known_unit_it_is_counted_there_and_not_here() -> None:
    here = state(RECEIVED, said("transferred", "2026-03-04", to="fengjie-bb"))
    assert (here.transferred, here.transferred_to, here.counted) == (True, "fengjie-bb", None)


def test_a_later_answer_after_a_reopening_moves_no_year_that_has_been_reported() -> None:
    facts = [
        said("received", "2025-11-03", applicant_kind="natural"),
        said("answered", "2025-11-20", code="not_existing"),
        said("reopened", "2026-03-02"),
        said("answered", "2026-03-12", code="granted"),
    ]
    whole = state(*facts)
    assert [result.row for result in whole.results] == ["3_4_1", "3_1_granted"]
    assert whole.counted is not None
    assert (whole.counted.row, whole.counted.on) == ("3_4_1", date(2025, 11, 20))
