"""How an application came in, what lies unconfirmed, and what is paid in parts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT
from tests.families.application.said import result, said, state
from tests.families.making import county

TODAY = date(2026, 6, 30)
AUTOMATIC = county(practice=[{"since": "2026-01-01", "internet_receipt": "automatic"}])
ONLINE = said("received", "2026-03-02", applicant_kind="natural", channel="互联网")
"""Five working days later it is Monday 9 March."""


@pytest.mark.parametrize(("today", "listed"), [(date(2026, 3, 9), False), (date(2026, 3, 10), True)])
def test_what_stays_unconfirmed_for_five_working_days_is_listed_and_counted(today: date, listed: bool) -> None:
    whole = result(ONLINE, today=today)
    assert ("unconfirmed" in whole.state.flags) == listed
    assert [f.code for f in whole.state.findings] == ["receipt.unconfirmed"] * listed
    assert whole.state.counts.get("2026-03", {}).get("applications_unconfirmed", 0) == listed
    assert (whole.check_on == date(2026, 3, 10)) == (not listed)


@pytest.mark.parametrize("then", [said("confirmed", "2026-03-20"), said("withdrawn", "2026-03-20")])
def test_once_it_is_confirmed_or_has_ended_it_is_listed_no_more(then: Fact) -> None:
    whole = state(ONLINE, then, today=TODAY)
    assert "unconfirmed" not in whole.flags
    assert not any("applications_unconfirmed" in month for month in whole.counts.values())


def test_where_the_county_s_system_confirms_by_itself_nothing_waits() -> None:
    whole = state(ONLINE, today=TODAY, county=AUTOMATIC)
    assert (whole.received_on, whole.due_on, whole.alert) == (date(2026, 3, 2), date(2026, 3, 30), "")


def test_what_ends_unconfirmed_is_received_on_that_day_and_took_no_time() -> None:
    whole = state(ONLINE, said("answered", "2026-03-20", code="granted"), today=TODAY, county=BY_DEFAULT)
    assert (whole.arrived_on, whole.received_on, whole.working_days) == (date(2026, 3, 2), date(2026, 3, 20), None)
    assert whole.counted is not None
    assert whole.counts["2026-03"] == {
        "applications_answered": 1,
        "applications_received": 1,
        "applications_received_by_kind@natural": 1,
        "applications_results@3_1_granted": 1,
        "applications_results_by_kind@natural.3_1_granted": 1,
    }


def test_payments_count_in_their_own_months_and_the_fee_is_paid_when_the_sum_is_complete() -> None:
    facts = [
        said("received", "2026-03-02", applicant_kind="natural"),
        said("fee_noticed", "2026-03-20", basis="pages", count=50, amount=200),
        said("fee_paid", "2026-03-30", amount=1),
    ]
    part = state(*facts, today=date(2026, 4, 1))
    assert part.fee is not None
    assert (part.fee.paid_on, part.fee.paid, part.state) == (None, 1, "awaiting_payment")
    whole = state(*facts, said("fee_paid", "2026-04-07", amount=199), today=TODAY)
    assert whole.fee is not None
    assert (whole.fee.paid_on, whole.fee.paid, whole.started_on) == (date(2026, 4, 7), 200, date(2026, 4, 7))
    assert (whole.counts["2026-03"]["fees_collected"], whole.counts["2026-04"]["fees_collected"]) == (1, 199)


def refused(**answer: Any) -> set[str]:
    facts = [
        said("received", "2026-03-02", applicant_kind="natural"),
        said("third_party_asked", "2026-03-05"),
        said("third_party_answered", "2026-03-12", consents=False),
        said("answered", "2026-03-20", reasoned=True, **answer),
    ]
    return {finding.code for finding in state(*facts, today=TODAY).findings}


def part(code: str, ground: str | None = None) -> dict[str, str | None]:
    return {"code": code, "ground": ground}


@pytest.mark.parametrize(
    ("answer", "accused"),
    [
        ({"code": "granted"}, True),
        ({"code": "partial"}, False),
        ({"code": "partial", "ground": "in_process"}, False),
        ({"parts": [part("granted"), part("withheld")]}, False),
        ({"parts": [part("granted"), part("withheld", "third_party")]}, False),
        ({"parts": [part("granted"), part("withheld", "in_process")]}, True),
        ({"parts": [part("granted"), part("granted")]}, True),
    ],
)
def test_only_what_is_known_to_be_given_against_a_refusal_is_found(answer: dict[str, Any], accused: bool) -> None:
    assert ("third_party.refused" in refused(**answer)) == accused


def test_an_opinion_that_comes_after_the_answer_accuses_nobody() -> None:
    facts = [
        said("received", "2026-03-02", applicant_kind="natural"),
        said("third_party_asked", "2026-03-05"),
        said("answered", "2026-03-20", code="granted"),
        said("third_party_answered", "2026-03-24", consents=False),
    ]
    assert "third_party.refused" not in {finding.code for finding in state(*facts, today=TODAY).findings}
