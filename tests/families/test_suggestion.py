"""Suggestions of active disclosure: from several applicants, or one's own word, to the decision (条例第四十四条)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.application import APPLICATION, QUESTION
from contracts.envelope import Fact
from contracts.suggestion import DECIDE, SUGGESTION, SuggestionState
from tests.families.making import fact, folded, owing, state_of

TODAY = date(2026, 6, 30)
HASH = "5f" * 32
LI, WANG, ZHANG = "11" * 32, "22" * 32, "33" * 32
LIKELY = ("received", "decided")
DECIDING = owing("2021-01-01", DECIDE)


def application(number: str, received: str, by: str, *answered: tuple[str, str]) -> bytes:
    """The state of an application for the information, with (day, code) of its answers."""
    content: dict[str, Any] = {"applicant_kind": "natural", "applicant_ref": by, "subject_hash": HASH}
    facts = [fact(f"{number}-r", "application.received.v1", received, number, **content)]
    facts += [fact(f"{number}-{on}", "application.answered.v1", on, number, code=code) for on, code in answered]
    return state_of(APPLICATION, facts, TODAY)


def question(*applications: bytes) -> Folded:
    return folded(QUESTION, [], TODAY, linked={APPLICATION.kind: list(applications)}, subject=HASH)


def suggested(*facts: Fact, by: Folded | None = None, today: date = TODAY) -> Folded:
    """What facts about the suggestion come to beside the question's state."""
    linked = {QUESTION.kind: [by.state.encoded()]} if by else None
    return folded(SUGGESTION, facts, today, linked=linked, subject=HASH, county=DECIDING)


def received(on: str, number: str = "r") -> Fact:
    return fact(number, "suggestion.received.v1", on, HASH)


def decided(on: str, decision: str = "纳入主动公开", reason: str = "需要公众广泛知晓", number: str = "d") -> Fact:
    return fact(number, "suggestion.decided.v1", on, HASH, decision=decision, reason=reason)


def state(result: Folded) -> SuggestionState:
    assert isinstance(result.state, SuggestionState)
    return result.state


SEVERAL = question(
    application("sq-1", "2026-03-02", LI, ("2026-03-06", "granted")), application("sq-2", "2026-03-16", WANG)
)


def test_rule_25_the_same_information_asked_for_by_several_becomes_a_candidate_to_decide_on() -> None:
    assert SEVERAL.state.sends == [f"catalog.suggestion/fengjie-aa/{HASH}"]
    (duty,) = suggested(by=SEVERAL).obligations
    # 20 working days after 16 March; 6 April is off.
    assert (duty.opened_on, duty.due_on, duty.status) == (date(2026, 3, 16), date(2026, 4, 14), "overdue")
    assert state(suggested(by=SEVERAL)).applications == ["sq-1", "sq-2"]
    assert suggested(by=SEVERAL).relevant


@pytest.mark.parametrize(
    ("applications", "on"),
    [
        ([("sq-1", "2026-03-02", LI, ("2026-04-01", "granted")), ("sq-2", "2026-03-16", WANG)], date(2026, 4, 1)),
        (
            [
                ("sq-1", "2026-03-02", LI, ("2026-03-06", "granted")),
                ("sq-2", "2026-03-09", LI),
                ("sq-3", "2026-03-20", ZHANG),
                ("sq-4", "2026-03-25", WANG),
            ],
            date(2026, 3, 20),
        ),
        ([("sq-1", "2026-03-02", LI, ("2026-03-06", "withheld")), ("sq-2", "2026-03-16", WANG)], None),
    ],
    ids=["disclosed after the second asked", "the second applicant, not the second application", "never disclosed"],
)
def test_the_day_is_that_on_which_two_had_asked_and_one_was_given_it(applications: list[Any], on: date | None) -> None:
    by = question(*(application(*lived) for lived in applications))
    assert state(suggested(by=by)).suggested_on == on


def test_an_applicant_may_suggest_it_alone_and_the_earlier_day_counts() -> None:
    (duty,) = suggested(received("2026-03-09"), by=SEVERAL).obligations
    assert (duty.opened_on, duty.facts) == (date(2026, 3, 9), ["r"])
    (alone,) = suggested(received("2026-03-09"), received("2026-03-11", "r2")).obligations
    assert (alone.opened_on, alone.facts) == (date(2026, 3, 9), ["r"])


@pytest.mark.parametrize(("on", "status"), [("2026-04-14", "met"), ("2026-04-15", "met_late"), ("2026-03-02", "met")])
def test_the_first_decision_meets_the_duty_whatever_it_is(on: str, status: str) -> None:
    declined = decided(on, "不予纳入", "涉及第三方合法权益")
    (duty,) = suggested(declined, by=SEVERAL).obligations
    assert duty.status == status
    assert state(suggested(declined, by=SEVERAL)).counts[on[:7]]["suggestions_decided@不予纳入"] == 1


def test_a_later_decision_replaces_the_first_and_the_same_again_counts_once() -> None:
    twice = [
        decided("2026-03-20", "不予纳入", "仅涉及申请人自身", "d1"),
        decided("2026-05-06", number="d2"),
        decided("2026-05-07", number="d3"),
    ]
    whole = state(suggested(*twice, by=SEVERAL))
    assert (whole.decision, whole.decided_on) == ("纳入主动公开", date(2026, 5, 7))
    assert whole.counts["2026-05"] == {"suggestions_decided@纳入主动公开": 1}


def test_a_reason_that_does_not_fit_the_decision_is_found() -> None:
    wrong = suggested(decided("2026-03-20", "不予纳入", "需要公众广泛知晓"))
    assert [finding.code for finding in wrong.state.findings] == ["suggestion.reason_differs"]
    assert wrong.obligations == []


def test_a_question_that_several_do_not_ask_any_more_suggests_nothing() -> None:
    asked_once = question(application("sq-1", "2026-03-02", LI, ("2026-03-06", "granted")))
    assert asked_once.state.sends == []
    assert (suggested(by=asked_once).relevant, suggested(by=asked_once).obligations) == (False, [])
