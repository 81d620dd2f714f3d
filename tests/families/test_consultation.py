"""Rule 35: how long the public is heard, and the reason where it is shorter; rule 36: what became of its opinions.

Not covered here: order, repeats, corrections and calendars, which the conformance suite asks of every family.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.consultation import (
    CONSULTATION,
    CONSULTATION_FEEDBACK,
    CONSULTATION_PERIOD,
    NORMATIVE_PERIOD,
    ConsultationState,
)
from contracts.envelope import Fact
from contracts.kit import Least
from contracts.profile import County
from tests.families.making import ORG, county, fact, folded, owed, owing

TODAY = date(2026, 12, 31)
ASKING = owing("2021-01-01", CONSULTATION_FEEDBACK)
LIKELY = ("opened", "closed", "feedback")


def opened(on: str, until: str, matter: str = "重大行政决策", number: str = "o", **data: Any) -> Fact:
    return fact(number, "consultation.opened.v1", on, closes_on=until, matter=matter, **data)


def closed(on: str, received: int = 5, number: str = "c") -> Fact:
    return fact(number, "consultation.closed.v1", on, received=received)


def feedback(on: str, number: str = "f", received: int = 5, adopted: int = 2, answered: int = 5) -> Fact:
    return fact(number, "consultation.feedback.v1", on, received=received, adopted=adopted, answered=answered)


def fold(*facts: Fact, today: date = TODAY, county: County = ASKING) -> Folded:
    return folded(CONSULTATION, facts, today, county=county)


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings]


@pytest.mark.parametrize(
    ("matter", "market", "on", "until", "enough"),
    [
        ("重大行政决策", False, "2026-03-02", "2026-04-01", True),
        ("重大行政决策", False, "2026-03-02", "2026-03-31", False),
        ("行政规范性文件", True, "2026-03-02", "2026-04-01", True),
        ("行政规范性文件", True, "2026-03-02", "2026-03-31", False),
        ("行政规范性文件", False, "2026-03-02", "2026-03-11", True),
        ("行政规范性文件", False, "2026-03-02", "2026-03-10", False),
        # 国庆: 8 to 10 October are the 1st to 3rd working day after 30 September.
        ("行政规范性文件", False, "2026-09-30", "2026-10-15", True),
        ("行政规范性文件", False, "2026-09-30", "2026-10-14", False),
        # 春节: the Saturdays 14 and 28 February are worked.
        ("行政规范性文件", False, "2026-02-12", "2026-02-28", True),
        ("行政规范性文件", False, "2026-02-12", "2026-02-27", False),
        ("重大行政决策", False, "2026-12-15", "2027-01-14", True),
        ("重大行政决策", False, "2026-12-15", "2027-01-13", False),
        ("其他涉及群众切身利益的事项", True, "2026-03-02", "2026-03-02", True),
    ],
)
def test_rule_35_thirty_days_for_a_major_decision_seven_working_days_for_a_normative_document(
    matter: str, market: bool, on: str, until: str, enough: bool
) -> None:
    result = fold(opened(on, until, matter, market_entities=market))
    assert codes(result) == ([] if enough else ["consultation.too_short"])
    assert ("consultations_too_short" in result.state.counts[on[:7]]) is not enough


def test_rule_35_a_shorter_time_is_lawful_with_the_reason_stated_and_counted() -> None:
    result = fold(opened("2026-03-02", "2026-03-09", shorter_because="汛期将至"))
    assert codes(result) == []
    assert result.state.counts["2026-03"]["consultations_shortened"] == 1


def test_rule_35_a_consultation_closed_before_its_day_is_as_long_as_it_was_open() -> None:
    result = fold(opened("2026-03-02", "2026-04-01"), closed("2026-03-20"))
    assert codes(result) == ["consultation.too_short", "consultation.closed_early"]
    longer = fold(opened("2026-03-02", "2026-05-01"), closed("2026-04-10"))
    assert codes(longer) == ["consultation.closed_early"]


def test_an_extension_counts_with_the_time_before() -> None:
    extended = fact("e", "consultation.extended.v1", "2026-03-10", closes_on="2026-04-02")
    assert codes(fold(opened("2026-03-02", "2026-03-12"), extended)) == []


def test_closed_before_it_opened_by_another_fact_is_found_and_closes_nothing() -> None:
    result = fold(opened("2026-03-02", "2026-04-01"), closed("2026-03-01"))
    assert codes(result) == ["consultation.closed_before_opening"]
    assert isinstance(result.state, ConsultationState)
    assert result.state.closes_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    "waiting",
    [
        closed("2026-03-20"),
        feedback("2026-03-20"),
        fact("e", "consultation.extended.v1", "2026-03-20", closes_on="2026-04-20"),
        fact("x", "consultation.cancelled.v1", "2026-03-20", reason="不再决策"),
    ],
)
def test_what_presupposes_an_opening_waits_for_it(waiting: Fact) -> None:
    assert codes(fold(waiting)) == ["consultation.not_opened"]
    assert "consultation.not_opened" not in codes(fold(waiting, opened("2026-03-02", "2026-04-01")))


@pytest.mark.parametrize(
    ("least", "matter", "amount", "unit", "until"),
    [
        (CONSULTATION_PERIOD, "重大行政决策", 45, "calendar_days", "2026-04-16"),
        (NORMATIVE_PERIOD, "行政规范性文件", 10, "working_days", "2026-03-16"),
    ],
)
def test_a_county_may_hear_the_public_for_longer(least: Least, matter: str, amount: int, unit: str, until: str) -> None:
    local = county(limits=[{"duty": least.code, "since": "2026-01-01", "amount": amount, "unit": unit}])
    enough = fold(opened("2026-03-02", until, matter), county=local)
    day_less = date.fromisoformat(until).toordinal() - 1
    short = fold(opened("2026-03-02", date.fromordinal(day_less).isoformat(), matter), county=local)
    assert (codes(enough), codes(short)) == ([], ["consultation.too_short"])


@pytest.mark.parametrize(
    ("on", "status"), [("2026-04-01", "met"), ("2026-04-30", "met"), ("2026-05-06", "met_late"), (None, "overdue")]
)
def test_rule_36_feedback_is_owed_from_the_last_day_on(on: str | None, status: str) -> None:
    result = fold(opened("2026-03-02", "2026-04-01"), *([feedback(on)] if on else []))
    (duty,) = owed(result, CONSULTATION_FEEDBACK)
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2026, 4, 1), date(2026, 4, 30), status)


def test_rule_36_feedback_before_the_end_is_found_and_does_not_do() -> None:
    result = fold(opened("2026-03-02", "2026-04-01"), feedback("2026-03-20"))
    assert codes(result) == ["consultation_feedback.too_early"]
    assert [duty.status for duty in owed(result, CONSULTATION_FEEDBACK)] == ["overdue"]


def test_while_it_runs_no_feedback_is_owed_and_the_day_after_it_is() -> None:
    running = fold(opened("2026-03-02", "2026-04-01"), today=date(2026, 4, 1))
    assert (running.obligations, running.check_on) == ([], date(2026, 4, 2))
    over = fold(opened("2026-03-02", "2026-04-01"), today=date(2026, 4, 2))
    assert [duty.status for duty in owed(over, CONSULTATION_FEEDBACK)] == ["open"]


@pytest.mark.parametrize(("on", "owes"), [("2026-03-05", False), ("2026-04-01", False), ("2026-04-02", True)])
def test_what_is_called_off_while_it_runs_owes_nothing(on: str, owes: bool) -> None:
    off = fact("x", "consultation.cancelled.v1", on, reason="重新研究")
    result = fold(opened("2026-03-02", "2026-04-01"), off)
    assert bool(owed(result, CONSULTATION_FEEDBACK)) is owes


def test_opinions_are_counts_in_the_month_in_which_it_ended() -> None:
    result = fold(opened("2026-03-02", "2026-04-01"), closed("2026-04-01", 7), feedback("2026-04-20", received=7))
    assert result.state.counts["2026-04"] == {
        "consultation_feedback!due": 1,
        "consultation_feedback!met": 1,
        "consultation_opinions": 7,
        "consultation_opinions_adopted": 2,
        "consultation_opinions_answered": 5,
    }
    differing = fold(opened("2026-03-02", "2026-04-01"), closed("2026-04-01", 9), feedback("2026-04-20"))
    assert codes(differing) == ["consultation.numbers_differ"]


def test_it_flows_to_the_decision_that_it_prepares() -> None:
    own = fold(opened("2026-03-02", "2026-04-01", decision="jc-1")).state
    other = fold(opened("2026-03-02", "2026-04-01", decision="fengjie-bb:jc-1")).state
    assert own.sends == [f"publishing.decision/{ORG}/jc-1"]
    assert other.sends == ["publishing.decision/fengjie-bb/jc-1"]


OFF = fact("x", "consultation.cancelled.v1", "2026-03-10", reason="方案重拟")


def test_a_consultation_that_is_opened_again_after_it_was_called_off_is_the_newer_one() -> None:
    again = opened("2026-04-01", "2026-05-06", number="o2")
    result = fold(opened("2026-03-02", "2026-04-01"), OFF, again, feedback("2026-05-11"))
    assert isinstance(result.state, ConsultationState)
    assert (result.state.opened_on, result.state.closes_on, result.state.cancelled_on) == (
        date(2026, 4, 1),
        date(2026, 5, 6),
        None,
    )
    assert [(duty.opened_on, duty.status) for duty in owed(result, CONSULTATION_FEEDBACK)] == [
        (date(2026, 5, 6), "met")
    ]
    assert codes(result) == []


def test_what_was_told_of_the_one_that_was_called_off_is_none_of_the_newer_one_s() -> None:
    longer = fact("e", "consultation.extended.v1", "2026-03-05", closes_on="2026-12-30")
    result = fold(opened("2026-03-02", "2026-04-01"), longer, OFF, opened("2026-04-01", "2026-05-06", number="o2"))
    assert isinstance(result.state, ConsultationState)
    assert (result.state.closes_on, codes(result)) == (date(2026, 5, 6), [])


def test_a_consultation_that_is_called_off_before_it_opens_is_found_and_runs() -> None:
    early = fact("x", "consultation.cancelled.v1", "2026-03-01", reason="方案重拟")
    result = fold(opened("2026-03-02", "2026-04-01"), early)
    assert isinstance(result.state, ConsultationState)
    assert (result.state.cancelled_on, codes(result)) == (None, ["consultation.cancelled_before_opening"])
